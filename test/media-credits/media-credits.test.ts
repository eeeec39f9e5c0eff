import { eachApp, type TestApp } from '../support/app.ts'

const unknownId = '019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11'

interface Sent {
  method: 'POST' | 'PATCH' | 'DELETE'
  url: string
  payload?: object
  version?: string
}

/** The desk's hands: each answer's body, or the answer itself. */
function deskOf(test: TestApp, key: string) {
  const send = ({ version, ...request }: Sent) =>
    test.send({ ...request, key, headers: version === undefined ? {} : { 'if-match': version } })
  const article = async (body: object = {}) =>
    (
      await send({ method: 'POST', url: '/v1/articles', payload: { headline: 'A picture story', ...body } })
    ).json()
  const publish = async ({ id }: { id: string }) =>
    (await send({ method: 'POST', url: `/v1/articles/${id}/publish`, version: '*' })).json()
  return {
    send,
    article,
    publish,
    published: async (body: object = {}) => publish(await article(body)),
    post: (payload: object) => send({ method: 'POST', url: '/v1/media-credits', payload }),
    patch: (id: string, payload: object, version = '*') =>
      send({ method: 'PATCH', url: `/v1/media-credits/${id}`, payload, version }),
    remove: (id: string, version = '*') =>
      send({ method: 'DELETE', url: `/v1/media-credits/${id}`, version }),
  }
}

const leadOf = async (test: TestApp, id: string, key?: string) =>
  (await test.send({ url: `/v1/articles/${id}`, key })).json().leadMedia

/** The types of the changes of one resource, in order. */
async function changesOf({ db }: TestApp, id: string): Promise<string[]> {
  const { changes } = db.tables
  const rows = await db.read.select().from(changes).orderBy(changes.position)
  return rows.filter((row) => row.resourceId === id).map((row) => row.type)
}

const told = (answer: { statusCode: number; body: string }) => {
  const { requestId: _, instance: __, ...body } = JSON.parse(answer.body)
  return { status: answer.statusCode, body }
}

eachApp('a media credit', async (t, test) => {
  const key = await test.key('articles:write', 'articles:publish', 'media:write')
  const desk = deskOf(test, key)

  t.test('is made with its line read into parts, and stands under its address', async (t) => {
    const { id: articleId } = await desk.published()
    const answer = await desk.post({
      articleId,
      creditLine: 'Photo by Ann Poe/AFP',
      caption: 'The harbour 🎉',
      mediaUrl: 'https://media.example/1.jpg',
      mediaType: 'image/jpeg',
      width: 1200,
      height: 800,
      rightsExpireAt: '2030-01-01T00:00:00+01:00',
    })
    t.equal(answer.statusCode, 201)
    const credit = answer.json()
    t.equal(answer.headers.location, `https://news.example/v1/media-credits/${credit.id}`)
    t.match(credit, {
      articleId,
      role: 'lead',
      version: 1,
      label: 'Photo by',
      creators: ['Ann Poe'],
      organizations: ['AFP'],
      qualifiers: [],
      rightsExpireAt: '2029-12-31T23:00:00.000Z',
      license: null,
    })
    t.same((await test.send({ url: `/v1/media-credits/${credit.id}` })).json(), credit)
    t.same(await leadOf(test, articleId), credit)
  })

  t.test(
    'is refused for an article that is not there, and for what breaks its schema, all at once',
    async (t) => {
      const refused = await desk.post({
        articleId: unknownId,
        role: 'hero',
        width: 0,
        mediaUrl: 'javascript:1',
        qualifiers: ['nice'],
        position: 3,
      })
      t.equal(refused.statusCode, 422)
      const pointers = refused.json().errors.map((error: { pointer: string }) => error.pointer)
      t.same(pointers.sort(), ['/mediaUrl', '/position', '/qualifiers/0', '/role', '/width'])
      t.match((await desk.post({ articleId: unknownId })).json(), {
        status: 422,
        errors: [{ pointer: '/articleId', code: 'unknown' }],
      })
    },
  )

  t.test('is changed from the version that was read, or not at all', async (t) => {
    const { id: articleId } = await desk.published()
    const { id } = (await desk.post({ articleId, creditLine: 'Photo by Ann Poe/AFP' })).json()
    const without = await desk.send({
      method: 'PATCH',
      url: `/v1/media-credits/${id}`,
      payload: { caption: 'x' },
    })
    t.equal(without.statusCode, 428)
    t.equal((await desk.patch(id, { caption: 'x' }, '"2"')).statusCode, 412)
    const hands = await Promise.all(
      Array.from({ length: 20 }, (_, i) => desk.patch(id, { caption: `Hand ${i}` }, '"1"')),
    )
    const statuses = hands.map((answer) => answer.statusCode)
    t.equal(statuses.filter((status) => status === 200).length, 1)
    t.equal(statuses.filter((status) => status === 412).length, 19)
    t.equal((await desk.remove(id, '"1"')).statusCode, 412)
    t.equal((await test.send({ url: `/v1/media-credits/${id}` })).json().version, 2)
    t.equal((await desk.remove(id, '"2"')).statusCode, 204)
    t.equal((await test.send({ url: `/v1/media-credits/${id}` })).statusCode, 404)
  })

  t.test('has its line composed anew by new parts, and found by them', async (t) => {
    const { id: articleId } = await desk.published()
    const { id } = (await desk.post({ articleId, creditLine: 'Photo by Ann Poe/AFP' })).json()
    const changed = (await desk.patch(id, { creators: ['Zoë Ångström'] })).json()
    t.match(changed, { version: 2, creators: ['Zoë Ångström'], organizations: ['AFP'] })
    t.match(changed.creditLine, 'Zoë Ångström')
    const kept = (await desk.patch(id, { caption: 'Said', creditLine: changed.creditLine })).json()
    t.match(kept, { caption: 'Said', creditLine: changed.creditLine, creators: ['Zoë Ångström'] })
    t.notMatch(changed.creditLine, 'Ann Poe')
    const found = async (query: string) =>
      (await test.send({ url: `/v1/media-credits?fields=creators&article=${articleId}&${query}` })).json()
        .data
    t.same(await found(`creator=${encodeURIComponent('zoë ångström')}`), [{ id, creators: ['Zoë Ångström'] }])
    t.same(await found('creator=ann+poe'), [])
  })

  t.test('cannot have rights that end before the article came out', async (t) => {
    const { id: articleId } = await desk.published()
    const early = { rightsExpireAt: '2026-11-24T08:59:59.999Z' }
    t.match((await desk.post({ articleId, ...early })).json(), {
      status: 422,
      errors: [{ pointer: '/rightsExpireAt' }],
    })
    t.equal((await test.send({ url: `/v1/articles/${articleId}/media-credits` })).json().data.length, 0)
    const { id } = (await desk.post({ articleId })).json()
    t.equal((await desk.patch(id, early)).statusCode, 422)
    t.equal((await desk.patch(id, { rightsExpireAt: '2026-11-24T09:00:00Z' })).statusCode, 200)
  })
})

eachApp('rights that ran out', async (t, test) => {
  const key = await test.key('articles:write', 'articles:publish', 'media:write')
  const desk = deskOf(test, key)
  const { id: articleId } = await desk.published()
  const { id } = (
    await desk.post({
      articleId,
      creditLine: 'Photo by Ann Poe/AFP',
      rightsExpireAt: '2026-11-24T10:00:00Z',
    })
  ).json()

  const seen = async (reader?: string) => {
    const get = async (url: string) => test.send({ url, key: reader })
    return {
      item: (await get(`/v1/media-credits/${id}`)).statusCode,
      list: (await get('/v1/media-credits?count=exact')).json().page.total,
      agency: (await get('/v1/media-credits?agency=afp')).json().data.length,
      expiring: (await get('/v1/media-credits?rightsExpireBefore=2027-01-01T00:00:00Z')).json().data.length,
      ofArticle: (await get(`/v1/articles/${articleId}/media-credits`)).json().data.length,
      embedded: (await get(`/v1/articles/${articleId}?include=mediaCredits`)).json().mediaCredits.length,
      lead: (await leadOf(test, articleId, reader)) !== null,
    }
  }
  const everywhere = { item: 200, list: 1, agency: 1, expiring: 1, ofArticle: 1, embedded: 1, lead: true }
  const nowhere = { item: 404, list: 0, agency: 0, expiring: 0, ofArticle: 0, embedded: 0, lead: false }

  t.test('leave every public view at their instant, and no desk', async (t) => {
    test.clock.advance(3_599_999)
    t.same(await seen(), everywhere)
    test.clock.advance(1)
    t.same(await seen(), nowhere)
    t.same(await seen(key), everywhere)
    const hidden = await test.send({ url: `/v1/media-credits/${id}` })
    t.same(told(hidden), told(await test.send({ url: `/v1/media-credits/${unknownId}` })))
  })

  t.test('come back with a new term, and readers are told what they see', async (t) => {
    await test.settle()
    await desk.patch(id, { rightsExpireAt: '2027-01-01T00:00:00Z' })
    t.equal((await seen()).item, 200)
    await desk.patch(id, { caption: 'Seen' })
    await desk.patch(id, { rightsExpireAt: '2026-11-24T09:30:00Z' })
    await desk.patch(id, { caption: 'Not seen' })
    t.same(await changesOf(test, id), [
      'mediaCredit.created',
      'mediaCredit.deleted',
      'mediaCredit.created',
      'mediaCredit.updated',
      'mediaCredit.deleted',
    ])
  })
})

eachApp("a draft's media credit", async (t, test) => {
  const key = await test.key('articles:write', 'articles:publish', 'media:write')
  const desk = deskOf(test, key)
  const draft = await desk.article({ headline: 'Secret pictures' })
  const { id } = (await desk.post({ articleId: draft.id, creditLine: 'Photo by Canary Bird/AFP' })).json()

  t.test('answers a reader exactly as an unknown one does, and is in no list', async (t) => {
    const unknown = told(await test.send({ url: `/v1/media-credits/${unknownId}` }))
    t.same(told(await test.send({ url: `/v1/media-credits/${id}` })), unknown)
    for (const query of [
      '',
      'agency=AFP',
      'creator=Canary+Bird',
      `article=${draft.id}`,
      `article=${draft.slug}`,
    ]) {
      const list = await test.send({ url: `/v1/media-credits?count=exact&${query}` })
      t.same(list.json(), { data: [], page: { limit: 20, next: null, total: 0 } }, query)
    }
    t.equal((await test.send({ url: `/v1/articles/${draft.slug}/media-credits` })).statusCode, 404)
    t.equal((await test.send({ url: `/v1/articles/${draft.slug}/media-credits`, key })).json().data.length, 1)
  })

  t.test('is out of reach for a key that may write credits but not read drafts', async (t) => {
    const other = deskOf(test, await test.key('media:write'))
    t.equal((await other.patch(id, { caption: 'x' })).statusCode, 404)
    t.equal((await other.remove(id)).statusCode, 404)
    t.same(told(await other.post({ articleId: draft.id })), told(await other.post({ articleId: unknownId })))
  })

  t.test('is not told to anybody before the article is out', async (t) => {
    await desk.patch(id, { caption: 'Still secret' })
    t.same(await changesOf(test, id), [])
    await desk.publish(draft)
    await desk.patch(id, { caption: 'Out' })
    await desk.remove(id)
    t.same(await changesOf(test, id), ['mediaCredit.updated', 'mediaCredit.deleted'])
  })

  t.test('needs the scope media:write to be changed', async (t) => {
    const reader = deskOf(test, await test.key('articles:read'))
    t.equal((await reader.post({ articleId: draft.id })).statusCode, 403)
    const anonymous = await test.send({ method: 'DELETE', url: `/v1/media-credits/${id}` })
    t.equal(anonymous.statusCode, 401)
  })
})

eachApp('the credits of an article', async (t, test) => {
  const key = await test.key('articles:write', 'articles:publish', 'media:write')
  const desk = deskOf(test, key)

  t.test('have one lead: the first, until another takes its place', async (t) => {
    const { id: articleId } = await desk.published()
    const first = (await desk.post({ articleId, caption: 'One' })).json()
    const second = (await desk.post({ articleId, caption: 'Two' })).json()
    t.match([first, second], [{ role: 'lead' }, { role: 'inline' }])
    await desk.patch(second.id, { role: 'lead' })
    t.match(await leadOf(test, articleId), { id: second.id, version: 2 })
    t.match((await test.send({ url: `/v1/media-credits/${first.id}` })).json(), {
      role: 'inline',
      version: 2,
    })
    t.same(await changesOf(test, first.id), ['mediaCredit.created', 'mediaCredit.updated'])
    await desk.remove(second.id)
    t.equal(await leadOf(test, articleId), null)
  })

  t.test('keep their order when many hands add to them at once', async (t) => {
    const { id: articleId } = await desk.published()
    await Promise.all(Array.from({ length: 12 }, (_, i) => desk.post({ articleId, caption: `Hand ${i}` })))
    const { mediaCredits } = test.db.tables
    const rows = (await test.db.read.select().from(mediaCredits)).filter((row) => row.articleId === articleId)
    t.same(
      rows.map((row) => row.position).sort((a, b) => a - b),
      [...rows.keys()],
    )
    t.equal(rows.filter((row) => row.role === 'lead').length, 1)
  })

  t.test('come in pages, each once, in their order', async (t) => {
    const { id: articleId, slug } = await desk.published()
    for (let i = 0; i < 5; i++) await desk.post({ articleId, caption: `Picture ${i}` })
    const captions: string[] = []
    let cursor = ''
    let foreign = ''
    do {
      const url = `/v1/articles/${slug}/media-credits?limit=2&count=exact&fields=caption${cursor}`
      const { data, page } = (await test.send({ url })).json()
      t.equal(page.total, 5)
      captions.push(...data.map((credit: { caption: string }) => credit.caption))
      foreign = page.next ?? foreign
      cursor = page.next === null ? '' : `&cursor=${page.next}`
    } while (cursor !== '')
    t.same(captions, ['Picture 0', 'Picture 1', 'Picture 2', 'Picture 3', 'Picture 4'])
    t.equal((await test.send({ url: `/v1/media-credits?cursor=${foreign}` })).statusCode, 400)
    const other = await desk.published()
    t.equal(
      (await test.send({ url: `/v1/articles/${other.id}/media-credits?cursor=${foreign}` })).statusCode,
      400,
    )
  })
})

eachApp('the list of media credits', async (t, test) => {
  const key = await test.key('articles:write', 'articles:publish', 'media:write')
  const desk = deskOf(test, key)
  const { id: articleId, slug } = await desk.published({ headline: 'Listed pictures' })
  for (let i = 0; i < 7; i++) {
    const organizations = i % 2 === 0 ? ['Straßenbild'] : ['Agence du Nord', 'Getty Images']
    await desk.post({ articleId, caption: `Picture ${i}`, creators: [`Maker ${i}`], organizations })
    if (i % 3 === 0) test.clock.advance(1000)
  }
  const captions = async (query: string) =>
    (await test.send({ url: `/v1/media-credits?limit=100&fields=caption&${query}` }))
      .json()
      .data.map((credit: { caption: string }) => credit.caption)

  t.test('gives each once, newest first', async (t) => {
    const seen: string[] = []
    let cursor = ''
    do {
      const { data, page } = (await test.send({ url: `/v1/media-credits?limit=3${cursor}` })).json()
      seen.push(...data.map((credit: { caption: string }) => credit.caption))
      cursor = page.next === null ? '' : `&cursor=${page.next}`
    } while (cursor !== '')
    t.same(
      seen,
      Array.from({ length: 7 }, (_, i) => `Picture ${6 - i}`),
    )
  })

  t.test('is filtered by exact names, case folded, and by article', async (t) => {
    t.equal((await captions(`agency=${encodeURIComponent('STRASSENBILD')}`)).length, 4)
    t.equal((await captions('agency=getty+images')).length, 3)
    t.same(await captions('agency=getty'), [])
    t.same(await captions('agency=Maker+1'), [], 'a maker is no agency')
    t.same(await captions('creator=MAKER+1'), ['Picture 1'])
    t.equal((await captions(`article=${slug}&agency=getty+images`)).length, 3)
    t.same(await captions('article=another-story'), [])
    t.same(await captions('rightsExpireBefore=2030-01-01T00:00:00Z'), [])
  })

  t.test('refuses what it does not know', async (t) => {
    for (const query of [
      'query=x',
      'q=-x',
      'agency=',
      'fields=position',
      'article=A%20B',
      'rightsExpireBefore=2026-01-01',
    ]) {
      t.equal((await test.send({ url: `/v1/media-credits?${query}` })).statusCode, 400, query)
    }
  })
})
