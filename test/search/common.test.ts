import { and, asc } from 'drizzle-orm'
import { isPublic } from '../../src/articles/published.ts'
import { searchStore } from '../../src/articles/search-store.ts'
import { eachApp } from '../support/app.ts'
import { articleDesk } from '../support/articles.ts'

eachApp('a common word', async (t, test) => {
  const { db } = test
  const desk = await articleDesk(test)
  for (const headline of ['Bridge opens', 'Bridge closes', 'Ferry sails', 'A bridge of boats', 'Tram stops'])
    await desk.publish({ headline })
  await desk.create({ headline: 'Bridge draft' })

  t.test('finds the same whether its hits are looked up or met on the way', async (t) => {
    const { articles } = db.tables
    const found = async (q: string, rare: number) => {
      const matches = await searchStore(db, { rare }).finds('article', articles.id, { q })
      const rows = await db.read
        .select({ headline: articles.headline })
        .from(articles)
        .where(and(isPublic(db.tables, test.clock.now()), matches))
        .orderBy(asc(articles.id))
      return rows.map(({ headline }) => headline)
    }
    const expected = {
      bridge: ['Bridge opens', 'Bridge closes', 'A bridge of boats'],
      'bridge -opens': ['Bridge closes', 'A bridge of boats'],
      '"of boats"': ['A bridge of boats'],
      zeppelin: [],
    }
    for (const [q, headlines] of Object.entries(expected)) {
      t.same(await found(q, 2000), headlines, `${q}, looked up`)
      t.same(await found(q, 0), headlines, `${q}, on the way`)
    }
  })
})
