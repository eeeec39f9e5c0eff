// Turns the Authorization header of every request into an actor. A request with no header is an anonymous reader's;
// one with a bad header is refused even where a reader would be welcome: its sender believes to be somebody.

import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import type { KeyStore } from './store.ts'
import type { UsageStore } from './usage-store.ts'

/** Adds the hook; it runs before any route's own checks. */
export function authenticateRequests(app: FastifyInstance, keys: KeyStore, usage: UsageStore): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { keyId } = request.actor
    const bytes = Number(reply.getHeader('content-length') ?? 0)
    if (keyId !== null)
      usage.count(keyId, bytes, (err) => app.log.warn({ err }, 'could not note what keys were used for'))
    done()
  })
  app.addHook('onClose', () =>
    usage.flush().catch((err: unknown) => app.log.warn({ err }, 'could not note what keys were used for')),
  )

  app.addHook('onRequest', (request, _reply, done) => {
    const header = request.headers.authorization
    if (header === undefined) return done()
    identify(request, header).then(() => done(), done)
  })

  async function identify(request: FastifyRequest, header: string): Promise<void> {
    const token = /^Bearer +(\S+)$/i.exec(header)?.[1]
    if (token === undefined) {
      throw new AppError('unauthenticated', 'Authorization must be "Bearer dl_<id>_<secret>".', {
        headers: { 'www-authenticate': 'Bearer realm="dateline"' },
      })
    }
    const actor = await keys.authenticate(token)
    request.actor = actor
    if (actor.keyId !== null) {
      keys
        .touch(actor.keyId)
        .catch((err: unknown) => request.log.warn({ err }, 'could not note the use of a key'))
    }
  }
}
