import { eq } from 'drizzle-orm'
import type { ArticleRow } from '../../src/articles/store.ts'
import type { Database } from '../../src/db/database.ts'
import { cursorsOf } from '../../src/http/cursor.ts'
import { newId } from '../../src/ids.ts'
import type { CreditInput } from '../../src/media-credits/schema.ts'
import { mediaCreditStore } from '../../src/media-credits/store.ts'
import { renditions } from '../../src/stores.ts'
import { eachDatabase } from '../support/each-database.ts'
import { articleRow } from '../support/sample-rows.ts'

const now = () => new Date('2026-11-24T09:00:00.000Z')

/** A published article, and what a new list of credits makes of it. */
async function storyOn(db: Database) {
  const { articles, changes } = db.tables
  const store = mediaCreditStore(db, {
    now,
    cursors: cursorsOf(Buffer.alloc(32)),
    onCaptionsChanged: async () => {},
    rewriteRendition: renditions(db, now).rewrite,
  })
  const row = { ...articleRow(newId()), status: 'published' as const, publishedAt: now() }
  const [article] = await db.write((tx) => tx.insert(articles).values(row).returning())
  return {
    replace: (list: CreditInput[]) =>
      db.write((tx) => store.within.replaceCredits(tx, article as ArticleRow, list)),
    changes: async () => {
      const rows = await db.read.select().from(changes).where(eq(changes.articleId, row.id))
      return rows.sort((a, b) => a.position - b.position).map((change) => change.type)
    },
    names: async () => (await db.read.select().from(db.tables.creditNames)).map((name) => name.name).sort(),
  }
}

const shown = (rows: { caption: string | null; role: string; version: number }[]) =>
  rows.map(({ caption, role, version }) => `${caption} ${role} ${version}`)

eachDatabase('a new list of credits', async (t, db) => {
  t.test('that says the same changes nothing and tells nothing', async (t) => {
    const { replace, changes } = await storyOn(db)
    const list = [
      { caption: 'One', creditLine: 'Photo by Ann Poe/AFP' },
      { caption: 'Two', creditLine: 'Photo by Bo Li' },
    ]
    const before = await replace(list)
    t.same(shown(before), ['One lead 1', 'Two inline 1'])
    const told = await changes()
    t.same(await replace(list), before)
    t.same(await changes(), told)
  })

  t.test('keeps the ids of what it continues, and what it does not speak of', async (t) => {
    const { replace, changes } = await storyOn(db)
    const line = 'Photo by Ann Poe/AFP'
    const [one, two] = await replace([
      { caption: 'One', creditLine: line, altText: 'A harbour' },
      { caption: 'Two', mediaUrl: 'https://media.example/2.jpg' },
    ])
    const after = await replace([
      { caption: 'One, put right', creditLine: line },
      { caption: 'Second', mediaUrl: 'https://media.example/2.jpg' },
      { caption: 'Three' },
    ])
    t.same(shown(after), ['One, put right lead 2', 'Second inline 2', 'Three inline 1'])
    t.same([after[0]?.id, after[1]?.id], [one?.id, two?.id])
    t.equal(after[0]?.altText, 'A harbour')
    t.same((await changes()).slice(2), ['mediaCredit.updated', 'mediaCredit.updated', 'mediaCredit.created'])
  })

  t.test('that starts with another picture makes it the one lead, and drops what is missing', async (t) => {
    const { replace, names } = await storyOn(db)
    const [one] = await replace([
      { caption: 'One', creators: ['Ann Poe'] },
      { caption: 'Two', creators: ['Gone Person'] },
    ])
    const after = await replace([{ caption: 'New' }, { caption: 'One' }])
    t.same(shown(after), ['New lead 1', 'One inline 2'])
    t.equal(after[1]?.id, one?.id)
    t.notOk((await names()).includes('Gone Person'))
    t.same(await replace([]), [])
  })
})
