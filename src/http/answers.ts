// What every answer gets on its way out: a request id, the cache rules of its class, a weak validator, and 304 for a
// client that already has these bytes.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answersCondition, entityTag, lastModified } from './conditional.ts'
import { isShared } from './shared.ts'
import { addVary } from './vary.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** When what readers see last changed, as it stood before this request was answered. */
    changedAt: Date | undefined
  }
}

/** Short, because a correction must reach readers soon; the origin answers a revalidation in microseconds. */
const publicRules = 'public, max-age=5, stale-while-revalidate=25'

export interface AnswerDeps {
  now: () => Date
  /** When anything that readers see last changed; undefined while nothing has. */
  lastChange: () => Promise<Date | undefined>
}

/** Adds the hooks; `Vary` names Authorization because keys see more than readers do. */
export function finishAnswers(app: FastifyInstance, { now, lastChange }: AnswerDeps): void {
  app.decorateRequest('changedAt')
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    reply.header('x-content-type-options', 'nosniff')
    done()
  })
  // Asked before the answer is read: a change in between then makes the answer newer than it says, never older.
  app.addHook('preHandler', async (request) => {
    const { cache } = request.routeOptions.config
    if (cache === 'public' && isShared(request)) request.changedAt = await lastChange()
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
  if (!isRead || reply.statusCode !== 200 || typeof payload !== 'string') return payload
  // Who knows what it shows without reading all of it has said so.
  const given = reply.getHeader('etag')
  const tag = typeof given === 'string' ? given : entityTag(payload)
  reply.header('etag', tag)
  const modified = lastModified(request.changedAt, now)
  if (modified !== undefined) reply.header('last-modified', modified)
  // What may be kept is needed whole; the cache judges the condition once it has it.
  if (request.keep !== undefined) return payload
  if (!answersCondition(request.headers, { etag: tag, 'last-modified': modified })) return payload
  withoutContent(reply)
  return ''
}

/** 304 says what a cache needs to keep what it has, and nothing more of it (RFC 9110, section 15.4.5). */
export function withoutContent(reply: FastifyReply): FastifyReply {
  for (const name of ['content-length', 'content-type', 'content-encoding', 'link']) reply.removeHeader(name)
  return reply.code(304)
}
