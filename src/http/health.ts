import { Type } from 'typebox'
import type { AddRoute } from './route.ts'
import { oneOf } from './schema.ts'

const Health = Type.Object({ status: oneOf(['ok']) }, { additionalProperties: false })

/** Liveness says that the process answers; readiness that it can do its work. */
export function healthRoutes(route: AddRoute, { ping }: { ping: () => Promise<void> }): void {
  // Not counted: a monitor behind the same address as a busy reader must not take the server for dead.
  const shared = { method: 'GET', tag: 'operations', access: 'public', cache: 'none', limit: 'none' } as const
  route({
    ...shared,
    url: '/health/live',
    operationId: 'getLiveness',
    summary: 'Whether the process answers',
    answers: { 200: { description: 'It does.', schema: Health } },
    errors: [],
    handle: async () => ({ status: 'ok' }),
  })
  route({
    ...shared,
    url: '/health/ready',
    operationId: 'getReadiness',
    summary: 'Whether the database answers',
    answers: { 200: { description: 'It does.', schema: Health } },
    errors: ['unavailable'],
    handle: async () => {
      await ping()
      return { status: 'ok' }
    },
  })
}
