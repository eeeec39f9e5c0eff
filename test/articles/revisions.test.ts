import { keyStore } from '../../src/auth/store.ts'
import { eachApp, type TestApp } from '../support/app.ts'
import { articleDesk, comparable, unknownArticle } from '../support/articles.ts'

const paragraph = (text: string) => ({ type: 'paragraph', text })

/** An article as it was before revisions were kept. */
async function forgetHistory({ db }: TestApp): Promise<void> {
  const { articles, articleRevisions } = db.tables
  await db.write(async (tx) => {
    await tx.delete(articleRevisions)
    await tx.update(articles).set({ contentVersion: null })
  })
}

/** A key of its own name, and its id. */
async function namedKey(test: TestApp, name: string) {
  const keys = keyStore(test.db, test.clock.now)
  const { id, key } = await keys.create({ name, scopes: ['articles:write', 'articles:publish'] })
  return { id, name, key, end: () => keys.revoke(id, 'any') }
}

eachApp('the revisions of an article', async (t, test) => {
  const desk = await articleDesk(test)
  const revisions = async (id: string, query = '') =>
    (await desk.readByKey(`/v1/articles/${id}/revisions${query}`)).json()
  const revision = async (id: string, version: number) =>
    (await desk.readByKey(`/v1/articles/${id}/revisions/${version}`)).json()
  const actionsOf = async (id: string) =>
    (await revisions(id, '?limit=100')).data.map(({ action }: { action: string }) => action)

  t.test(
    'say what was done, when and by which key, the newest first, also when the key is gone',
    async (t) => {
      const night = await namedKey(test, 'Night desk')
      const made = await test.send({
        method: 'POST',
        url: '/v1/articles',
        key: night.key,
        payload: { headline: 'Told' },
      })
      const { id } = made.json()
      test.clock.advance(60_000)
      const publishAt = new Date(test.clock.now().getTime() + 60_000).toISOString()
      await desk.act(id, 'schedule', { publishAt })
      test.clock.advance(60_000)
      await test.settle()
      await desk.patch(id, { headline: 'Told again' })
      await desk.act(id, 'corrections', { kind: 'correction', text: 'It was wrong.' })
      await desk.act(id, 'unpublish')
      await desk.act(id, 'withdraw', { reason: 'It was forged.' })
      await night.end()

      const { data } = await revisions(id)
      t.same(
        data.map((one: Record<string, unknown>) => [one.version, one.action, one.contentVersion]),
        [
          [7, 'withdrawn', 7],
          [6, 'unpublished', 4],
          [5, 'corrected', 4],
          [4, 'edited', 4],
          [3, 'published', 1],
          [2, 'scheduled', 1],
          [1, 'created', 1],
        ],
      )
      t.same(data[6].by, { id: night.id, name: 'Night desk' })
      t.equal(data[4].by, null, 'the schedule is nobody')
      t.match(data[3].by, { name: 'test' })
      t.equal(data[4].at, publishAt)
      t.match(await revision(id, 6), { content: { headline: 'Told again' }, commentsOpen: true })
      t.match(await revision(id, 7), { content: { headline: 'Told again' }, commentsOpen: false })
    },
  )

  t.test('hold the whole of what an editor could write, as it was then', async (t) => {
    const first = {
      headline: 'Bridge reopens',
      slug: 'bridge-then',
      summary: 'After two years.',
      byline: 'By Ada Ferris, UPI Staff Writer',
      dateline: { text: 'OSLO, Nov. 3 (UPI) —' },
      provider: { name: 'UPI', uri: 'https://upi.example/' },
      section: 'Local',
      tags: ['bridges', 'roads'],
      subjects: [{ name: 'transport', qcode: 'medtop:20000350' }],
      language: 'en',
      body: { blocks: [paragraph('One.'), { type: 'list', ordered: true, items: ['a', 'b'] }] },
      canonicalUrl: 'https://elsewhere.example/bridge',
      embargoUntil: '2026-12-01T10:00:00.000Z',
      commentsOpen: false,
    }
    const made = await desk.create(first)
    await desk.patch(made.id, {
      headline: 'Bridge closes',
      slug: 'bridge-now',
      summary: null,
      byline: null,
      dateline: null,
      provider: null,
      tags: [],
      subjects: null,
      body: null,
      canonicalUrl: null,
      embargoUntil: null,
      commentsOpen: true,
    })
    const { content, embargoUntil, commentsOpen } = await revision(made.id, 1)
    t.same([embargoUntil, commentsOpen], [first.embargoUntil, false])
    const { authors, dateline, subjects } = made
    t.same(content, {
      slug: 'bridge-then',
      headline: 'Bridge reopens',
      summary: 'After two years.',
      byline: first.byline,
      authors,
      dateline,
      provider: first.provider,
      section: 'Local',
      tags: first.tags,
      subjects,
      language: 'en',
      body: first.body,
      canonicalUrl: first.canonicalUrl,
    })
    t.equal(authors[0].name, 'Ada Ferris')
    t.match(await revision(made.id, 2), {
      content: { slug: 'bridge-now', summary: null, section: 'Local', tags: [], body: { blocks: [] } },
      embargoUntil: null,
      commentsOpen: true,
    })
  })

  t.test('are a list like every other: pages, a total, cursors of its own', async (t) => {
    const { id } = await desk.create({ headline: 'Long story' })
    for (let n = 2; n <= 5; n++) await desk.patch(id, { headline: `Long story ${n}` })
    const seen: number[] = []
    let next: string | null = ''
    while (next !== null) {
      const { data, page } = await revisions(id, `?limit=2&count=exact${next && `&cursor=${next}`}`)
      t.equal(page.total, 5)
      seen.push(...data.map(({ version }: { version: number }) => version))
      next = page.next
    }
    t.same(seen, [5, 4, 3, 2, 1])
    const { page } = await revisions(id, '?limit=2')
    const other = await desk.create({ headline: 'Another' })
    const foreign = await desk.readByKey(`/v1/articles/${other.id}/revisions?cursor=${page.next}`)
    t.equal(foreign.statusCode, 400)
  })

  t.test('are not made by what changes nothing or is refused', async (t) => {
    const { id } = await desk.publish({ headline: 'Once' })
    await desk.act(id, 'publish')
    await desk.patch(id, { headline: 'Stale' }, '"1"')
    await desk.patch(id, { body: { blocks: [{ type: 'image', mediaCreditId: id }] } })
    t.same(await actionsOf(id), ['published', 'created'])
    t.equal((await desk.readByKey(`/v1/articles/${id}/revisions/3`)).statusCode, 404)
  })

  t.test('come from imports too', async (t) => {
    const story = (text: string) =>
      `Ferry line to reopen\n\nBy Ada Ferris\n\nOSLO, Nov. 3 (UPI) — The ferry will sail again, ${text}\n`
    const send = (text: string) =>
      test.send({
        method: 'POST',
        url: '/v1/imports?format=wireText&publish=true&sourceId=ferry',
        key: desk.key,
        payload: story(text),
        headers: { 'content-type': 'text/plain' },
      })
    const [item] = (await send('the board said.')).json().items
    await send('the harbour board said on Monday.')
    t.same(await actionsOf(item.articleId), ['edited', 'published', 'created'])
    t.match((await revisions(item.articleId)).data[0].by, { name: 'test' })
  })

  t.test(
    'are for keys that read drafts, and for others nothing depends on whether there are any',
    async (t) => {
      const { id } = await desk.publish({ headline: 'Guarded canary' })
      for (const path of ['/revisions', '/revisions/1']) {
        for (const key of [undefined, await test.key('media:write')]) {
          const [real, unknown] = [
            await test.send({ url: `/v1/articles/${id}${path}`, key }),
            await test.send({ url: `${unknownArticle}${path}`, key }),
          ]
          t.equal(real.statusCode, key === undefined ? 401 : 403)
          t.same(comparable(real), comparable(unknown))
          t.notMatch(real.body, /canary/)
        }
        const key = await test.key('articles:read')
        const answer = await test.send({ url: `/v1/articles/${id}${path}`, key })
        t.equal(answer.statusCode, 200)
        t.equal(answer.headers['cache-control'], 'private, no-store')
        t.equal((await test.send({ url: `${unknownArticle}${path}`, key })).statusCode, 404)
      }
      for (const version of ['0', '01', '-1', '1e3', '9999999999', 'x'])
        t.equal((await desk.readByKey(`/v1/articles/${id}/revisions/${version}`)).statusCode, 404, version)
    },
  )

  t.test('go with the article', async (t) => {
    const { id } = await desk.create({ headline: 'Short' })
    const url = `/v1/articles/${id}`
    await test.send({ method: 'DELETE', url, key: desk.key, headers: { 'if-match': '*' } })
    t.equal((await desk.readByKey(`${url}/revisions`)).statusCode, 404)
    t.equal((await desk.readByKey(`${url}/revisions/1`)).statusCode, 404)
  })

  t.test('of an article that is older than they are begin with its next change', async (t) => {
    const old = { tags: ['kept'], byline: 'By Ada Ferris', body: { blocks: [paragraph('As it was.')] } }
    const [edited, moved, scheduled] = [
      await desk.create({ headline: 'Old, edited', ...old }),
      await desk.create({ headline: 'Old, moved', ...old }),
      await desk.create({ headline: 'Old, scheduled', ...old }),
    ]
    const publishAt = new Date(test.clock.now().getTime() + 1000).toISOString()
    await desk.act(scheduled.id, 'schedule', { publishAt })
    await forgetHistory(test)
    t.same((await revisions(edited.id)).data, [])
    t.equal((await desk.readByKey(`/v1/articles/${edited.id}/revisions/1`)).statusCode, 404)

    await desk.patch(edited.id, { headline: 'New', tags: [] })
    await desk.act(moved.id, 'publish')
    await desk.patch(moved.id, { headline: 'Moved on' })
    test.clock.advance(1000)
    await test.settle()
    t.same(await actionsOf(edited.id), ['edited', 'recorded'])
    t.match(await revision(edited.id, 1), {
      by: null,
      at: edited.updatedAt,
      content: { headline: 'Old, edited', authors: [{ name: 'Ada Ferris' }], ...old },
    })
    t.match((await revision(edited.id, 2)).content, { headline: 'New', tags: [] })
    t.same(await actionsOf(moved.id), ['edited', 'published', 'recorded'])
    t.match(await revision(moved.id, 2), { contentVersion: 1, content: { headline: 'Old, moved' } })
    t.same(await actionsOf(scheduled.id), ['published', 'recorded'])
    t.match(await revision(scheduled.id, 3), { contentVersion: 2, content: { headline: 'Old, scheduled' } })
  })
})
