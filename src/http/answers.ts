// What every answer gets on its way out: a request id, the cache rules of its class, a weak validator, and 304 for a
// client that already has these bytes.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { entityTag, isUnmodified, lastModified, matchesTag } from './conditional.ts'
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
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    reply.header('x-content-type-options', 'nosniff')
  })
  // Asked before the answer is read: a change in between then makes the answer newer than it says, never older.
  app.addHook('preHandler', async (request) => {
    const { cache } = request.routeOptions.config
    if (cache === 'public' && isShared(request)) request.changedAt = await lastChange()
  })
  app.addHook('onSend', async (request, reply, payload) => {
    if (reply.hasHeader('cache-control')) return payload
    const cache = request.routeOptions.config.cache
    const isPublic = (cache === 'public' || cache === 'static') && isShared(request)
    reply.header('cache-control', isPublic && reply.statusCode < 400 ? publicRules : 'private, no-store')
    if (cache === 'public') addVary(reply, 'Authorization')
    if (cache === undefined || cache === 'none') return payload
    return validate(request, reply, payload, now())
  })
}

const isShared = (request: FastifyRequest): boolean => request.headers.authorization === undefined

function validate(request: FastifyRequest, reply: FastifyReply, payload: unknown, now: Date): unknown {
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (!isRead || reply.statusCode !== 200 || typeof payload !== 'string') return payload
  const tag = entityTag(payload)
  reply.header('etag', tag)
  const modified = lastModified(request.changedAt, now)
  if (modified !== undefined) reply.header('last-modified', modified)
  if (!isKnown(request, tag, modified)) return payload
  reply.code(304).removeHeader('content-length').removeHeader('content-type')
  return ''
}

/** `If-None-Match` alone decides where it is given (RFC 9110, section 13.2.2). */
function isKnown(request: FastifyRequest, tag: string, modified: string | undefined): boolean {
  const given = request.headers['if-none-match']
  if (given !== undefined) return matchesTag(given, tag)
  const since = request.headers['if-modified-since']
  return since !== undefined && modified !== undefined && isUnmodified(modified, since)
}
