import { eq, sql } from 'drizzle-orm'
import type { Database, Queries } from '../../src/db/database.ts'
import { isForeignKeyViolation, isUniqueViolation } from '../../src/db/errors.ts'
import { placeholder, prepareInsert } from '../../src/db/prepare.ts'
import { eachDatabase } from '../support/each-database.ts'

const at = new Date('2026-11-24T08:00:00.123Z')
const row = (name: string) => ({ name, value: 0, updatedAt: at })
const broken = new Error('broken on purpose')

const names = async ({ read, tables: { settings } }: Database): Promise<string[]> => {
  const rows = await read.select({ name: settings.name }).from(settings).orderBy(settings.name)
  return rows.map(({ name }) => name)
}

/** A promise and its handle: the test, not a clock, says what comes first. */
const signal = () => {
  let raise = (): void => undefined
  const raised = new Promise<void>((resolve) => {
    raise = resolve
  })
  return { raise, raised }
}

eachDatabase('write', (t, db) => {
  const { settings, corrections } = db.tables
  t.beforeEach(() => db.write((tx) => tx.delete(settings)))

  t.test('returns what the work returns, and keeps its rows', async (t) => {
    const made = await db.write((tx) =>
      tx
        .insert(settings)
        .values([row('b'), row('a')])
        .returning(),
    )
    t.equal(made.length, 2)
    t.same(await names(db), ['a', 'b'])
  })

  t.test('leaves nothing of work that throws', async (t) => {
    const failing = db.write(async (tx) => {
      await tx.insert(settings).values(row('a'))
      throw broken
    })
    await t.rejects(failing, broken)
    t.same(await names(db), [])
  })

  t.test('leaves nothing of work that swallows a failed statement', async (t) => {
    const failing = db.write(async (tx) => {
      await tx.insert(settings).values(row('a'))
      await tx
        .insert(settings)
        .values(row('a'))
        .catch(() => undefined)
    })
    await t.rejects(failing)
    t.same(await names(db), [])
  })

  t.test('runs no statement after one has failed', async (t) => {
    const failing = db.write(async (tx) => {
      await tx
        .insert(settings)
        .values([row('a'), row('a')])
        .catch(() => undefined)
      await t.rejects(async () => tx.insert(settings).values(row('b')), /has failed/)
    })
    await t.rejects(failing, /unique/i)
    t.same(await names(db), [])
  })

  t.test('keeps all or nothing of statements that are sent at once', async (t) => {
    const insertAll = (rows: string[][]) =>
      db.write((tx) => Promise.all(rows.map((each) => tx.insert(settings).values(each.map(row)))))
    await t.rejects(insertAll([['a'], ['b', 'b'], ['c'], ['d']]))
    t.same(await names(db), [])
    await insertAll([['a'], ['b'], ['c'], ['d']])
    t.same(await names(db), ['a', 'b', 'c', 'd'])
  })

  t.test('runs no statement of a sibling that goes on after the failure', async (t) => {
    const over = signal()
    let late: Promise<unknown> = Promise.resolve()
    const failing = db.write(async (tx) => {
      late = over.raised.then(() => tx.insert(settings).values(row('late')))
      await tx.insert(settings).values(row('a'))
      throw broken
    })
    await t.rejects(failing, broken)
    over.raise()
    await t.rejects(late, /too late/)
    t.same(await names(db), [])
  })

  t.test('runs no statement of a transaction handle that was kept', async (t) => {
    const kept = await db.write(async (tx) => ({ tx }))
    await t.rejects(async () => kept.tx.insert(settings).values(row('a')), /too late/)
    t.same(await names(db), [])
  })

  t.test('is followed by the next after a failure', async (t) => {
    await t.rejects(
      db.write(() => Promise.reject(broken)),
      broken,
    )
    await db.write((tx) => tx.insert(settings).values(row('a')))
    t.same(await names(db), ['a'])
  })

  t.test('shows its rows to itself, and to readers only when it is over', async (t) => {
    await db.write(async (tx) => {
      await tx.insert(settings).values(row('a'))
      t.equal(await tx.$count(settings), 1)
      t.same(await names(db), [])
    })
    t.same(await names(db), ['a'])
  })

  t.test('is refused inside another, and the outer one fails with it', async (t) => {
    const nested = db.write(async (tx) => {
      await tx.insert(settings).values(row('outer'))
      await db.write((inner) => inner.insert(settings).values(row('inner')))
    })
    await t.rejects(nested, /write inside a write/)
    t.same(await names(db), [])
  })

  t.test('is taken from what an earlier write has set off', async (t) => {
    const over = signal()
    let follower: Promise<unknown> = Promise.resolve()
    await db.write(async () => {
      follower = over.raised.then(() => db.write((tx) => tx.insert(settings).values(row('a'))))
    })
    over.raise()
    await follower
    t.same(await names(db), ['a'])
  })

  t.test('is accompanied until that is over, each by what it was begun with', async (t) => {
    const add = (name: string) => db.write((tx) => tx.insert(settings).values(row(name)))
    const accompanied = (companion: string, work: (end: () => void) => Promise<void>) =>
      db.alongside((tx) => tx.insert(settings).values(row(companion)).then(), work)
    const [ended, other] = [signal(), signal()]
    await Promise.all([
      accompanied('a', async (end) => {
        await add('with a')
        end()
        end()
        ended.raise()
        await other.raised
      }),
      accompanied('b', async (end) => {
        await ended.raised
        await add('with b')
        end()
        await add('without b')
        other.raise()
      }),
    ])
    await accompanied('c', (end) => add('with c').then(end))
    t.same(await names(db), ['a', 'b', 'c', 'with a', 'with b', 'with c', 'without b'])
  })

  t.test('loses no increment when many happen at once', async (t) => {
    const { counters } = db.tables
    const increment = (tx: Queries) =>
      tx
        .insert(counters)
        .values({ name: 'hits', value: 1 })
        .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + 1` } })
    await Promise.all(Array.from({ length: 40 }, () => db.write(increment)))
    const [hits] = await db.read.select().from(counters).where(eq(counters.name, 'hits'))
    t.equal(hits?.value, 40)
  })

  t.test('names the violation of a key and of a reference', async (t) => {
    await db.write((tx) => tx.insert(settings).values(row('a')))
    const twice = await db.write((tx) => tx.insert(settings).values(row('a'))).catch((err) => err)
    t.ok(isUniqueViolation(twice))
    t.notOk(isForeignKeyViolation(twice))

    const orphan = { id: 'c', articleId: 'none', kind: 'correction' as const, text: 't', createdAt: at }
    const unparented = await db.write((tx) => tx.insert(corrections).values(orphan)).catch((err) => err)
    t.ok(isForeignKeyViolation(unparented))
    t.notOk(isUniqueViolation(unparented))
  })

  t.test('repeats neither statement nor values in an error', async (t) => {
    const values = { ...row('a'), value: 'secret@example.org' }
    const err = await db.write((tx) => tx.insert(settings).values([values, values])).catch((err) => err)
    t.notMatch(String(err), 'secret@example.org')
    t.notMatch(String(err), /insert into/i)
  })
})

eachDatabase('a prepared read', (t, db) => {
  const { settings } = db.tables
  const byDate = db.prepare('test.byDate', (read) =>
    read
      .select({ name: settings.name })
      .from(settings)
      .where(eq(settings.updatedAt, placeholder(settings.updatedAt, 'at')))
      .orderBy(settings.name)
      .limit(sql.placeholder('limit')),
  )

  t.test('takes its values anew at each call and sees what was committed in between', async (t) => {
    t.same(await byDate({ at, limit: 1 }), [])
    await db.write((tx) => tx.insert(settings).values([row('a'), row('b')]))
    t.same(await byDate({ at, limit: 1 }), [{ name: 'a' }])
    t.same(await byDate({ at, limit: 2 }), [{ name: 'a' }, { name: 'b' }])
    t.same(await byDate({ at: new Date(0), limit: 2 }), [])
  })
})

eachDatabase('a prepared write', (t, db) => {
  const { settings } = db.tables
  t.beforeEach(() => db.write((tx) => tx.delete(settings)))
  const insert = prepareInsert(db, 'test.insert', settings)
  const touch = db.prepareWrite('test.touch', (tx) =>
    tx
      .update(settings)
      .set({ version: sql`${settings.version} + ${sql.placeholder('by')}` })
      .where(eq(settings.name, sql.placeholder('name')))
      .returning({ version: settings.version }),
  )

  t.test('is part of the transaction it is given, whichever that is', async (t) => {
    await db.write(async (tx) => {
      await insert(tx, { ...row('a'), version: 1 })
      t.same(await names(db), [])
      t.same(await touch(tx, { name: 'a', by: 2 }), [{ version: 3 }])
    })
    const failing = db.write(async (tx) => {
      await touch(tx, { name: 'a', by: 2 })
      await insert(tx, { ...row('b'), version: 1 })
      throw broken
    })
    await t.rejects(failing, broken)
    const [kept] = await db.read.select().from(settings)
    t.same(kept, { ...row('a'), version: 3 })
  })

  t.test('that fails is the end of its transaction', async (t) => {
    const failing = db.write(async (tx) => {
      await insert(tx, { ...row('a'), version: 1 })
      await insert(tx, { ...row('a'), version: 1 }).catch(() => undefined)
    })
    const err = await failing.catch((err) => err)
    t.ok(isUniqueViolation(err))
    t.same(await names(db), [])
  })

  t.test('is refused once its transaction is over', async (t) => {
    const kept = await db.write(async (tx) => ({ tx }))
    await t.rejects(insert(kept.tx, { ...row('a'), version: 1 }), /too late/)
    t.same(await names(db), [])
  })
})

eachDatabase('a closed database', (t, db) => {
  t.test('finishes the running write and refuses everything else', async (t) => {
    const started = signal()
    const going = signal()
    const running = db.write(async (tx) => {
      started.raise()
      await going.raised
      return tx.insert(db.tables.settings).values(row('a')).returning()
    })
    await started.raised
    const closing = db.close()
    going.raise()
    t.equal((await running).length, 1)
    await closing
    await db.close()

    await t.rejects(db.ping(), { code: 'unavailable' })
    await t.rejects(async () => db.read.select().from(db.tables.settings), { code: 'unavailable' })
    await t.rejects(
      db.write((tx) => tx.insert(db.tables.settings).values(row('b'))),
      { code: 'unavailable' },
    )
  })
})
