// A whole site to be fuzzed: the real application over a new SQLite database, with keys and the first things to read.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { buildApp } from '../../src/app.ts'
import { keyStore } from '../../src/auth/store.ts'
import { readConfig } from '../../src/config.ts'
import { open } from '../../src/db/index.ts'
import { scopes } from '../../src/http/actor.ts'
import { documentOf } from '../support/document.ts'
import { injectIntoServer } from '../support/streams.ts'
import { type Document, type Operation, operationsOf } from './operations.ts'
import { makePool, type Pool } from './pool.ts'
import { publicUrl } from './settings.ts'
import type { Keys } from './valid.ts'

export interface Site {
  document: Document
  operations: Operation[]
  pool: Pool
  keys: Keys
  inject(options: InjectOptions): Promise<LightMyRequestResponse>
  close(): Promise<void>
}

/** Between two requests. */
const step = 250

/** A new site; whoever opens it closes it. */
export async function openSite(): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-fuzz-'))
  const db = await open(`file:${join(folder, 'fuzz.db')}`)
  let at = Date.parse('2026-11-24T09:00:00.000Z')
  const now = () => new Date(at)
  const config = readConfig({ PUBLIC_URL: publicUrl, LOG_LEVEL: 'silent', DATELINE_RATE_LIMIT: 'off' })
  const app = await buildApp({ config, db, now })
  injectIntoServer(app)

  const store = keyStore(db, now)
  const all = await store.create({ name: 'all', scopes })
  const single = new Map<string, string>()
  const document = documentOf<Document>(app)
  const operations = operationsOf(document)
  const pool = makePool(operations)
  pool.protect(all.id)
  for (const scope of scopes) {
    const made = await store.create({ name: scope, scopes: [scope] })
    single.set(scope, made.key)
    pool.protect(made.id)
  }

  return {
    document,
    operations,
    pool,
    keys: { all: all.key, single },
    inject: (options) => {
      at += step
      return app.inject(options)
    },
    close: async () => {
      await app.close()
      await db.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
