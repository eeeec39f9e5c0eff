// Answers that readers share, kept in memory as the bytes that were sent. An answer is given again only while what readers see
// is what it was when the answer was read: the epoch says so on every request, so nothing is ever served that a commit before
// the request had made wrong.

import type { FastifyReply, FastifyRequest, onRequestHookHandler, onSendHookHandler } from 'fastify'
import { LRUCache } from 'lru-cache'
import { preferredType } from './accept.ts'
import { aboutContent, isWhole, withoutContent } from './answers.ts'
import { answersCondition, lastModified } from './conditional.ts'
import { isShared } from './shared.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** What readers see, as it stood before this request was answered; for what they share. */
    shown: Shown | undefined
    /** Under which name this request's answer may be kept. */
    keepAs: string | undefined
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
type Head = readonly string[]

interface Kept {
  epoch: number
  /** The head of the whole answer, and that of a 304. */
  whole: Head
  short: Head
  etag: string | undefined
  /** The bytes as a string of as many characters: Node writes a head and a string at once, but a Buffer apart. */
  body: string
  changedAt: Date | undefined
  /** Last-Modified, which an answer lacks in the second of the change and has later. */
  modified: string | undefined
}

interface Deps {
  /** Bytes of memory for answers; 0 keeps none. */
  bytes: number
  shown: () => Shown | Promise<Shown>
  now: () => Date
}

/** Of one request alone, or known only when the answer is given. */
const ownHeaders = new Set([
  'content-length',
  'last-modified',
  'ratelimit',
  'ratelimit-policy',
  'x-request-id',
])
/** Names of answers that were asked for lately, kept or not. */
const mostAsked = 10_000
/** What a map entry, its key and its headers take beside the body, about. */
const overhead = 2048

export interface ResponseCache {
  /** The first hook that sees a request which is well formed. */
  onRequest: onRequestHookHandler
  /** The last that sees an answer. */
  onSend: onSendHookHandler
}

/** The hooks by which answers are kept and given again. */
export function responseCache({ bytes, shown, now }: Deps): ResponseCache {
  const kept = new LRUCache<string, Kept>({
    maxSize: bytes || 1,
    maxEntrySize: Math.ceil(bytes / 16) || 1,
    sizeCalculation: ({ body }, name) => body.length + name.length * 2 + overhead,
  })

  // What is asked for once, as by whoever reads a site from end to end, would push out what readers come back to.
  const asked = new LRUCache<string, true>({ max: mostAsked })

  /** With what was counted of the request, if anything was. */
  function giveAgain(request: FastifyRequest, reply: FastifyReply, found: Kept): void {
    found.modified ??= lastModified(found.changedAt, now())
    const validators = { etag: found.etag, 'last-modified': found.modified }
    const isShort = answersCondition(request.headers, validators)
    const head = [...(isShort ? found.short : found.whole), 'x-request-id', request.id]
    if (found.modified !== undefined) head.push('last-modified', found.modified)
    for (const name of ['ratelimit-policy', 'ratelimit'])
      if (reply.hasHeader(name)) head.push(name, String(reply.getHeader(name)))
    // Past the framework, whose hooks have seen the answer when it was made: what is kept has all their headers.
    reply.hijack()
    reply.raw.writeHead(isShort ? 304 : 200, head)
    reply.raw.end(isShort ? '' : found.body, 'latin1')
  }

  return {
    onRequest: (request, reply, done) => {
      if (!isOfReaders(request)) return done()
      const answer = (current: Shown) => {
        request.shown = current
        const name = bytes === 0 ? undefined : nameOf(request)
        const found = name === undefined ? undefined : kept.get(name)
        if (found?.epoch !== current.epoch) {
          if (name !== undefined && asked.has(name)) request.keepAs = name
          else if (name !== undefined) asked.set(name, true)
          return done()
        }
        const counted = request.routeOptions.config.count?.(request, reply)
        if (counted === undefined) return giveAgain(request, reply, found)
        counted.then(
          () => giveAgain(request, reply, found),
          // One too many: the route says so, when it has asked again.
          () => done(),
        )
      }
      const current = shown()
      if (current instanceof Promise) current.then(answer, done)
      else answer(current)
    },

    onSend: (request, reply, payload, done) => {
      const { keepAs, shown: seen } = request
      if (keepAs === undefined || seen === undefined || reply.statusCode !== 200 || !isWhole(payload))
        return done(null, payload)
      const headers = Object.entries(reply.getHeaders()).filter(([name]) => !ownHeaders.has(name))
      const body = (Buffer.isBuffer(payload) ? payload : Buffer.from(payload)).toString('latin1')
      kept.set(keepAs, {
        epoch: seen.epoch,
        whole: headOf([...headers, ['content-length', body.length]]),
        short: headOf(headers.filter(([name]) => !aboutContent.includes(name))),
        etag: textOf(reply.getHeader('etag')),
        body,
        changedAt: seen.changedAt,
        modified: undefined,
      })
      if (!isKnown(request, reply)) return done(null, payload)
      withoutContent(reply)
      done(null, '')
    },
  }
}

const headOf = (headers: [string, unknown][]): Head =>
  headers.flatMap(([name, value]) => [name, String(value)])

const textOf = (value: unknown): string | undefined => (value === undefined ? undefined : String(value))

/** What everybody gets alike. */
const isOfReaders = (request: FastifyRequest): boolean =>
  request.routeOptions.config.cache === 'public' && isShared(request)

/**
 * The name of an answer; undefined for what is not kept. HEAD is left to its own route, which knows what it must not send. An address
 * that answers in several forms keeps each; what `Accept` takes none of is refused elsewhere.
 */
function nameOf({ raw, headers, routeOptions: { config } }: FastifyRequest): string | undefined {
  const form = preferredType(headers.accept, config.types ?? [])
  if (raw.method !== 'GET' || form === undefined) return undefined
  return `${headers['accept-encoding'] ?? ''} ${form} ${raw.url}`
}

/** Whether the client has the answer already; `answers.ts` leaves that open for what may be kept. */
const isKnown = (request: FastifyRequest, reply: FastifyReply): boolean =>
  answersCondition(request.headers, {
    etag: textOf(reply.getHeader('etag')),
    'last-modified': textOf(reply.getHeader('last-modified')),
  })
