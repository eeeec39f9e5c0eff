import { eq, sql } from 'drizzle-orm'
import t from 'tap'
import type { Database } from '../../src/db/database.ts'
import { open } from '../../src/db/index.ts'
import { freshPostgres, runOn } from '../support/postgres.ts'

const row = (name: string) => ({ name, value: 0, updatedAt: new Date(0) })

const endSessions = (url: string) =>
  runOn(
    url,
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  )

/** Waits until the database answers again; the first attempts may still meet a connection that is gone. */
const recovered = async (db: Database): Promise<void> => {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const answers = await db.ping().then(
      () => true,
      () => false,
    )
    if (answers) return
  }
  throw new Error('The database did not recover.')
}

t.test('lost idle connections are replaced', async (t) => {
  const url = await freshPostgres(t)
  const db = await open(url)
  await Promise.all([db.ping(), db.ping(), db.ping()])
  await endSessions(url)
  await recovered(db)
  await db.write((tx) => tx.insert(db.tables.settings).values(row('a')))
  t.equal(await db.read.$count(db.tables.settings), 1)
  await db.close()
})

t.test('a connection lost within a write fails that write alone', async (t) => {
  const url = await freshPostgres(t)
  const db = await open(url)
  const { settings } = db.tables
  const failing = db.write(async (tx) => {
    await tx.insert(settings).values(row('lost'))
    await endSessions(url)
    await tx.insert(settings).values(row('never'))
  })
  await t.rejects(failing, { code: 'unavailable' })
  await recovered(db)
  await db.write((tx) => tx.insert(settings).values(row('a')))
  t.same(await db.read.select({ name: settings.name }).from(settings), [{ name: 'a' }])
  await db.close()
})

t.test('of two writes that deadlock both succeed', async (t) => {
  const db = await open(await freshPostgres(t))
  const { counters } = db.tables
  await db.write((tx) =>
    tx.insert(counters).values([
      { name: 'a', value: 0 },
      { name: 'b', value: 0 },
    ]),
  )
  let holding = 0
  let bothHold = (): void => undefined
  const both = new Promise<void>((resolve) => {
    bothHold = resolve
  })
  let runs = 0
  const increment = (names: [string, string]) =>
    db.write(async (tx) => {
      runs += 1
      for (const name of names) {
        await tx
          .update(counters)
          .set({ value: sql`${counters.value} + 1` })
          .where(eq(counters.name, name))
        holding += 1
        if (holding === 2) bothHold()
        await both
      }
    })
  await Promise.all([increment(['a', 'b']), increment(['b', 'a'])])
  t.same(await db.read.select().from(counters).orderBy(counters.name), [
    { name: 'a', value: 2 },
    { name: 'b', value: 2 },
  ])
  t.ok(runs > 2, 'one of them ran again')
  await db.close()
})

t.test('statements that are sent at once draw no warning from the driver', async (t) => {
  const warnings: Error[] = []
  const listen = (warning: Error) => void warnings.push(warning)
  process.on('warning', listen)
  t.teardown(() => process.off('warning', listen))
  const db = await open(await freshPostgres(t))
  await db.write((tx) => Promise.all([1, 2, 3].map((n) => tx.insert(db.tables.settings).values(row(`${n}`)))))
  await db.close()
  t.same(warnings, [])
})

t.test('a server that is not there is reported without the password', async (t) => {
  const err = await open('postgres://dateline:geheim@127.0.0.1:1/dateline').catch((err) => err)
  t.match(err, { code: 'unavailable', message: /PostgreSQL cannot be used: .*ECONNREFUSED/ })
  t.notMatch(String(err), 'geheim')
})

t.test('a database that is not there is reported with its name', async (t) => {
  const url = new URL(await freshPostgres(t))
  url.pathname = '/no_such_database'
  await t.rejects(open(url.href), { code: 'unavailable', message: /no_such_database/ })
})

t.test('a database that cannot hold all characters is refused', async (t) => {
  const url = await freshPostgres(
    t,
    "encoding 'SQL_ASCII' locale_provider libc locale 'C' template template0",
  )
  await t.rejects(open(url), { code: 'unavailable', message: /encoding UTF8/ })
})

t.test('a write waits for a connection, and not for ever', async (t) => {
  const db = await open(await freshPostgres(t), { poolSize: 1, patience: 500 })
  const writes = Array.from({ length: 5 }, (_, index) =>
    db.write((tx) => tx.insert(db.tables.settings).values(row(`w${index}`))),
  )
  await Promise.all(writes)
  const starving = db.write(async () => db.read.$count(db.tables.settings))
  await t.rejects(starving, { code: 'unavailable' })
  t.equal(await db.read.$count(db.tables.settings), 5)
  await db.close()
})
