import { eq } from 'drizzle-orm'
import { checkNightly } from '../../src/cli/nightly.ts'
import { siteOn } from '../comments/site.ts'
import { eachApp } from '../support/app.ts'
import { until } from '../support/until.ts'

eachApp('the check of the night', async (t, test) => {
  const site = await siteOn(test)
  const { articles } = test.db.tables
  const said: object[] = []
  const say = (details: object) => said.push(details)
  const log = { warn: say, error: say }
  let looks = 0
  const now = () => {
    looks += 1
    return test.clock.now()
  }

  t.test('tells of a difference, once a night and from the first one on, and mends nothing', async (t) => {
    await test.db.write((tx) =>
      tx.update(articles).set({ commentCount: 3 }).where(eq(articles.id, site.articleId)),
    )
    const watching = checkNightly(test.db, { now, log, every: 5 })
    t.teardown(() => watching.stop())
    test.clock.advance(17 * 3_600_000)
    const before = looks
    await until(() => looks > before + 2)
    t.same(said, [], 'not by day')
    test.clock.advance(3_600_000)
    await until(() => said.length === 2)
    const difference = { what: 'article.commentCount', id: site.articleId, stored: 3, expected: 0 }
    t.same(said, [{ difference }, { found: 1 }])
    t.equal((await site.get(`/v1/articles/${site.slug}`)).json().commentCount, 3)
    test.clock.advance(24 * 3_600_000)
    await until(() => said.length === 4)
    t.same(said.slice(2), [{ difference }, { found: 1 }])
  })
})
