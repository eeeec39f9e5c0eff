import { eachApp } from '../support/app.ts'
import { articleDesk } from '../support/articles.ts'

const composed = 'Caf\u00e9'
const decomposed = 'Cafe\u0301'

eachApp('two spellings of one name in Unicode', async (t, test) => {
  const desk = await articleDesk(test)

  t.test('are one tag, once, and either finds it', async (t) => {
    const article = await desk.publish({ headline: 'Tagged', tags: [decomposed, composed] })
    t.same(article.tags, [composed])
    for (const tag of [composed, decomposed, 'CAFE\u0301']) {
      const found = await desk.read(`/v1/articles?tag=${encodeURIComponent(tag)}`)
      t.equal(found.json().data.length, 1, tag)
    }
    const { data } = (await desk.read('/v1/tags')).json()
    t.match(data, [{ name: composed, articleCount: 1 }])
  })

  t.test('are no slug, and lead to the same one from a headline', async (t) => {
    for (const slug of [composed, decomposed].map((name) => name.toLowerCase())) {
      const refused = await desk.post('/v1/articles', { headline: 'A', slug })
      t.equal(refused.statusCode, 422)
      t.match(refused.json().errors, [{ pointer: '/slug' }])
    }
    t.equal((await desk.create({ headline: composed })).slug, 'cafe')
    t.equal((await desk.create({ headline: decomposed })).slug, 'cafe-2')
  })
})
