import { eq } from 'drizzle-orm'
import { open } from '../../src/db/index.ts'
import { siteOn } from '../comments/site.ts'
import { appOn } from '../support/app.ts'
import { eachEngine } from '../support/each-database.ts'
import { cli } from './cli.ts'

eachEngine('dateline check', async (t, url) => {
  const db = await open(url)
  t.teardown(() => db.close())
  const test = await appOn(t, db)
  const site = await siteOn(test)
  const check = (...args: string[]) => cli(['check', ...args], { env: { DATABASE_URL: url } })
  const { articles, comments, searchDocuments } = db.tables
  const root = await site.say('Above')
  const reply = await site.say('Below', { parentId: root.id })
  const last = await site.say('Last', { parentId: reply.id })
  await test.send({
    method: 'PUT',
    url: `/v1/comments/${root.id}/reaction`,
    payload: { reaction: 'up' },
    remoteAddress: '198.51.100.9',
  })
  await site.act(last.id, 'hold')

  t.test('finds nothing where nothing differs', async (t) => {
    const said = await check('--json')
    t.same([said.code, JSON.parse(said.stdout)], [0, { repaired: false, differences: [], faults: [] }])
    t.equal((await check()).stdout, 'Nothing differs.\n')
  })

  t.test('tells what differs and changes nothing, until it is told to mend it', async (t) => {
    await db.write(async (tx) => {
      await tx.update(comments).set({ replyCount: 7, descendantCount: 9 }).where(eq(comments.id, root.id))
      await tx.update(comments).set({ descendantCount: 4, upCount: 3 }).where(eq(comments.id, reply.id))
      await tx.update(articles).set({ commentCount: 5 }).where(eq(articles.id, site.articleId))
      await tx
        .update(searchDocuments)
        .set({ words: 'gone' })
        .where(eq(searchDocuments.resourceId, site.articleId))
    })
    const differences = [
      { what: 'comment.descendantCount', id: reply.id, stored: 4, expected: 0 },
      { what: 'comment.upCount', id: reply.id, stored: 3, expected: 0 },
      { what: 'comment.replyCount', id: root.id, stored: 7, expected: 1 },
      // What is under it is counted from what its answers say, which is wrong as long as they are not mended.
      { what: 'comment.descendantCount', id: root.id, stored: 9, expected: 5 },
      { what: 'article.commentCount', id: site.articleId, stored: 5, expected: 2 },
      { what: 'article.search', id: site.articleId, stored: 'outdated', expected: 'its words' },
    ]
    for (const _ of [1, 2]) {
      const said = await check('--json')
      t.same([said.code, JSON.parse(said.stdout)], [1, { repaired: false, differences, faults: [] }])
    }
    const mended = await check('--repair')
    t.equal(mended.code, 1)
    t.match(mended.stdout, `comment.descendantCount of ${root.id}: 9, expected 1\n`)
    t.match(mended.stdout, /all of it is mended/)
    t.equal((await check()).code, 0)
    t.match((await site.get(`/v1/comments/${root.id}`)).json(), { replyCount: 1, descendantCount: 1 })
    t.equal((await site.get(`/v1/articles/${site.slug}`)).json().commentCount, 2)
    t.equal((await site.get('/v1/articles?q=harbour')).json().data.length, 1)
  })

  t.test('is called with what it knows', async (t) => {
    t.equal((await check('--mend')).code, 2)
  })
})
