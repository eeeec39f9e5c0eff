// What every answer gets on its way out: a request id, the cache rules of its class, a weak validator, and 304 for a
// client that already has these bytes.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answersCondition, entityTag, lastModified } from './conditional.ts'
import { isShared } from './shared.ts'
import { addVary } from './vary.ts'

/** Short, because a correction must reach readers soon; the origin answers a revalidation in microseconds. */
const publicRules = 'public, max-age=5, stale-while-revalidate=25'

/** Adds the hooks; `Vary` names Authorization because keys see more than readers do. */
export function finishAnswers(app: FastifyInstance, now: () => Date): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    reply.header('x-content-type-options', 'nosniff')
    done()
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    done(null, reply.hasHeader('cache-control') ? payload : finish(request, reply, payload, now()))
  })
}

function finish(request: FastifyRequest, reply: FastifyReply, payload: unknown, now: Date): unknown {
  const { cache } = request.routeOptions.config
  const isPublic = (cache === 'public' || cache === 'static') && isShared(request)
  reply.header('cache-control', isPublic && reply.statusCode < 400 ? publicRules : 'private, no-store')
  if (cache === 'public') addVary(reply, 'Authorization')
  return cache === undefined || cache === 'none' ? payload : validate(request, reply, payload, now)
}

function validate(request: FastifyRequest, reply: FastifyReply, payload: unknown, now: Date): unknown {
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (!isRead || reply.statusCode !== 200 || !isWhole(payload)) return payload
  // Who knows what it shows without reading all of it has said so.
  const given = reply.getHeader('etag')
  const tag = typeof given === 'string' ? given : entityTag(payload)
  reply.header('etag', tag)
  const modified = lastModified(request.shown?.changedAt, now)
  if (modified !== undefined) reply.header('last-modified', modified)
  // What may be kept is needed whole; the cache judges the condition once it has it.
  if (request.keepAs !== undefined) return payload
  if (!answersCondition(request.headers, { etag: tag, 'last-modified': modified })) return payload
  withoutContent(reply)
  return null
}

/** An answer that is not a stream. */
export const isWhole = (payload: unknown): payload is string | Buffer =>
  typeof payload === 'string' || Buffer.isBuffer(payload)

/** Headers that say how the content is, or where it goes on. */
export const aboutContent: readonly string[] = ['content-length', 'content-type', 'content-encoding', 'link']

/** 304 says what a cache needs to keep what it has, and nothing more of it (RFC 9110, section 15.4.5). */
export function withoutContent(reply: FastifyReply): FastifyReply {
  for (const name of aboutContent) reply.removeHeader(name)
  return reply.code(304)
}
