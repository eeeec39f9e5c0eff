// Answers that readers share, kept in memory as the bytes that were sent; `front.ts` gives them again. An answer is given only
// while what readers see is what it was when the answer was read: the epoch says so on every request, so nothing is ever
// served that a commit before the request had made wrong.

import type { IncomingMessage } from 'node:http'
import type { FastifyReply, FastifyRequest, onRequestHookHandler, onSendHookHandler } from 'fastify'
import { LRUCache } from 'lru-cache'
import { aboutContent, isWhole, withoutContent } from './answers.ts'
import { codingOf } from './compress.ts'
import { answersCondition } from './conditional.ts'
import type { LimitName } from './limits.ts'
import { isShared } from './shared.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** What readers see, as it stood before this request was answered; for what they share. */
    shown: Shown | undefined
    /** Under which name this request's answer may be kept. */
    keepAs: string | undefined
    /** That the answer is stored as it is sent: the head of such answers is the same for each of them. */
    isStored: boolean
  }
}

/** What readers see, as far as one can tell without reading it. */
export interface Shown {
  /** The same number as long as it is the same. */
  epoch: number
  /** When it became what it is; undefined while nothing ever changed. */
  changedAt: Date | undefined
}

/** Headers as names and values by turns, which Node writes as they lie. */
export type Head = readonly string[]

/** The head of an answer, but for what is one request's or one reading's alone. */
export interface Frame {
  /** That of the whole answer, and that of a 304. */
  whole: Head
  short: Head
  limit: LimitName | 'none'
}

export interface Kept extends Frame {
  epoch: number
  etag: string | undefined
  /** The bytes as a string of as many characters: Node writes a head and a string at once, but a Buffer apart. */
  body: string
}

interface Deps {
  /** Bytes of memory for answers; 0 keeps none. */
  bytes: number
  shown: () => Shown | Promise<Shown>
}

/** Of one request alone, or known only when the answer is given. */
const ownHeaders = new Set([
  'content-length',
  'etag',
  'last-modified',
  'ratelimit',
  'ratelimit-policy',
  'x-request-id',
])
/** Names of answers that were asked for lately, kept or not. */
const mostAsked = 10_000
/** Heads of stored answers, one for each way in which clients ask. */
const mostFrames = 100
/** What a map entry, its key and its headers take beside the body, about. */
const overhead = 2048

export type ResponseCache = ReturnType<typeof responseCache>

/** The answers that are kept, and the hooks by which they come here. */
export function responseCache({ bytes, shown }: Deps) {
  const kept = new LRUCache<string, Kept>({
    maxSize: bytes || 1,
    maxEntrySize: Math.ceil(bytes / 16) || 1,
    sizeCalculation: ({ body }, name) => body.length + name.length * 2 + overhead,
  })

  // What is asked for once, as by whoever reads a site from end to end, would push out what readers come back to.
  const asked = new LRUCache<string, true>({ max: mostAsked })

  const frames = new LRUCache<string, Frame>({ max: mostFrames })

  /** Whether such an answer is worth keeping: it was asked for before. Asking is noted. */
  function isWanted(name: string): boolean {
    if (bytes === 0) return false
    if (asked.has(name)) return true
    asked.set(name, true)
    return false
  }

  function keep(name: string, answer: Kept): void {
    kept.set(name, answer)
  }

  /** The first hook that sees a request which is well formed. */
  const onRequest: onRequestHookHandler = (request, _reply, done) => {
    if (request.routeOptions.config.cache !== 'public' || !isShared(request)) return done()
    const answer = (current: Shown) => {
      request.shown = current
      const name = nameOf(request.raw)
      // HEAD is left to its own route, which knows what it must not send.
      if (request.method === 'GET' && isWanted(name)) request.keepAs = name
      done()
    }
    const current = shown()
    if (current instanceof Promise) current.then(answer, done)
    else answer(current)
  }

  /** The last hook that sees an answer. */
  const onSend: onSendHookHandler = (request, reply, payload, done) => {
    const { keepAs, shown: seen } = request
    if (reply.statusCode !== 200 || !isWhole(payload)) return done(null, payload)
    if (request.isStored && isCodedAsAsked(request, reply)) frames.set(wayOf(request.raw), frameOf(reply))
    if (keepAs === undefined || seen === undefined) return done(null, payload)
    const body = (Buffer.isBuffer(payload) ? payload : Buffer.from(payload)).toString('latin1')
    const own = { etag: textOf(reply.getHeader('etag')), body, epoch: seen.epoch }
    keep(keepAs, { ...filled(frameOf(reply), own), ...own })
    if (!isKnown(request, reply)) return done(null, payload)
    withoutContent(reply)
    done(null, null)
  }

  return {
    shown,
    isWanted,
    keep,
    /** The answer of this name, as long as it is what would be answered now. */
    find(name: string, { epoch }: Shown): Kept | undefined {
      const found = kept.get(name)
      return found?.epoch === epoch ? found : undefined
    },
    /** The head of answers that are stored as they are sent, to a request such as this; undefined until one was seen. */
    frameFor: (request: IncomingMessage): Frame | undefined => frames.get(wayOf(request)),
    onRequest,
    onSend,
  }
}

/** A frame with what is the answer's own: `body` has its bytes as characters. */
export const filled = (
  { whole, short, limit }: Frame,
  { etag, body }: Pick<Kept, 'etag' | 'body'>,
): Frame => {
  const tag = etag === undefined ? [] : ['etag', etag]
  return {
    whole: [...whole, ...tag, 'content-length', String(body.length)],
    short: [...short, ...tag],
    limit,
  }
}

/** How a client asks: an address that answers in several forms and codings keeps each. */
const wayOf = ({ headers }: IncomingMessage): string =>
  `${headers['accept-encoding'] ?? ''} ${headers.accept ?? ''}`

/** The name of an answer. */
export const nameOf = (request: IncomingMessage): string => `${wayOf(request)} ${request.url}`

function frameOf(reply: FastifyReply): Frame {
  const headers = Object.entries(reply.getHeaders()).filter(([name]) => !ownHeaders.has(name))
  return {
    whole: headOf(headers),
    short: headOf(headers.filter(([name]) => !aboutContent.includes(name))),
    limit: reply.routeOptions.config.limit ?? 'none',
  }
}

/** What is too short to be worth a coding goes without: its head is not that of others. */
const isCodedAsAsked = ({ headers }: FastifyRequest, reply: FastifyReply): boolean =>
  reply.getHeader('content-encoding') === codingOf(headers['accept-encoding'])

const headOf = (headers: [string, unknown][]): Head =>
  headers.flatMap(([name, value]) => [name, String(value)])

const textOf = (value: unknown): string | undefined => (value === undefined ? undefined : String(value))

/** Whether the client has the answer already; `answers.ts` leaves that open for what may be kept. */
const isKnown = (request: FastifyRequest, reply: FastifyReply): boolean =>
  answersCondition(request.headers, {
    etag: textOf(reply.getHeader('etag')),
    'last-modified': textOf(reply.getHeader('last-modified')),
  })
