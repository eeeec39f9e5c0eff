// What is wrong with an answer, if anything: of any answer, of one to a valid request, and of one to an invalid one.

import type { LightMyRequestResponse } from 'fastify'
import { type Breach, contractOf } from '../support/documented.ts'
import type { Call } from './call.ts'
import { isExcused, type Refusal } from './excuses.ts'
import type { Mutant } from './mutations.ts'
import { type Document, operationsOf } from './operations.ts'

export interface Fault {
  kind:
    | Breach['kind']
    | 'server error'
    | 'refused valid input'
    | 'accepted invalid input'
    | 'wrong refusal'
    | 'HEAD differs from GET'
    | 'not revalidated'
    | 'wrong method answer'
  message: string
}

/** Refusals of form: a valid request gets one only where it is excused. */
const refusals = [400, 401, 403, 405, 406, 411, 413, 414, 415, 417, 422, 428, 429, 431]

/** Functions that name what is wrong; each gives undefined for a good answer. */
export function judgesOf(document: Document) {
  const { findBreach } = contractOf(document)

  function ofAny({ operation, method }: Call, answer: LightMyRequestResponse): Fault | undefined {
    if (answer.statusCode >= 500) {
      return { kind: 'server error', message: `${answer.statusCode}: ${answer.body.slice(0, 500)}` }
    }
    for (const name of ['x-request-id', 'cache-control']) {
      if (answer.headers[name] === undefined) return { kind: 'missing header', message: `without ${name}` }
    }
    const breach = findBreach({ template: operation.template, method: method.toLowerCase() }, answer)
    return breach ?? wrongPage(answer)
  }

  function ofValid(call: Call, answer: LightMyRequestResponse): Fault | undefined {
    const fault = ofAny(call, answer)
    if (fault !== undefined) return fault
    const { statusCode: status } = answer
    if (status === 412 && namesVersion(call)) return undefined
    if (status !== 412 && !refusals.includes(status)) return undefined
    if (isExcused(call.operation.id, answer.json())) return undefined
    return { kind: 'refused valid input', message: answer.body }
  }

  function ofMutant(
    { call, what, expects, names }: Mutant,
    answer: LightMyRequestResponse,
  ): Fault | undefined {
    const { statusCode: status } = answer
    // A former slug leads on before anything of the request matters.
    if (isMoved(call, status) && expects.includes(404)) return ofAny(call, answer)
    if (status < 400) {
      const message = `${what}: ${status}, expected ${expects.join(' or ')}`
      return { kind: 'accepted invalid input', message }
    }
    const fault = ofAny(call, answer)
    if (fault !== undefined) return { ...fault, message: `${what}: ${fault.message}` }
    if (!expects.includes(status)) {
      return {
        kind: 'wrong refusal',
        message: `${what}: expected ${expects.join(' or ')}, got ${answer.body}`,
      }
    }
    if (names === undefined || status === 404 || status === 410) return undefined
    const problem = answer.json() as Refusal
    // Two rules were broken, and the other one came first.
    if (isExcused(call.operation.id, problem)) return undefined
    if (problem.errors?.some((error) => error.in === names.in && isNear(error.pointer, names.pointer)))
      return undefined
    return { kind: 'wrong refusal', message: `${what}: "${names.pointer}" is not named by ${answer.body}` }
  }

  return { ofAny, ofValid, ofMutant }
}

const isMoved = ({ operation }: Call, status: number): boolean =>
  (status === 301 || status === 308) && operation.responses[status] !== undefined

const namesVersion = ({ headers, body }: Call): boolean =>
  (headers['if-match'] ?? '*') !== '*' ||
  typeof (body as { version?: unknown } | undefined)?.version === 'number'

/** A choice that fails is told at the choice or at any of its ways. */
const isNear = (told: string, broken: string): boolean =>
  told === broken || told.startsWith(`${broken}/`) || broken.startsWith(`${told}/`)

/** A page that names a next one links to it, and only such a page. */
function wrongPage(answer: LightMyRequestResponse): Fault | undefined {
  if (answer.statusCode !== 200 || !String(answer.headers['content-type']).startsWith('application/json'))
    return undefined
  const { page } = answer.json() as { page?: { next?: string | null; limit?: number } }
  if (page?.limit === undefined) return undefined
  const isLinked = /<https:\/\/news\.example\/[^>]+>; rel="next"/.test(String(answer.headers.link))
  if (isLinked === (page.next !== null)) return undefined
  return { kind: 'missing header', message: `page.next is ${page.next}, Link is ${answer.headers.link}` }
}

/** The methods that an address has, as `Allow` lists them. */
export function methodsOf(document: Document, template: string): string[] {
  const own = operationsOf(document)
    .filter((operation) => operation.template === template)
    .map(({ method }) => method)
  return [...own, ...(own.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort()
}
