// The loop: one request after another, valid and invalid, over every operation of the document, as long as it is told.

import fc from 'fast-check'
import type { LightMyRequestResponse } from 'fastify'
import { contractOf } from '../support/documented.ts'
import { type Call, toCurl, toInject } from './call.ts'
import { makeFirstThings } from './first-things.ts'
import { holdsForbidden, type Judge, type Mutant, mutate } from './mutations.ts'
import type { Document } from './operations.ts'
import { probeHead, probeMethods, probeRevalidation } from './probes.ts'
import { unreached } from './report.ts'
import { requestsPerSite } from './settings.ts'
import { shrink } from './shrink.ts'
import { openSite, type Site } from './site.ts'
import { buildValid, chance, type Draw, pick, type Source } from './valid.ts'
import { valuesOf } from './values.ts'
import { type Fault, judgesOf } from './verdict.ts'

export interface Finding extends Fault {
  operation: string
  run: number
  seed: number
  curl: string
  /** How often the same was seen. */
  times: number
}

export interface Report {
  requests: number
  seconds: number
  findings: Finding[]
  /** Every operation of the document. */
  operations: string[]
  /** Statuses that each operation answered with, how often. */
  answered: Map<string, Map<number, number>>
}

export interface Fuzzing {
  requests: number
  seed: number
  /** Ends the run early: on the first finding of a kind, say. */
  until?: (finding: Finding) => boolean
  /** Called for every fault that was not seen before. */
  onFinding?: (finding: Finding) => void
  onProgress?: (report: Report) => void
}

/** Sends so many requests and reports every kind of fault once, with the first request that had it. */
export async function fuzz({
  requests,
  seed,
  until = () => false,
  onFinding,
  onProgress,
}: Fuzzing): Promise<Report> {
  const found = new Map<string, Finding>()
  const started = performance.now()
  const report: Report = { requests: 0, seconds: 0, findings: [], operations: [], answered: new Map() }
  let isOver = false
  let tools: Tools | undefined

  const note = (run: number, call: Call, fault: Fault) => {
    const key = [call.operation.id, fault.kind, fault.message.slice(0, 40)].join(' ')
    const known = found.get(key)
    if (known !== undefined) {
      known.times += 1
      return
    }
    const finding = { ...fault, operation: call.operation.id, run, seed, curl: toCurl(call), times: 1 }
    found.set(key, finding)
    report.findings.push(finding)
    onFinding?.(finding)
    isOver ||= until(finding)
  }

  while (report.requests < requests && !isOver) {
    const site = await openSite()
    try {
      report.operations = site.operations.map(({ id }) => id)
      await makeFirstThings(site)
      tools ??= toolsOf(site.document)
      const turn = turnOn(site, report, tools)
      const end = Math.min(requests, report.requests + requestsPerSite)
      while (report.requests < end && !isOver) {
        const run = report.requests
        const fault = await turn(drawFrom(seed, run), run, run > requests * 0.7)
        if (fault !== undefined) note(run, fault.call, fault)
      }
    } finally {
      await site.close()
    }
    report.seconds = (performance.now() - started) / 1000
    onProgress?.(report)
  }
  return report
}

/** The draws of one run: from its seed and number alone. */
const drawFrom = (seed: number, run: number): Draw => {
  const [draw] = fc.sample(fc.gen(), { seed: (Math.imul(seed, 0x9e3779b1) + run) | 0, numRuns: 1 })
  if (draw === undefined) throw new Error('fast-check gave no sample.')
  return (arbitrary) => draw(() => arbitrary)
}

type Tools = ReturnType<typeof toolsOf>

/** What is made of the document once, for all sites: compiling schemas and expressions takes a second. */
const toolsOf = (document: Document) => ({
  values: valuesOf(document),
  judges: judgesOf(document),
  isAllowed: judgeOf(document),
})

/** One turn on a site: a request of one operation, and what is wrong with its answer. */
function turnOn(site: Site, report: Report, { values, judges, isAllowed }: Tools) {
  const { document, operations, pool, keys } = site
  // What takes away is asked for less often than what there is grows.
  const likely = operations.flatMap((one) => (one.method === 'DELETE' ? [one] : [one, one, one, one]))
  const counted: Site = {
    ...site,
    inject: (options) => {
      report.requests += 1
      return site.inject(options)
    },
  }

  const send = async (call: Call): Promise<LightMyRequestResponse> => {
    const answer = await counted.inject(toInject(call))
    const statuses = report.answered.get(call.operation.id) ?? new Map<number, number>()
    statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1)
    report.answered.set(call.operation.id, statuses)
    return answer
  }

  const judgeMutant = async (mutant: Mutant) => judges.ofMutant(mutant, await send(mutant.call))

  const judgeValid = async (source: Source, call: Call): Promise<Fault | undefined> => {
    if (call.headers['content-type']?.endsWith('json') && !isAllowed(call, call.body))
      throw new Error(`The fuzzer made an invalid body: ${whyNot(site, call)}\n${toCurl(call)}`)
    const { draw } = source
    const answer = await send(call)
    pool.learn(call, answer)
    const fault = judges.ofValid(call, answer)
    if (fault !== undefined || call.method !== 'GET') return fault
    if (chance(draw, 10)) return probeHead(counted, call)
    if (answer.headers.etag !== undefined && chance(draw, 15))
      return probeRevalidation(counted, { draw, call }, answer)
    return undefined
  }

  return async (draw: Draw, run: number, isLate: boolean): Promise<(Fault & { call: Call }) | undefined> => {
    // What was not reached by chance is looked for towards the end.
    const ids = isLate && chance(draw, 50) ? unreached(report) : []
    const missed = operations.filter(({ id }) => ids.includes(id))
    const operation = pick(draw, missed.length > 0 ? missed : likely)
    if (operation === undefined) return undefined
    const source: Source = { document, draw, values, pool, keys }
    const call = buildValid(source, operation)
    if (run % 25 === 0) {
      const fault = await probeMethods(counted, { document, draw, call })
      if (fault !== undefined) return { ...fault, call }
    }
    const mutant =
      missed.length === 0 && chance(draw, 55) ? mutate({ ...source, isAllowed }, call) : undefined
    if (mutant === undefined) {
      const fault = await judgeValid(source, call)
      return fault && { ...fault, call }
    }
    const fault = await judgeMutant(mutant)
    if (fault === undefined) return undefined
    const small = await shrink(mutant, async (one) => (await judgeMutant(one))?.kind === fault.kind)
    return { ...fault, call: small.call }
  }
}

/** What the document says against a body. */
function whyNot({ document }: Site, { operation, headers, body }: Call): string {
  const { validatorAt } = contractOf(document)
  const type = headers['content-type'] ?? ''
  const place = ['paths', operation.template, operation.method.toLowerCase(), 'requestBody', 'content', type]
  const validate = validatorAt([...place, 'schema'])
  validate(body)
  return JSON.stringify(validate.errors)
}

/** Whether a body is one that the document allows. */
function judgeOf(document: Document): Judge {
  const { validatorAt } = contractOf(document)
  return ({ operation, headers }, body) => {
    const type = headers['content-type'] ?? ''
    const place = [
      'paths',
      operation.template,
      operation.method.toLowerCase(),
      'requestBody',
      'content',
      type,
    ]
    return !holdsForbidden(body) && validatorAt([...place, 'schema'])(body) === true
  }
}
