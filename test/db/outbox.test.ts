import { asc } from 'drizzle-orm'
import type { Database } from '../../src/db/database.ts'
import { appendChanges, type NewChange } from '../../src/db/outbox.ts'
import { eachDatabase } from '../support/each-database.ts'

const change = (resourceId: string): NewChange => ({
  type: 'article.published',
  resource: 'article',
  resourceId,
  articleId: resourceId,
  version: 1,
  at: new Date('2026-11-24T08:00:00.000Z'),
})

const log = ({ read, tables: { changes } }: Database) =>
  read
    .select({ position: changes.position, resourceId: changes.resourceId })
    .from(changes)
    .orderBy(asc(changes.position))

eachDatabase('the outbox', (t, db) => {
  const { changes } = db.tables

  t.test('numbers changes in their order', async (t) => {
    await db.write((tx) => appendChanges(tx, db.tables, [change('a'), change('b')]))
    await db.write((tx) => appendChanges(tx, db.tables, [change('c')]))
    t.same(await log(db), [
      { position: 1, resourceId: 'a' },
      { position: 2, resourceId: 'b' },
      { position: 3, resourceId: 'c' },
    ])
  })

  t.test('says nothing of what was rolled back, and leaves no gap', async (t) => {
    const failing = db.write(async (tx) => {
      await appendChanges(tx, db.tables, [change('never')])
      throw new Error('broken on purpose')
    })
    await t.rejects(failing)
    await db.write((tx) => appendChanges(tx, db.tables, [change('d')]))
    t.same((await log(db)).at(-1), { position: 4, resourceId: 'd' })
  })

  t.test('never uses a position again, also when all changes were pruned', async (t) => {
    await db.write((tx) => tx.delete(changes))
    await db.write((tx) => appendChanges(tx, db.tables, [change('e')]))
    t.same(await log(db), [{ position: 5, resourceId: 'e' }])
  })

  t.test('takes none, and more than fit in a statement', async (t) => {
    await db.write((tx) => appendChanges(tx, db.tables, []))
    const many = Array.from({ length: 1201 }, (_, index) => change(`m${index}`))
    await db.write((tx) => appendChanges(tx, db.tables, many))
    t.same((await log(db)).at(-1), { position: 1206, resourceId: 'm1200' })
  })

  t.test('shows positions to a reader in the order of commits', async (t) => {
    const seen: number[] = []
    const write = async (id: string) => {
      await db.write((tx) => appendChanges(tx, db.tables, [change(id)]))
      // Whoever has committed sees everything before its own position: nothing turns up below it later.
      const positions = (await log(db)).map(({ position }) => position)
      seen.push(positions.length - ((positions.at(-1) ?? 0) - (positions[0] ?? 0) + 1))
    }
    await Promise.all(Array.from({ length: 30 }, (_, index) => write(`p${index}`)))
    t.same(new Set(seen), new Set([0]))
  })

  t.test(
    'gives no position beyond one that a slow transaction holds, until that has committed',
    async (t) => {
      const before = (await log(db)).length
      const told: string[] = []
      let go = () => {}
      let hold = () => {}
      const isHeld = new Promise<void>((resolve) => {
        hold = resolve
      })
      const mayGo = new Promise<void>((resolve) => {
        go = resolve
      })
      const slow = db.write(async (tx) => {
        await appendChanges(tx, db.tables, [change('slow')])
        hold()
        await mayGo
        told.push('slow')
      })
      await isHeld
      const fast = db
        .write((tx) => appendChanges(tx, db.tables, [change('fast')]))
        .then(() => {
          told.push('fast')
        })
      // Time enough for a fast one that would not wait: each of these has been to the database and back.
      for (let i = 0; i < 20; i++) t.equal((await log(db)).length, before, 'a reader sees neither')
      go()
      await Promise.all([slow, fast])
      t.same(told, ['slow', 'fast'])
      t.same(
        (await log(db)).slice(before).map(({ resourceId }) => resourceId),
        ['slow', 'fast'],
      )
    },
  )
})
