import { asc, eq, gt } from 'drizzle-orm'
import { eachDatabase } from '../support/each-database.ts'
import { articleRow } from '../support/sample-rows.ts'

const at = new Date('2026-11-24T08:00:00.123Z')
eachDatabase('a stored value', (t, db) => {
  const { settings, imports, articles, quotes, changes } = db.tables
  t.beforeEach(() =>
    db.write(async (tx) => {
      await tx.delete(settings)
      await tx.delete(articles)
    }),
  )

  t.test('of JSON comes back as it was, its keys in their order', async (t) => {
    const value = {
      b: 1,
      a: [null, true, 1.5e300, -0.1, ''],
      '': {},
      é: { text: '"\u2028\\\n\t😀' },
      9: 0,
      10: 1,
    }
    await db.write((tx) => tx.insert(settings).values({ name: 'json', value, updatedAt: at }))
    const [row] = await db.read.select().from(settings)
    t.equal(JSON.stringify(row?.value), JSON.stringify(value))
  })

  t.test('of text comes back as it was', async (t) => {
    const headline = "  “Ja” – sagte sie\n\t😀 é e\u0301 \u200f| '; drop table articles; -- ".repeat(1000)
    await db.write((tx) => tx.insert(articles).values({ ...articleRow('a'), headline }))
    const [row] = await db.read.select().from(articles)
    t.equal(row?.headline, headline)
    t.equal(row?.summary, null)
  })

  for (const instant of [
    '1900-01-01T00:00:00.000Z',
    '1969-12-31T23:59:59.999Z',
    '1970-01-01T00:00:00.000Z',
    '2026-03-29T01:30:00.001Z',
    '9999-12-31T23:59:59.999Z',
  ]) {
    t.test(`of the instant ${instant} comes back as it was`, async (t) => {
      const row = { name: 'instant', value: 0, updatedAt: new Date(instant) }
      await db.write((tx) => tx.insert(settings).values(row))
      const [same] = await db.read.select().from(settings).where(eq(settings.updatedAt, row.updatedAt))
      t.equal(same?.updatedAt.toISOString(), instant)
      const later = await db.read.select().from(settings).where(gt(settings.updatedAt, row.updatedAt))
      t.same(later, [])
    })
  }

  t.test('of a boolean or a null comes back as such', async (t) => {
    const row = { id: 'i', format: 'wireText', dryRun: true, actor: null, report: {}, createdAt: at }
    await db.write((tx) => tx.insert(imports).values([row, { ...row, id: 'j', dryRun: false }]))
    const rows = await db.read.select().from(imports).where(eq(imports.dryRun, true))
    t.same(rows, [row])
  })

  t.test('of a fraction or a large whole number comes back as it was', async (t) => {
    const quote = {
      id: 'q',
      articleId: 'a',
      articleVersion: 1,
      kind: 'direct' as const,
      text: 'We have no comment.',
      state: 'anchored' as const,
      origin: 'extracted' as const,
      confidence: 0.1 + 0.2,
      version: 1,
      createdAt: at,
      updatedAt: at,
    }
    const what = { type: 'quote.created', resource: 'quote', resourceId: 'q' } as const
    const change = { position: 2 ** 52 + 1, id: 'c', ...what, at }
    await db.write(async (tx) => {
      await tx.insert(articles).values(articleRow('a'))
      await tx.insert(quotes).values(quote)
      await tx.insert(changes).values(change)
    })
    const [stored] = await db.read.select().from(quotes)
    t.equal(stored?.confidence, 0.1 + 0.2)
    const [position] = await db.read.select({ position: changes.position }).from(changes)
    t.equal(position?.position, 2 ** 52 + 1)
  })

  t.test('of sorted text sorts and compares by code point', async (t) => {
    const names = [
      'b',
      'a',
      'B',
      'A',
      'é',
      'z',
      '-a',
      'a b',
      'ab',
      'a-b',
      '_',
      '10',
      '9',
      'ｚ',
      '😀',
      'ß',
      'ss',
    ]
    const byCodePoint = [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    await db.write((tx) =>
      tx.insert(settings).values(names.map((name) => ({ name, value: 0, updatedAt: at }))),
    )

    const rows = await db.read.select({ name: settings.name }).from(settings).orderBy(asc(settings.name))
    t.same(
      rows.map(({ name }) => name),
      byCodePoint,
    )

    const after = await db.read.select().from(settings).where(gt(settings.name, 'a b'))
    t.equal(after.length, byCodePoint.length - byCodePoint.indexOf('a b') - 1)
  })

  t.test('goes with its article', async (t) => {
    const { comments, commentLog, formerSlugs } = db.tables
    const comment = {
      id: 'root',
      articleId: 'a',
      rootId: 'root',
      depth: 0,
      status: 'published' as const,
      authorName: 'Reader',
      avatarSeed: '0',
      isStaff: false,
      isVerified: false,
      bodyRaw: 'x',
      bodyHtml: 'x',
      bodyText: 'x',
      renderer: '1',
      replyCount: 0,
      descendantCount: 0,
      upCount: 0,
      downCount: 0,
      pinned: false,
      version: 1,
      heldReasons: [],
      createdAt: at,
    }
    await db.write(async (tx) => {
      await tx.insert(articles).values(articleRow('a'))
      await tx.insert(formerSlugs).values({ slug: 'old', articleId: 'a' })
      await tx.insert(comments).values(comment)
      await tx
        .insert(comments)
        .values({ ...comment, id: 'reply', parentId: 'root', inReplyTo: 'root', depth: 1 })
      await tx.insert(commentLog).values({
        id: 'l',
        commentId: 'reply',
        at,
        actor: 'desk',
        action: 'approve',
        toStatus: 'published',
      })
    })
    t.equal(await db.read.$count(comments, eq(comments.parentId, 'root')), 1)
    await db.write((tx) => tx.delete(articles).where(eq(articles.id, 'a')))
    for (const table of [articles, formerSlugs, comments]) t.equal(await db.read.$count(table), 0)
    t.equal(await db.read.$count(commentLog), 1, 'save for what moderators decided')
  })
})
