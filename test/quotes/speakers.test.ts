import { eachApp } from '../support/app.ts'
import { quoteDesk } from '../support/quotes.ts'

const unknownId = '019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11'
const said = (words: string, who: string) => `“${words},” ${who} said.`
const names = (speakers: { name: string }[]) => speakers.map(({ name }) => name)

eachApp('the speakers', async (t, test) => {
  const key = await test.key('articles:write', 'articles:publish', 'quotes:write')
  const desk = quoteDesk(test, key)
  const get = async (url: string, by?: string) => (await test.send({ url, key: by })).json()
  await desk.published('One', said('The bridge is open to all of us', 'ADA FERRIS'))
  test.clock.advance(1000)
  await desk.published(
    'Two',
    said('The bridge will carry us for a hundred years', 'Senator Ada Ferris'),
    said('We paid for every bolt of it', 'Mayor Tomas Lund'),
  )
  test.clock.advance(1000)
  await desk.published('Three', said('We shall not pay for the toll', 'Åsa Öberg'))
  const draft = await desk.article(
    'Draft',
    said('The canary sings for us tonight', 'warden Canary Bird'),
    said('It is all a mistake of theirs', 'MAYOR TOMAS LUND'),
  )

  t.test('are those whom readers have read, by name, with counts and the latest quote', async (t) => {
    const { data, page } = await get('/v1/speakers?count=exact')
    t.same(page, { limit: 20, next: null, total: 3 })
    t.match(data, [
      {
        name: 'Ada Ferris',
        aliases: [],
        title: 'Senator',
        organization: null,
        quoteCount: 2,
        latestQuoteAt: '2026-11-24T09:00:01.000Z',
        version: 1,
      },
      { name: 'Tomas Lund', title: 'Mayor', quoteCount: 1 },
      { name: 'Åsa Öberg', quoteCount: 1, latestQuoteAt: '2026-11-24T09:00:02.000Z' },
    ])
    t.notOk('latestQuotes' in data[0])
    const everybody = (await get('/v1/speakers', key)).data
    t.same(names(everybody), ['Ada Ferris', 'Canary Bird', 'Tomas Lund', 'Åsa Öberg'])
    t.match(everybody[1], { quoteCount: 0, latestQuoteAt: null })
    t.match(everybody[2], { name: 'Tomas Lund', quoteCount: 1 }, 'a draft is not counted for anybody')
  })

  t.test('come by count, page by page, and each once', async (t) => {
    for (const by of [undefined, key])
      for (const sort of ['name', '-quoteCount']) {
        const whole = (await get(`/v1/speakers?sort=${sort}`, by)).data
        const seen = []
        for (let url = `/v1/speakers?sort=${sort}&limit=1`; url !== ''; ) {
          const { data, page } = await get(url, by)
          seen.push(...data)
          url = page.next === null ? '' : `/v1/speakers?sort=${sort}&limit=1&cursor=${page.next}`
        }
        t.same(seen, whole, `${sort} ${by === undefined}`)
      }
    t.match((await get('/v1/speakers?sort=-quoteCount')).data[0], { name: 'Ada Ferris', quoteCount: 2 })
    const { next } = (await get('/v1/speakers?limit=1')).page
    t.equal((await test.send({ url: `/v1/speakers?sort=-quoteCount&cursor=${next}` })).statusCode, 400)
  })

  t.test('are found by the beginning of a name or a word of it, and by the name', async (t) => {
    const found = async (query: string, by?: string) => names((await get(`/v1/speakers?${query}`, by)).data)
    t.same(await found('q=AD'), ['Ada Ferris'])
    t.same(await found('q=fer'), ['Ada Ferris'])
    t.same(await found('q=erris'), [])
    t.same(await found('q=%C3%B6b'), ['Åsa Öberg'])
    t.same(await found('q=%25'), [])
    t.same(await found('q=_da'), [])
    t.same(await found('q=!'), [])
    t.same(await found('name=ada%20ferris'), ['Ada Ferris'])
    t.same(await found('name=ada'), [])
    t.same(await found('q=canary'), [])
    t.same(await found('q=canary', key), ['Canary Bird'])
    const [{ id }] = (await get('/v1/speakers?q=ada')).data
    t.same(await found(`name=${id}`), ['Ada Ferris'])
  })

  t.test('each have an address, with the latest five quotes that the caller may see', async (t) => {
    const [, listed] = (await get('/v1/speakers')).data
    const speaker = await get(`/v1/speakers/${listed.id}`)
    const { latestQuotes, ...rest } = speaker
    t.same(rest, listed)
    t.same(latestQuotes, (await get(`/v1/quotes?speaker=${listed.id}`)).data)
    t.equal(latestQuotes.length, 1)
    t.same((await get(`/v1/speakers/${listed.id}`, key)).latestQuotes.length, 2)
    t.same(listed.links, {
      self: `https://news.example/v1/speakers/${listed.id}`,
      quotes: `https://news.example/v1/quotes?speaker=${listed.id}`,
    })
    t.same(Object.keys(await get(`/v1/speakers/${listed.id}?fields=name`)), ['id', 'name'])
    t.same(Object.keys((await get('/v1/speakers?fields=quoteCount')).data[0]), ['id', 'quoteCount'])
  })

  t.test('whom only a draft quotes are to readers as unknown ones', async (t) => {
    const [quote] = await desk.quotesOf(draft.id)
    const told = async (id: string) => {
      const { requestId: _, instance: __, ...body } = await get(`/v1/speakers/${id}`)
      return body
    }
    t.same(await told(quote.speaker.id), await told(unknownId))
    t.equal((await get(`/v1/speakers/${quote.speaker.id}`, key)).name, 'Canary Bird')
  })

  t.test('change in no byte when a draft does, and at once when it is out', async (t) => {
    const urls = ['/v1/speakers', '/v1/speakers?sort=-quoteCount', '/v1/speakers?q=t&count=exact']
    const all = () => Promise.all(urls.map(async (url) => (await test.send({ url })).body))
    const before = await all()
    await desk.rewrite(draft.id, said('It is all a mistake of ours', 'PRESIDENT TOMAS LUND'))
    t.same(await all(), before)
    await desk.publish(draft)
    const lund = (await get('/v1/speakers?q=lund')).data[0]
    t.match(lund, { name: 'TOMAS LUND', quoteCount: 2 })
  })
})
