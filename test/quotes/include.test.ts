import { eachApp } from '../support/app.ts'
import { quoteDesk } from '../support/quotes.ts'

eachApp("a quote's article", async (t, test) => {
  const desk = quoteDesk(test, await test.key('articles:write', 'articles:publish', 'quotes:write'))
  const article = await desk.published(
    'Bridge opens',
    '“We paid for every bolt of it,” Mayor Tomas Lund said.',
  )
  const [quote] = await desk.quotesOf(article.id)
  const get = async (url: string) => (await test.send({ url })).json()
  const embedded = {
    id: article.id,
    slug: article.slug,
    headline: 'Bridge opens',
    publishedAt: article.publishedAt,
    canonicalUrl: article.canonicalUrl,
    links: { self: article.links.self },
  }

  t.test('comes along where it is asked for, with what it takes to link to it', async (t) => {
    const urls = ['/v1/quotes?', `/v1/articles/${article.slug}/quotes?`]
    for (const url of urls)
      t.same((await get(`${url}include=article`)).data, [{ ...quote, article: embedded }])
    t.same(await get(`/v1/quotes/${quote.id}?include=article`), { ...quote, article: embedded })
    t.same(await get(`/v1/quotes/${quote.id}?include=article&fields=text`), {
      id: quote.id,
      text: quote.text,
      article: embedded,
    })
    t.notOk('article' in (await get(`/v1/quotes/${quote.id}`)))
    t.equal((await test.send({ url: '/v1/quotes?include=comments' })).statusCode, 400)
  })

  t.test('answers with the rest who said what, through whom, and where', async (t) => {
    await desk.patch(quote.id, { via: { name: 'Harbour Radio' } })
    const url = '/v1/quotes?speaker=tomas+lund&via=harbour+radio&q=bolt&kind=direct&include=article'
    t.match((await get(`${url}&article=${article.slug}`)).data, [
      { id: quote.id, speaker: { name: 'Tomas Lund' }, via: { name: 'Harbour Radio' }, article: embedded },
    ])
    t.same((await get(url.replace('bolt', 'toll'))).data, [])
  })
})
