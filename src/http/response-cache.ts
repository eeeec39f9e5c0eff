// Answers that readers share, kept in memory as the bytes that were sent. An answer is given again only while what readers see
// is what it was when the answer was read: the epoch says so on every request, so nothing is ever served that a commit before
// the request had made wrong.

import type { OutgoingHttpHeaders } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import { preferredType } from './accept.ts'
import { withoutContent } from './answers.ts'
import { answersCondition, lastModified } from './conditional.ts'
import { isShared } from './shared.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Under which name, and since when, this request's answer may be kept. */
    keep: { name: string; epoch: number } | undefined
  }
}

interface Kept {
  epoch: number
  headers: Record<string, string>
  /** The bytes as a string of as many characters: Node writes a head and a string at once, but a Buffer apart. */
  body: string
  /** For Last-Modified, which an answer lacks in the second of the change and has later. */
  changedAt: Date | undefined
}

interface Deps {
  /** Bytes of memory for answers. */
  bytes: number
  /** The same number as long as readers see the same. */
  epoch: () => number | Promise<number>
  now: () => Date
}

const keptHeaders = [
  'cache-control',
  'content-encoding',
  'content-security-policy',
  'content-type',
  'etag',
  'link',
  'vary',
]
/** What a map entry, its key and its headers take beside the body, about. */
const overhead = 1024

/** Adds the hooks; a request has been authenticated, counted and found acceptable before, an answer is finished. */
export function cacheResponses(app: FastifyInstance, { bytes, epoch, now }: Deps): void {
  app.decorateRequest('keep')
  if (bytes === 0) return
  const kept = new LRUCache<string, Kept>({
    maxSize: bytes,
    maxEntrySize: Math.ceil(bytes / 16),
    sizeCalculation: ({ body }, name) => body.length + name.length * 2 + overhead,
  })

  app.addHook('preParsing', (request, reply, _payload, done) => {
    if (!mayBeKept(request)) return done()
    const name = [request.headers['accept-encoding'] ?? '', formOf(request), request.raw.url].join(' ')
    const answer = (current: number) => {
      const found = kept.get(name)
      if (found?.epoch === current) return giveAgain(request, reply, found, now())
      request.keep = { name, epoch: current }
      done()
    }
    const current = epoch()
    if (typeof current === 'number') return answer(current)
    current.then(answer, done)
  })

  app.addHook('onSend', (request, reply, payload, done) => {
    const { keep } = request
    if (keep !== undefined && reply.statusCode === 200 && isWhole(payload)) {
      request.keep = undefined
      kept.set(keep.name, {
        epoch: keep.epoch,
        headers: headersOf(reply),
        body: Buffer.from(payload).toString('latin1'),
        changedAt: request.changedAt,
      })
      if (isKnown(request, reply)) {
        withoutContent(reply)
        return done(null, '')
      }
    }
    done(null, payload)
  })
}

/** An address that answers in several forms keeps each; one that has a single form keeps it whatever `Accept` says. */
const formOf = ({ headers, routeOptions: { config } }: FastifyRequest): string | undefined =>
  config.types !== undefined && config.types.length > 1 ? preferredType(headers.accept, config.types) : ''

/** What everybody gets alike. HEAD is left to its own route, which knows what it must not send. */
const mayBeKept = (request: FastifyRequest): boolean =>
  request.routeOptions.config.cache === 'public' && request.method === 'GET' && isShared(request)

/** Whether the client has the answer already; `answers.ts` leaves that open for what may be kept. */
const isKnown = (request: FastifyRequest, reply: FastifyReply): boolean =>
  answersCondition(request.headers, {
    etag: reply.getHeader('etag') as string | undefined,
    'last-modified': reply.getHeader('last-modified') as string | undefined,
  })

const isWhole = (payload: unknown): payload is string | Buffer =>
  typeof payload === 'string' || Buffer.isBuffer(payload)

const headersOf = (reply: FastifyReply): Record<string, string> =>
  Object.fromEntries(
    keptHeaders.flatMap((name) => {
      const value = reply.getHeader(name)
      return value === undefined ? [] : [[name, String(value)]]
    }),
  )

/** Past the framework, whose hooks have seen the answer when it was made: what is kept has all their headers. */
function giveAgain(request: FastifyRequest, reply: FastifyReply, kept: Kept, now: Date): void {
  const modified = lastModified(kept.changedAt, now)
  reply.headers(kept.headers)
  if (modified !== undefined) reply.header('last-modified', modified)
  const isShort = isKnown(request, reply)
  if (isShort) withoutContent(reply)
  else reply.header('content-length', kept.body.length)
  reply.hijack()
  reply.raw.writeHead(reply.statusCode, reply.getHeaders() as OutgoingHttpHeaders)
  reply.raw.end(isShort ? '' : kept.body, 'latin1')
}
