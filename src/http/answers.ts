// What every answer gets on its way out: a request id, the cache rules of its class, a weak validator, and 304 for a
// client that already has these bytes.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { entityTag, matchesTag } from './conditional.ts'

/** Short, because a correction must reach readers soon; the origin answers a revalidation in microseconds. */
const publicRules = 'public, max-age=5, stale-while-revalidate=25'

/** Adds the hooks; `Vary` names Authorization because keys see more than readers do. */
export function finishAnswers(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    reply.header('x-content-type-options', 'nosniff')
  })
  app.addHook('onSend', async (request, reply, payload) => {
    if (reply.hasHeader('cache-control')) return payload
    const cache = request.routeOptions.config.cache
    const isShared = cache === 'public' && request.headers.authorization === undefined
    reply.header('cache-control', isShared && reply.statusCode < 400 ? publicRules : 'private, no-store')
    if (cache === 'public') addVary(reply, 'Authorization')
    if (cache === undefined || cache === 'none') return payload
    return validate(request, reply, payload)
  })
}

function validate(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (!isRead || reply.statusCode !== 200 || typeof payload !== 'string') return payload
  const tag = entityTag(payload)
  reply.header('etag', tag)
  const given = request.headers['if-none-match']
  if (given === undefined || !matchesTag(given, tag)) return payload
  reply.code(304).removeHeader('content-length').removeHeader('content-type')
  return ''
}

function addVary(reply: FastifyReply, field: string): void {
  const present = String(reply.getHeader('vary') ?? '')
  if (present.toLowerCase().includes(field.toLowerCase())) return
  reply.header('vary', present === '' ? field : `${present}, ${field}`)
}
