import { eachApp, type TestApp } from '../support/app.ts'
import { changesOf, quoteDesk } from '../support/quotes.ts'

const said = (words: string, who: string) => `“${words},” ${who} said.`
const bridge = 'The bridge will carry us for a hundred years'
const bolts = 'We paid for every bolt of it'
const toll = 'We shall not pay for the toll'

async function speakerDesk(test: TestApp, key: string) {
  const desk = quoteDesk(test, key)
  const get = async (url: string, by?: string) => (await test.send({ url, key: by })).json()
  return {
    ...desk,
    get,
    named: async (name: string) => (await get(`/v1/speakers?name=${encodeURIComponent(name)}`, key)).data[0],
    change: (id: string, payload: object, version = '*') =>
      desk.send({ method: 'PATCH', url: `/v1/speakers/${id}`, payload, version }),
    merge: (id: string, speakerIds: string[], version = '*') =>
      desk.send({ method: 'POST', url: `/v1/speakers/${id}/merge`, payload: { speakerIds }, version }),
    split: (id: string, alias: string, version = '*') =>
      desk.send({ method: 'POST', url: `/v1/speakers/${id}/split`, payload: { alias }, version }),
  }
}

eachApp('speakers who are one', async (t, test) => {
  const key = await test.key('articles:write', 'articles:publish', 'quotes:write')
  const desk = await speakerDesk(test, key)
  const { get } = desk
  const first = await desk.published('One', said(bridge, 'Ada Ferris'))
  const second = await desk.published('Two', said(bolts, 'A. Ferris-Lund'), said(toll, 'Bo Li'))
  const ada = await desk.named('Ada Ferris')
  const other = await desk.named('A. Ferris-Lund')
  const [quote] = await desk.quotesOf(second.id)

  t.test('are merged: quotes, counts and names are those of one', async (t) => {
    const merged = await desk.merge(ada.id, [other.id], '"1"')
    t.equal(merged.statusCode, 200)
    t.match(merged.json(), {
      id: ada.id,
      name: 'Ada Ferris',
      aliases: ['A. Ferris-Lund'],
      quoteCount: 2,
      version: 2,
    })
    t.same(
      (await get('/v1/speakers')).data.map(({ name }: { name: string }) => name),
      ['Ada Ferris', 'Bo Li'],
    )
    t.match(await get(`/v1/quotes/${quote.id}`), {
      speaker: { id: ada.id, name: 'A. Ferris-Lund' },
      version: 2,
    })
  })

  t.test('are told of: the quotes that have another speaker, and no other', async (t) => {
    t.same(await changesOf(test, quote.id), ['quote.updated'])
    t.same(await changesOf(test, ada.id), ['speaker.updated'])
    const [bo] = (await desk.quotesOf(second.id)).slice(1)
    const [own] = await desk.quotesOf(first.id)
    t.same([...(await changesOf(test, bo.id)), ...(await changesOf(test, own.id))], [])
  })

  t.test('are found by each id, name and alias, with every other filter', async (t) => {
    for (const speaker of [ada.id, other.id, 'ADA FERRIS', 'a. ferris–lund'])
      t.equal((await get(`/v1/quotes?speaker=${encodeURIComponent(speaker)}`)).data.length, 2, speaker)
    const url = `/v1/quotes?speaker=${other.id}&q=bolt&kind=direct&article=${second.slug}`
    t.match((await get(url)).data, [{ id: quote.id }])
    t.equal((await get(`/v1/speakers?q=lund`)).data[0].id, ada.id)
  })

  t.test('have one address: the others lead there, for reads and for writes', async (t) => {
    const to = `https://news.example/v1/speakers/${ada.id}`
    const moved = await test.send({ url: `/v1/speakers/${other.id}?fields=name` })
    t.equal(moved.statusCode, 301)
    t.equal(moved.headers.location, `${to}?fields=name`)
    t.equal((await test.send({ method: 'HEAD', url: `/v1/speakers/${other.id}` })).statusCode, 301)
    const patched = await desk.change(other.id, { name: 'Nobody' })
    t.equal(patched.statusCode, 308)
    t.equal(patched.headers.location, to)
    t.equal((await desk.merge(other.id, [ada.id])).headers.location, `${to}/merge`)
  })

  t.test('stay one when texts are read again and new ones name an alias', async (t) => {
    await desk.rewrite(second.id, 'And now.', said(bolts, 'A. Ferris-Lund'), said(toll, 'Bo Li'))
    t.match(await desk.quotesOf(second.id), [{ id: quote.id, speaker: { id: ada.id } }, {}])
    const third = await desk.published('Three', said('It is open to all of us', 'A. Ferris-Lund'))
    t.match(await desk.quotesOf(third.id), [{ speaker: { id: ada.id, name: 'A. Ferris-Lund' } }])
    const made = await desk.post({
      articleId: third.id,
      text: 'It is open',
      kind: 'indirect',
      speaker: { name: 'a. ferris-lund' },
    })
    t.equal(made.json().speaker.id, ada.id)
    t.match((await desk.patch(made.json().id, { speaker: { name: 'ADA FERRIS' } })).json(), {
      speaker: { id: ada.id },
    })
  })

  t.test('are split again: each has what is said under his names, and his id', async (t) => {
    const split = await desk.split(ada.id, 'A. FERRIS-LUND')
    t.equal(split.statusCode, 201)
    t.equal(split.headers.location, `https://news.example/v1/speakers/${other.id}`)
    t.match(split.json(), { id: other.id, name: 'A. Ferris-Lund', aliases: [], quoteCount: 2 })
    t.match(await get(`/v1/speakers/${ada.id}`), { aliases: [], quoteCount: 2 })
    t.match(await get(`/v1/quotes/${quote.id}`), { speaker: { id: other.id } })
    t.equal((await test.send({ url: `/v1/speakers/${other.id}` })).statusCode, 200)
    t.same((await changesOf(test, quote.id)).at(-1), 'quote.updated')
  })

  t.test('are merged with a version in hand, and only people are', async (t) => {
    t.equal((await desk.merge(ada.id, [other.id], '"1"')).statusCode, 412)
    const bare = await desk.send({
      method: 'POST',
      url: `/v1/speakers/${ada.id}/merge`,
      payload: { speakerIds: [other.id] },
    })
    t.equal(bare.statusCode, 428)
    const unknown = '019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11'
    t.match((await desk.merge(ada.id, [ada.id, unknown])).json(), {
      status: 422,
      errors: [{ pointer: '/speakerIds/0', code: 'invalid' }],
    })
    t.match((await desk.merge(ada.id, [unknown])).json(), {
      status: 422,
      errors: [{ pointer: '/speakerIds/0', code: 'unknown' }],
    })
    t.equal((await desk.merge(unknown, [ada.id])).statusCode, 404)
    t.match((await desk.split(ada.id, 'Nobody')).json(), { errors: [{ pointer: '/alias', code: 'unknown' }] })
    t.match((await desk.split(ada.id, 'Ada Ferris')).json(), {
      errors: [{ pointer: '/alias', code: 'in_use' }],
    })
    const reader = await speakerDesk(test, await test.key('articles:read'))
    t.equal((await reader.merge(ada.id, [other.id])).statusCode, 403)
  })

  t.test('and merged by two hands at once, end as one whole', async (t) => {
    const bo = await desk.named('Bo Li')
    const hands = await Promise.all([
      desk.merge(ada.id, [other.id]),
      desk.merge(other.id, [bo.id]),
      desk.merge(bo.id, [ada.id]),
      desk.rewrite(first.id, said(bridge, 'A. Ferris-Lund'), said(toll, 'Bo Li')),
      desk.published('Four', said('I never said that at all', 'Bo Li')),
    ])
    t.ok(hands.some(({ statusCode }) => statusCode === 200))
    const { data: people } = await get('/v1/speakers?limit=100', key)
    const ids = new Set(people.map(({ id }: { id: string }) => id))
    const { data: quotes } = await get('/v1/quotes?limit=100', key)
    for (const { speaker } of quotes) {
      t.ok(ids.has(speaker.id), `${speaker.name} is somebody`)
      t.equal((await desk.named(speaker.name)).id, speaker.id, 'whom the name leads to')
    }
  })
})

eachApp("a speaker's names", async (t, test) => {
  const key = await test.key('articles:write', 'articles:publish', 'quotes:write')
  const desk = await speakerDesk(test, key)
  const { get } = desk
  const article = await desk.published('One', said(bridge, 'Ada Ferris'), said(toll, 'Bo Li'))
  const ada = await desk.named('Ada Ferris')

  t.test('are what an editor says, for readers at once', async (t) => {
    await get(`/v1/speakers/${ada.id}`)
    const renamed = await desk.change(
      ada.id,
      { name: 'Dame Ada Ferris', aliases: ['Ada Ferris', 'Addie'] },
      '"1"',
    )
    t.match(renamed.json(), { name: 'Dame Ada Ferris', aliases: ['Ada Ferris', 'Addie'], version: 2 })
    const { latestQuotes: _, ...shown } = await get(`/v1/speakers/${ada.id}`)
    t.match(renamed.json(), shown)
    t.same(await changesOf(test, ada.id), ['speaker.updated'])
    t.match(await desk.quotesOf(article.id), [
      { speaker: { id: ada.id, name: 'Ada Ferris' }, version: 1 },
      {},
    ])
    for (const name of ['addie', 'dame ada ferris', 'Ada Ferris'])
      t.equal((await get(`/v1/quotes?speaker=${encodeURIComponent(name)}`)).data.length, 1, name)
  })

  t.test('lead what is written later to the speaker', async (t) => {
    const later = await desk.published('Two', said(bolts, 'Addie'))
    t.match(await desk.quotesOf(later.id), [{ speaker: { id: ada.id, name: 'Addie' } }])
  })

  t.test('are taken away unless quotes use them, and are no two speakers’', async (t) => {
    const { id } = await desk.named('Bo Li')
    t.equal((await desk.change(id, { aliases: ['addie'] })).statusCode, 409)
    t.match((await desk.change(id, { aliases: ['Bobo', 'Bob'] })).json(), { aliases: ['Bob', 'Bobo'] })
    t.match((await desk.change(id, { aliases: ['Bobo'] })).json(), { aliases: ['Bobo'] })
    t.match((await desk.change(id, { aliases: null })).json(), { name: 'Bo Li', aliases: [] })
    t.match((await desk.change(ada.id, { aliases: [] })).json(), {
      status: 422,
      errors: [{ pointer: '/aliases', code: 'in_use' }],
    })
    t.equal((await get('/v1/quotes?speaker=Bob')).data.length, 0)
    t.equal((await desk.change(ada.id, { name: 'Ada' }, '"1"')).statusCode, 412)
  })

  t.test('are split off with their quotes', async (t) => {
    const split = (await desk.split(ada.id, 'Addie')).json()
    t.match(split, { name: 'Addie', quoteCount: 1, version: 1 })
    t.not(split.id, ada.id)
    t.match(await get(`/v1/speakers/${ada.id}`), { aliases: ['Ada Ferris'], quoteCount: 1 })
  })
})

eachApp('a name that only a draft uses', async (t, test) => {
  const key = await test.key('articles:write', 'articles:publish', 'quotes:write')
  const desk = await speakerDesk(test, key)
  const { get } = desk
  await desk.published('One', said(bridge, 'Ada Ferris'))
  const draft = await desk.article('Draft', said(bolts, 'Canary Bird'))
  const ada = await desk.named('Ada Ferris')
  const canary = await desk.named('Canary Bird')
  await desk.merge(ada.id, [canary.id])

  t.test('is not told by the speaker it was merged into', async (t) => {
    t.match((await get(`/v1/speakers/${ada.id}`, key)).aliases, ['Canary Bird'])
    const hidden = ['/v1/speakers', `/v1/speakers/${ada.id}`, '/v1/speakers?sort=-quoteCount']
    for (const url of hidden) t.notMatch((await test.send({ url })).body, /canary/i, url)
    for (const url of [
      '/v1/speakers?q=can',
      '/v1/speakers?name=Canary+Bird',
      '/v1/quotes?speaker=Canary+Bird',
    ])
      t.same((await get(url)).data, [], url)
    t.equal((await get('/v1/quotes?speaker=Canary+Bird', key)).data.length, 2)
    t.match(await get(`/v1/speakers/${ada.id}`), { quoteCount: 1 })
  })

  t.test('is once the draft is out', async (t) => {
    await desk.publish(draft)
    t.match(await get(`/v1/speakers/${ada.id}`), { aliases: ['Canary Bird'], quoteCount: 2 })
    t.equal((await get('/v1/quotes?speaker=Canary+Bird')).data.length, 2)
  })

  t.test('does not let a key in that may not read drafts', async (t) => {
    const [hidden] = await desk.quotesOf((await desk.article('More', said(toll, 'Secret Bird'))).id)
    const other = await speakerDesk(test, await test.key('quotes:write'))
    t.equal((await other.change(hidden.speaker.id, { name: 'X' })).statusCode, 404)
    t.match((await other.merge(ada.id, [hidden.speaker.id])).json(), { errors: [{ code: 'unknown' }] })
    t.equal((await other.change(ada.id, { name: 'Ada F.' })).statusCode, 200)
  })
})
