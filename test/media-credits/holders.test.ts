import { eq } from 'drizzle-orm'
import { eachApp } from '../support/app.ts'

eachApp('credit holders', async (t, test) => {
  const key = await test.key('articles:write', 'articles:publish', 'media:write')
  const write = async (url: string, payload: object, method: 'POST' | 'PATCH' = 'POST') =>
    (await test.send({ method, url, key, payload, headers: { 'if-match': '*' } })).json()
  const article = async (headline: string) => {
    const { id } = await write('/v1/articles', { headline })
    await write(`/v1/articles/${id}/publish`, {})
    return id
  }
  const one = await article('One')
  const two = await article('Two')
  await write('/v1/media-credits', { articleId: one, creators: ['Ann Poe'], organizations: ['Straßenbild'] })
  await write('/v1/media-credits', { articleId: one, creators: ['ann poe'], organizations: ['AFP'] })
  await write('/v1/media-credits', {
    articleId: two,
    organizations: ['AFP', 'STRASSENBILD'],
    rightsExpireAt: '2026-11-24T10:00:00Z',
  })
  const { id: draft } = await write('/v1/articles', { headline: 'Draft' })
  await write('/v1/media-credits', { articleId: draft, creators: ['Canary Bird'], organizations: ['AFP'] })
  const get = async (url: string, reader?: string) => (await test.send({ url, key: reader })).json()

  t.test('are listed by kind and name, with counts of the credits a reader sees', async (t) => {
    const { data, page } = await get('/v1/credit-holders?count=exact')
    t.same(data, [
      { name: 'ann poe', kind: 'creator', creditCount: 2 },
      { name: 'AFP', kind: 'agency', creditCount: 2 },
      { name: 'STRASSENBILD', kind: 'agency', creditCount: 2 },
    ])
    t.equal(page.total, 3)
    t.same((await get('/v1/credit-holders?kind=agency')).data, data.slice(1))
    t.equal((await test.send({ url: '/v1/credit-holders?kind=organization' })).statusCode, 400)
  })

  t.test('come in pages, each once', async (t) => {
    const names: string[] = []
    let cursor = ''
    do {
      const { data, page } = await get(`/v1/credit-holders?limit=1${cursor}`)
      names.push(...data.map(({ name }: { name: string }) => name))
      cursor = page.next === null ? '' : `&cursor=${page.next}`
    } while (cursor !== '')
    t.same(names, ['ann poe', 'AFP', 'STRASSENBILD'])
    const { page } = await get('/v1/credit-holders?limit=1')
    const foreign = await test.send({ url: `/v1/credit-holders?kind=agency&cursor=${page.next}` })
    t.equal(foreign.statusCode, 400)
  })

  t.test('lead to every article that shows their pictures, in one request', async (t) => {
    const idsOf = async (agency: string, reader?: string) =>
      (await get(`/v1/articles?fields=id&mediaAgency=${encodeURIComponent(agency)}`, reader)).data
        .map(({ id }: { id: string }) => id)
        .sort()
    t.same(await idsOf('afp'), [one, two].sort())
    t.same(await idsOf('straßenbild'), [one, two].sort())
    t.same(await idsOf('ann poe'), [], 'a creator is no agency')
    t.same((await get('/v1/articles?agency=afp')).data, [], 'nor is an agency of pictures one of words')
    test.clock.advance(3_600_000)
    t.same(await idsOf('afp'), [one])
    t.same(await idsOf('afp', key), [one, two].sort())
  })

  t.test('lose what has run out, and hold all that a desk sees', async (t) => {
    t.same((await get('/v1/credit-holders')).data, [
      { name: 'ann poe', kind: 'creator', creditCount: 2 },
      { name: 'AFP', kind: 'agency', creditCount: 1 },
      { name: 'Straßenbild', kind: 'agency', creditCount: 1 },
    ])
    t.match((await get('/v1/credit-holders?count=exact', key)).page, { total: 4 })
  })
})

eachApp('a credit whose rights have run out', async (t, test) => {
  const editor = await test.key('articles:write', 'articles:publish', 'media:write')
  const desk = await test.key('media:write')
  const send = (method: 'POST' | 'PATCH', url: string, payload: object, key = editor) =>
    test.send({ method, url, key, payload, headers: { 'if-match': '*' } })
  const { id: articleId } = (await send('POST', '/v1/articles', { headline: 'Pictures' })).json()
  await send('POST', `/v1/articles/${articleId}/publish`, {})
  const rightsExpireAt = '2026-11-24T10:00:00Z'
  const { id } = (
    await send('POST', '/v1/media-credits', {
      articleId,
      rightsExpireAt,
      mediaUrl: 'https://media.example/1.jpg',
    })
  ).json()
  await send('PATCH', `/v1/articles/${articleId}`, {
    body: { blocks: [{ type: 'image', mediaCreditId: id }] },
  })
  test.clock.advance(10_000)
  const before = await test.send({ url: `/v1/articles/${articleId}` })
  test.clock.advance(3_600_000)

  t.test('is read, found and given a new term by a key that may only write credits', async (t) => {
    t.equal((await test.send({ url: `/v1/media-credits/${id}` })).statusCode, 404)
    t.equal((await test.send({ url: `/v1/media-credits/${id}`, key: desk })).statusCode, 200)
    const url = '/v1/media-credits?rightsExpireBefore=2026-11-24T10:00:00.001Z'
    t.match((await test.send({ url, key: desk })).json().data, [{ id }])
    t.same((await test.send({ url })).json().data, [])
  })

  t.test('is gone for whoever asks what was modified since', async (t) => {
    const headers = { 'if-modified-since': String(before.headers['last-modified']) }
    const after = await test.send({ url: `/v1/articles/${articleId}`, headers })
    t.match(before.json().body.html, '<img')
    t.equal(after.statusCode, 200)
    t.equal(after.json().body.html, '')
    t.equal(after.headers['last-modified'], 'Tue, 24 Nov 2026 10:00:00 GMT')
    const again = { 'if-modified-since': String(after.headers['last-modified']) }
    t.equal((await test.send({ url: `/v1/articles/${articleId}`, headers: again })).statusCode, 304)
  })

  t.test('was not to end before its article comes out', async (t) => {
    const { articles } = test.db.tables
    const { id: later } = (await send('POST', '/v1/articles', { headline: 'Later' })).json()
    const publishAt = new Date('2026-12-01T00:00:00Z')
    await test.db.write((tx) =>
      tx.update(articles).set({ publishAt, status: 'scheduled' }).where(eq(articles.id, later)),
    )
    const early = await send('POST', '/v1/media-credits', {
      articleId: later,
      rightsExpireAt: '2026-11-30T23:59:59.999Z',
    })
    t.match(early.json(), { status: 422, errors: [{ pointer: '/rightsExpireAt', code: 'out_of_range' }] })
    const right = { articleId: later, rightsExpireAt: '2026-12-01T01:00:00+01:00' }
    t.equal((await send('POST', '/v1/media-credits', right)).statusCode, 201)
  })
})
