// What an address answers to methods it does not have: 405 with `Allow`, and OPTIONS with 204 and `Allow`
// (RFC 9110, sections 15.5.6 and 9.3.7). Fastify would say 404 to both.

import { METHODS } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors.ts'

/** Watches routes being added; the function it returns closes every address to all other methods. Call it last. */
export function watchMethods(app: FastifyInstance): () => void {
  const methodsOf = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    const methods = methodsOf.get(url) ?? new Set()
    for (const one of [method].flat()) methods.add(one)
    methodsOf.set(url, methods)
  })

  return () => {
    // CONNECT never reaches a router.
    const all = METHODS.filter((method) => method !== 'CONNECT')
    for (const method of all)
      if (!app.supportedMethods.includes(method)) app.addHttpMethod(method, { hasBody: true })
    for (const [url, methods] of [...methodsOf]) {
      if (methods.has('OPTIONS') || url === '*') continue
      closeAddress(
        app,
        url,
        all.filter((method) => !methods.has(method)),
        [...methods],
      )
    }
  }
}

function closeAddress(app: FastifyInstance, url: string, others: string[], methods: string[]): void {
  const allow = [...methods, 'OPTIONS'].sort().join(', ')
  app.route({
    method: 'OPTIONS',
    url,
    schema: { hide: true },
    handler: (_request, reply) => reply.code(204).header('allow', allow).send(),
  })
  app.route({
    method: others.filter((method) => method !== 'OPTIONS'),
    url,
    schema: { hide: true },
    // Before any body is read: what it holds cannot matter.
    onRequest: async (request) => {
      const detail = `${request.method} is not allowed here; allowed: ${allow}.`
      throw new AppError('method_not_allowed', detail, { headers: { allow } })
    },
    handler: () => undefined,
  })
}
