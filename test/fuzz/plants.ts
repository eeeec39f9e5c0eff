// Defects to be found, planted in the real application: hooks that a careless change could have brought. Fastify announces
// every instance it makes, which is where a test build gets its hands on it; the application itself knows nothing of this.

import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../../src/errors.ts'
import type { RawQuery } from '../../src/http/query.ts'
import type { Finding } from './fuzz.ts'

export interface Plant {
  /** Spoils an application before its first route. */
  spoil: (app: FastifyInstance) => void
  /** What the fuzzer has to say of it. */
  isFound: (finding: Finding) => boolean
}

export const plants: Record<string, Plant> = {
  'an undocumented 409': {
    spoil: (app) =>
      app.addHook('preHandler', async (request) => {
        const { count } = request.query as { count?: string }
        if (request.routeOptions.url === '/v1/quotes' && request.method === 'GET' && count !== undefined)
          throw new AppError('conflict', 'Somebody else is reading.')
      }),
    isFound: ({ kind, operation, message }) =>
      kind === 'undocumented status' && operation === 'listQuotes' && message.includes('answered 409'),
  },
  'a wrong type in one response field': {
    spoil: (app) =>
      app.addHook('preSerialization', async (request, _reply, payload) => {
        if (request.routeOptions.url !== '/v1/media-credits/:id' || request.method !== 'GET') return payload
        const { version } = payload as { version?: number }
        return version === undefined ? payload : { ...(payload as object), version: String(version) }
      }),
    isFound: ({ kind, operation, message }) =>
      kind === 'body breaks its schema' && operation === 'getMediaCredit' && message.includes('data/version'),
  },
  'a coerced number': {
    spoil: (app) =>
      app.addHook('preValidation', async (request) => {
        const body = (request.body ?? {}) as Record<string, unknown>
        for (const name of ['width', 'height', 'version']) {
          const value = body[name]
          if (typeof value === 'string' && /^\d+$/.test(value)) body[name] = Number(value)
        }
      }),
    // Accepted, or refused for a later reason.
    isFound: ({ kind, message }) =>
      /^(?:accepted invalid input|wrong refusal)$/.test(kind) && message.startsWith('string for number'),
  },
  'an ignored unknown parameter': {
    spoil: (app) =>
      app.addHook('preValidation', async (request) => {
        const { querystring } = (request.routeOptions.schema ?? {}) as {
          querystring?: { properties?: object }
        }
        const { values } = request.query as RawQuery
        for (const name of values.keys()) {
          if (!Object.hasOwn(querystring?.properties ?? {}, name)) values.delete(name)
        }
      }),
    isFound: ({ kind, message }) =>
      kind === 'accepted invalid input' && message.startsWith('unknown query parameter'),
  },
  'a 500 on a deep body': {
    spoil: (app) =>
      app.addHook('preValidation', async (request) => {
        depthOf(request.body)
      }),
    isFound: ({ kind, message }) => kind === 'server error' && message.includes('500'),
  },
}

/** As deep as the stack allows, and then a RangeError. */
const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null && !Buffer.isBuffer(value)
    ? 1 + Object.values(value).reduce((most: number, item) => Math.max(most, depthOf(item)), 0)
    : 0

/** Runs with every application spoilt that is made meanwhile. */
export async function withPlanted<T>({ spoil }: Plant, run: () => Promise<T>): Promise<T> {
  const plant = (message: unknown) => spoil((message as { fastify: FastifyInstance }).fastify)
  subscribe('fastify.initialization', plant)
  try {
    return await run()
  } finally {
    unsubscribe('fastify.initialization', plant)
  }
}
