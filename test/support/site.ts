// The application as tests see it. It knows nothing of tap, so that commands can use it too.

import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { type AppDeps, buildApp } from '../../src/app.ts'
import { keyStore } from '../../src/auth/store.ts'
import { type Config, readConfig } from '../../src/config.ts'
import type { Database } from '../../src/db/database.ts'
import { settleDue } from '../../src/db/due.ts'
import { dueWork } from '../../src/due-work.ts'
import { type Scope, scopes } from '../../src/http/actor.ts'
import type { DeliveryDeps } from '../../src/webhooks/deliver.ts'
import { webhookDeliveries } from '../../src/webhooks/outgoing.ts'
import { documentedAnswers } from './documented.ts'
import { injectIntoServer } from './streams.ts'
import type { Owner } from './temp.ts'

/** A clock that stands still until it is moved. */
export interface Clock {
  now: () => Date
  /** Moves on by so many milliseconds. */
  advance: (milliseconds: number) => void
}

export const clockAt = (instant: string): Clock => {
  let at = Date.parse(instant)
  return {
    now: () => new Date(at),
    advance: (milliseconds) => {
      at += milliseconds
    },
  }
}

export interface TestApp {
  app: FastifyInstance
  db: Database
  clock: Clock
  /** Sends a request; every answer is held against the OpenAPI document. */
  send: (options: InjectOptions & { key?: string | undefined }) => Promise<LightMyRequestResponse>
  /** A new key's token, with all scopes unless some are named. */
  key: (...some: Scope[]) => Promise<string>
  /** Settles what the clock has made due, as a running server does all the time. */
  settle: () => Promise<void>
  /** Sends to the receivers of webhooks what is due, and waits until they have answered. */
  deliver: () => Promise<void>
}

export const testConfig = (overrides: Record<string, string> = {}): Config =>
  readConfig({
    PUBLIC_URL: 'https://news.example',
    LOG_LEVEL: 'silent',
    DATELINE_RATE_LIMIT: 'off',
    ...overrides,
  })

/** The application on an open database, closed with its owner. */
export async function appOn(
  owner: Owner,
  db: Database,
  overrides: Record<string, string> = {},
  deps: Pick<AppDeps, 'resolve'> & Partial<Pick<DeliveryDeps, 'timeLimit' | 'random'>> = {},
): Promise<TestApp> {
  const clock = clockAt('2026-11-24T09:00:00.000Z')
  const app = await buildApp({ config: testConfig(overrides), db, now: clock.now, ...deps })
  owner.teardown(() => app.close())
  injectIntoServer(app)
  const check = documentedAnswers(app)
  const keys = keyStore(db, clock.now)
  const onError = (err: unknown) => {
    throw err
  }
  const deliveries = await webhookDeliveries(db, {
    config: testConfig(overrides),
    now: clock.now,
    onError,
    ...deps,
  })
  return {
    app,
    db,
    clock,
    send: async ({ key, ...options }) => {
      const authorization = key === undefined ? {} : { authorization: `Bearer ${key}` }
      const answer = await app.inject({ ...options, headers: { ...authorization, ...options.headers } })
      check(options, answer)
      return answer
    },
    key: async (...some) =>
      (await keys.create({ name: 'test', scopes: some.length > 0 ? some : scopes })).key,
    settle: () =>
      settleDue(Object.values(dueWork(db, clock.now, testConfig(overrides))).flat(), {
        onError: (_what, err) => {
          throw err
        },
      }),
    deliver: async () => {
      let begun: number
      do {
        begun = await deliveries.look()
        // Some looks begin with what others have left, while that is under way.
        while ((await deliveries.look()) > 0);
        await deliveries.idle()
      } while (begun > 0)
    },
  }
}
