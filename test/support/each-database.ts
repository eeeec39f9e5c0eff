import t, { type Test } from 'tap'
import type { Database } from '../../src/db/database.ts'
import { open } from '../../src/db/index.ts'
import { engines } from './engines.ts'

/** Runs the body against a new database of each engine, given by its URL. */
export const eachEngine = (name: string, body: (t: Test, url: string) => Promise<void>): void => {
  for (const [engine, freshUrl] of Object.entries(engines)) {
    t.test(`${name} (${engine})`, async (t) => body(t, await freshUrl(t)))
  }
}

/** Runs the body against a new, migrated database of each engine; its URL serves other processes and connections. */
export const eachDatabase = (
  name: string,
  body: (t: Test, db: Database, url: string) => void | Promise<void>,
): void =>
  eachEngine(name, async (t, url) => {
    const db = await open(url)
    t.teardown(() => db.close())
    await body(t, db, url)
  })
