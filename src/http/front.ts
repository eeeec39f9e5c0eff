// What is answered before the framework sees it: reads of what readers share, as long as the answer is kept or stored as it is
// sent. Everything else, and everything that is in any way odd, is passed on; whatever is answered here is answered there with the
// same bytes.

import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import proxyAddress from '@fastify/proxy-addr'
import type { FastifyBaseLogger } from 'fastify'
import { codingOf, encode, worthwhile } from './compress.ts'
import { answersCondition, lastModified } from './conditional.ts'
import type { CountRequest } from './limits.ts'
import { refusalOf } from './request-head.ts'
import {
  type Frame,
  filled,
  type Head,
  type Kept,
  nameOf,
  type ResponseCache,
  type Shown,
} from './response-cache.ts'
import { isShared } from './shared.ts'

/** The JSON of an answer, whole, and its validator. */
export interface Rendered {
  json: Buffer
  etag: string
}

interface Deps {
  cache: ResponseCache
  count: CountRequest
  now: () => Date
  /** Networks whose X-Forwarded-For is believed. */
  trustedProxies: readonly string[]
  /** What is stored as it is sent to readers, by path and query; undefined where there is no such thing. */
  stored: (url: string) => Promise<Rendered | undefined> | undefined
}

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  /** Leaves the request to the framework. */
  pass: () => void
  log: FastifyBaseLogger
}

/** Answers a request, or passes it on. */
export type Front = (exchange: Exchange) => void

export function front({ cache, count, now, trustedProxies, stored }: Deps): Front {
  const isTrusted = proxyAddress.compile([...trustedProxies])

  /** Last-Modified is the same for all that readers see, and an answer lacks it in the second of the change. */
  let modified: { epoch: number; text: string } | undefined
  function modifiedOf({ epoch, changedAt }: Shown): string | undefined {
    if (modified?.epoch === epoch) return modified.text
    const text = lastModified(changedAt, now())
    modified = text === undefined ? undefined : { epoch, text }
    return text
  }

  /** The answer that is stored, or undefined; kept, where it is asked for again. */
  async function read(url: string, frame: Frame, { request, shown }: Asked): Promise<Answer | undefined> {
    const rendered = await stored(url)
    if (rendered === undefined) return undefined
    const coding = codingOf(request.headers['accept-encoding'])
    if (coding !== undefined && rendered.json.length < worthwhile) return undefined
    const bytes = coding === undefined ? rendered.json : await encode(rendered.json, coding)
    const own = { etag: rendered.etag, body: bytes.toString('latin1') }
    const answer = { ...filled(frame, own), ...own, epoch: shown.epoch }
    const name = nameOf(request)
    if (cache.isWanted(name)) cache.keep(name, answer)
    return answer
  }

  /** Counts the request, where requests are counted, and gives the answer. */
  function give(exchange: Exchange, shown: Shown, answer: Answer): void {
    const { limit } = answer
    const ip = () => proxyAddress(exchange.request, isTrusted)
    const counted = limit === 'none' ? undefined : count({ keyId: null, ip: ip() }, limit)
    const send = (fields: Head) => {
      const id = randomUUID()
      tell(exchange, id, ip)
      write(exchange, answer, { id, fields, modified: modifiedOf(shown) })
    }
    if (counted === undefined) send([])
    else
      counted.then(
        // One too many is refused there, when it has been counted again.
        ({ fields, refusal }) =>
          refusal === undefined ? send(Object.entries(fields).flat()) : exchange.pass(),
        exchange.pass,
      )
  }

  /** The answer as it stands now; a promise of it where it has to be read. */
  function find(request: IncomingMessage, shown: Shown): Answer | Promise<Answer | undefined> | undefined {
    const kept = cache.find(nameOf(request), shown)
    if (kept !== undefined) return kept
    const frame = cache.frameFor(request)
    return frame && read(request.url ?? '', frame, { request, shown })
  }

  function answer(exchange: Exchange, shown: Shown): void {
    const { request, pass } = exchange
    const giveOrPass = (found: Answer | undefined) => {
      if (found === undefined) pass()
      else give(exchange, shown, found)
    }
    const found = find(request, shown)
    if (found instanceof Promise) found.then(giveOrPass, pass)
    else giveOrPass(found)
  }

  return (exchange) => {
    const { request, pass } = exchange
    if (request.method !== 'GET' || !isShared(request) || refusalOf(request) !== undefined) return pass()
    // What fails here fails again there, where the failure is answered.
    try {
      const shown = cache.shown()
      if (shown instanceof Promise) shown.then((current) => answer(exchange, current), pass)
      else answer(exchange, shown)
    } catch {
      pass()
    }
  }
}

type Answer = Omit<Kept, 'epoch'>
interface Asked {
  request: IncomingMessage
  shown: Shown
}

function write(
  { request, response }: Exchange,
  { etag, whole, short, body }: Answer,
  { id, fields, modified }: { id: string; fields: Head; modified: string | undefined },
): void {
  const isShort = answersCondition(request.headers, { etag, 'last-modified': modified })
  const head = [...(isShort ? short : whole), 'x-request-id', id, ...fields]
  if (modified !== undefined) head.push('last-modified', modified)
  response.writeHead(isShort ? 304 : 200, head)
  response.end(isShort ? '' : body, 'latin1')
}

/** The lines that the framework writes of a request and its answer. */
function tell({ request, response, log }: Exchange, id: string, ip: () => string): void {
  if (!isTold(log)) return
  const began = performance.now()
  const own = log.child({ reqId: id })
  own.info({ req: { method: request.method, url: request.url, ip: ip() } }, 'incoming request')
  response.once('finish', () =>
    own.info({ res: response, responseTime: performance.now() - began }, 'request completed'),
  )
}

const isTold = ({ level }: FastifyBaseLogger): boolean =>
  level === 'info' || level === 'debug' || level === 'trace'
