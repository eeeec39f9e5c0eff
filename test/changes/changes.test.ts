import { eachApp, type TestApp } from '../support/app.ts'

interface Told {
  position: string
  id: string
  type: string
  resource: string
  resourceId: string
  articleId: string | null
  version: number | null
  at: string
}

const said = '“We paid for every bolt of it,” Mayor Tomas Lund said.'
const bodyOf = (...texts: string[]) => ({ blocks: texts.map((text) => ({ type: 'paragraph', text })) })
const day = 24 * 60 * 60 * 1000

async function deskOf(test: TestApp) {
  const key = await test.key()
  const send = async (method: 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) => {
    const answer = await test.send({
      method,
      url,
      key,
      headers: { 'if-match': '*' },
      ...(payload !== undefined && { payload }),
    })
    return answer.body === '' ? undefined : answer.json()
  }
  const read = async (since?: string, limit = 1000) => {
    const query = since === undefined ? '' : `since=${since}&`
    const answer = await test.send({ url: `/v1/changes?${query}limit=${limit}` })
    return answer.json() as { data: Told[]; page: { limit: number; next: string } }
  }
  return {
    send,
    read,
    draft: (headline: string, more: object = {}) => send('POST', '/v1/articles', { headline, ...more }),
    publish: (id: string) => send('POST', `/v1/articles/${id}/publish`, {}),
    /** The types of what some work tells the world. */
    async toldBy(work: () => Promise<unknown>): Promise<string[]> {
      const { page } = await read()
      await work()
      return (await read(page.next)).data.map((change) => change.type)
    },
  }
}

eachApp('the change feed', async (t, test) => {
  const desk = await deskOf(test)

  t.test('is empty and has a position to come back with before anything happened', async (t) => {
    t.same(await desk.read(), { data: [], page: { limit: 1000, next: '0' } })
    await desk.draft('Canary of a draft', { body: bodyOf(said) })
    t.same(await desk.read('0'), { data: [], page: { limit: 1000, next: '0' } })
  })

  t.test('tells what happened, in order, a page at a time, to the end and on from there', async (t) => {
    const { id } = await desk.draft('Bridge opens')
    await desk.publish(id)
    await desk.send('PATCH', `/v1/articles/${id}`, { section: 'Local' })
    await desk.send('POST', `/v1/articles/${id}/unpublish`, {})
    const first = await desk.read(undefined, 2)
    const rest = await desk.read(first.page.next, 2)
    t.same(
      [...first.data, ...rest.data].map((change) => [change.position, change.type, change.version]),
      [
        ['1', 'article.published', 2],
        ['2', 'article.updated', 3],
        ['3', 'article.unpublished', 4],
      ],
    )
    t.match(first.data[0], { resource: 'article', resourceId: id, articleId: id })
    t.same(await desk.read(rest.page.next), { data: [], page: { limit: 1000, next: '3' } })
    t.same((await desk.read('1')).data, [first.data[1], ...rest.data], 'what is read again is the same')
  })

  t.test('says in Link where to go on', async (t) => {
    const answer = await test.send({ url: '/v1/changes?since=1&limit=1' })
    t.equal(answer.headers.link, '<https://news.example/v1/changes?since=2&limit=1>; rel="next"')
  })

  t.test('refuses what is no position, or none it gave out', async (t) => {
    for (const since of ['-1', '01', '1.5', 'x', '', '999999999999999', '9007199254740993']) {
      const answer = await test.send({ url: `/v1/changes?since=${since}` })
      t.equal(answer.statusCode, 400, since)
      t.match(answer.json().errors, [{ in: 'query', pointer: '/since' }])
    }
    t.equal((await test.send({ url: '/v1/changes?limit=1001' })).statusCode, 400)
  })
})

eachApp('a change of what hangs on an article', async (t, test) => {
  const desk = await deskOf(test)

  const kinds: Record<string, { add: (articleId: string) => Promise<{ id: string; version?: number }> }> = {
    'media-credits': {
      add: (articleId) => desk.send('POST', '/v1/media-credits', { articleId, creditLine: 'Ada Ferris' }),
    },
    quotes: {
      add: (articleId) => desk.send('POST', '/v1/quotes', { articleId, text: 'every bolt', kind: 'mixed' }),
    },
  }
  const expected: Record<string, { add: string[]; change: string[]; remove: string[] }> = {
    'media-credits': {
      add: ['mediaCredit.created'],
      change: ['mediaCredit.updated'],
      remove: ['mediaCredit.deleted'],
    },
    quotes: { add: ['quote.created'], change: ['quote.updated'], remove: ['quote.deleted'] },
  }
  const patches: Record<string, object> = {
    'media-credits': { creditLine: 'Ada Ferris/Seewind' },
    quotes: { cue: 'said' },
  }
  const articles: Record<string, () => Promise<string>> = {
    published: async () => {
      const { id } = await desk.draft('Bridge opens', { body: bodyOf('He paid for every bolt.') })
      await desk.publish(id)
      return id
    },
    draft: async () => (await desk.draft('Canary', { body: bodyOf('He paid for every bolt.') })).id,
    embargoed: async () => {
      const embargoUntil = new Date(test.clock.now().getTime() + day).toISOString()
      const body = bodyOf('He paid for every bolt.')
      const { id } = await desk.draft('Canary', { embargoUntil, body })
      await desk.publish(id)
      return id
    },
    unpublished: async () => {
      const { id } = await desk.draft('Canary', { body: bodyOf('He paid for every bolt.') })
      await desk.publish(id)
      await desk.send('POST', `/v1/articles/${id}/unpublish`, {})
      return id
    },
  }

  for (const [state, make] of Object.entries(articles)) {
    const isTold = state === 'published'
    for (const [path, { add }] of Object.entries(kinds)) {
      t.test(`${path} of ${state} articles are ${isTold ? '' : 'not '}told of`, async (t) => {
        const articleId = await make()
        const told = isTold ? expected[path] : { add: [], change: [], remove: [] }
        let id = ''
        const adding = await desk.toldBy(async () => {
          id = (await add(articleId)).id
        })
        t.same(adding, told?.add)
        t.same(await desk.toldBy(() => desk.send('PATCH', `/v1/${path}/${id}`, patches[path])), told?.change)
        t.same(await desk.toldBy(() => desk.send('DELETE', `/v1/${path}/${id}`)), told?.remove)
      })
    }
  }

  t.test('comments are told of while readers see their article', async (t) => {
    const articleId = await articles.published?.()
    const post = (body: string) =>
      desk.send('POST', `/v1/articles/${articleId}/comments`, { authorName: 'Mira', body })
    const decide = (id: string, action: string, version: number) =>
      desk.send('POST', `/v1/moderation/comments/${id}/actions`, { action, version })
    let id = ''
    const posting = await desk.toldBy(async () => {
      id = (await post('Well reported.')).id
    })
    t.same(posting, ['comment.published'])
    t.same(await desk.toldBy(() => decide(id, 'reject', 1)), ['comment.removed'])
    await desk.send('POST', `/v1/articles/${articleId}/unpublish`, {})
    const unseen = await desk.toldBy(async () => {
      t.equal((await decide(id, 'approve', 2)).status, 'published')
      t.equal((await decide(id, 'spam', 3)).status, 'spam')
    })
    t.same(unseen, [])
  })

  t.test('is told once when the text moves a quote, and not when nothing of it moved', async (t) => {
    const { id } = await desk.draft('Bridge opens', { body: bodyOf(said) })
    await desk.publish(id)
    const rewrite = (...texts: string[]) =>
      desk.send('PATCH', `/v1/articles/${id}`, { body: bodyOf(...texts) })
    t.same(await desk.toldBy(() => rewrite('It opened.', said)), ['quote.updated', 'article.updated'])
    t.same(await desk.toldBy(() => desk.send('PATCH', `/v1/articles/${id}`, { section: 'Local' })), [
      'article.updated',
    ])
    t.same(await desk.toldBy(() => rewrite('It opened.')), ['quote.deleted', 'article.updated'])
  })
})
