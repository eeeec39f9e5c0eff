import { settleDue } from '../../src/db/due.ts'
import { dueWork } from '../../src/due-work.ts'
import { eachApp, testConfig } from '../support/app.ts'
import { articleDesk, changesOf, comparable, unknownArticle } from '../support/articles.ts'

// The clock of the tests stands at 09:00 until it is moved.
const at = '2026-11-24T10:00:00.000Z'
const hour = 3_600_000

eachApp('a scheduled article', async (t, test) => {
  const desk = await articleDesk(test)

  t.test('is hidden until its instant, then goes out once, dated by it', async (t) => {
    const { id } = await desk.create({ headline: 'Budget day', embargoUntil: null })
    const scheduled = (await desk.act(id, 'schedule', { publishAt: '2026-11-24T11:00:00+01:00' })).json()
    t.match(scheduled, { status: 'scheduled', publishAt: at, publishedAt: null, version: 2 })
    test.clock.advance(hour - 1)
    await test.settle()
    t.same(comparable(await desk.read(`/v1/articles/${id}`)), comparable(await desk.read(unknownArticle)))
    t.same(await changesOf(test, id), [])

    test.clock.advance(1500)
    await test.settle()
    await test.settle()
    const live = (await desk.read(`/v1/articles/${id}`)).json()
    t.match(live, { status: 'published', publishAt: null, publishedAt: at, version: 3 })
    t.same(await changesOf(test, id), ['article.published'])
  })

  t.test('is moved by scheduling again, and the same instant again changes nothing', async (t) => {
    const now = test.clock.now().getTime()
    const soon = new Date(now + hour).toISOString()
    const later = new Date(now + 2 * hour).toISOString()
    const { id } = await desk.create({ headline: 'Moved' })
    await desk.act(id, 'schedule', { publishAt: soon })
    t.match((await desk.act(id, 'schedule', { publishAt: soon })).json(), { version: 2 })
    t.match((await desk.act(id, 'schedule', { publishAt: later })).json(), { version: 3, publishAt: later })
    test.clock.advance(hour)
    await test.settle()
    t.equal((await desk.read(`/v1/articles/${id}`)).statusCode, 404)
    test.clock.advance(hour)
    await test.settle()
    t.equal((await desk.read(`/v1/articles/${id}`)).statusCode, 200)
  })

  t.test('is published at once or given up on the way', async (t) => {
    const publishAt = new Date(test.clock.now().getTime() + hour).toISOString()
    const [early, given] = [
      await desk.create({ headline: 'Early' }),
      await desk.create({ headline: 'Given up' }),
    ]
    for (const { id } of [early, given]) await desk.act(id, 'schedule', { publishAt })
    const out = (await desk.act(early.id, 'publish')).json()
    t.match(out, { status: 'published', publishAt: null, publishedAt: test.clock.now().toISOString() })
    t.match((await desk.act(given.id, 'unpublish')).json(), { status: 'unpublished', publishAt: null })
    test.clock.advance(2 * hour)
    await test.settle()
    t.same(await changesOf(test, early.id), ['article.published'])
    t.same(await changesOf(test, given.id), [])
    t.equal((await desk.read(`/v1/articles/${given.id}`)).statusCode, 404)
  })

  t.test('needs an instant that lies ahead', async (t) => {
    const { id } = await desk.create({ headline: 'Behind' })
    for (const publishAt of [test.clock.now().toISOString(), '2001-01-01T00:00:00Z']) {
      const answer = await desk.act(id, 'schedule', { publishAt })
      t.equal(answer.statusCode, 422)
      t.match(answer.json(), {
        detail: /must be in the future/,
        errors: [{ in: 'body', pointer: '/publishAt', code: 'out_of_range' }],
      })
    }
    t.equal((await desk.act(id, 'schedule', {})).statusCode, 422)
    t.match((await desk.readByKey(`/v1/articles/${id}`)).json(), { status: 'draft', version: 1 })
  })

  t.test('is not made of one that readers see, without a version, or with a lesser key', async (t) => {
    const publishAt = new Date(test.clock.now().getTime() + hour).toISOString()
    const live = await desk.publish({ headline: 'Live already' })
    t.equal((await desk.act(live.id, 'schedule', { publishAt })).statusCode, 409)
    const { id } = await desk.create({ headline: 'Guarded' })
    const url = `/v1/articles/${id}/schedule`
    t.equal((await desk.post(url, { publishAt })).statusCode, 428)
    t.equal((await desk.act(id, 'schedule', { publishAt }, '"9"')).statusCode, 412)
    const writer = await test.key('articles:write')
    const sent = { method: 'POST', url, payload: { publishAt }, headers: { 'if-match': '*' } } as const
    t.equal((await test.send({ ...sent, key: writer })).statusCode, 403)
    t.equal((await test.send(sent)).statusCode, 401)
    t.match((await desk.readByKey(`/v1/articles/${id}`)).json(), { status: 'draft', version: 1 })
    t.equal(
      (await desk.post(`${unknownArticle}/schedule`, { publishAt }, { 'if-match': '*' })).statusCode,
      404,
    )
  })

  t.test('comes out while the rights to its pictures last', async (t) => {
    const now = test.clock.now().getTime()
    const instant = (hours: number) => new Date(now + hours * hour).toISOString()
    const { id } = await desk.create({ headline: 'Pictured, later' })
    const credit = async (body: object) =>
      (await desk.post('/v1/media-credits', { articleId: id, role: 'inline', ...body })).json()
    await credit({ creditLine: 'Nell Varga/AP' })
    await credit({ creditLine: 'Kim Ohara/AFP', rightsExpireAt: instant(3) })
    const short = await credit({ creditLine: 'Ada Ferris/UPI', rightsExpireAt: instant(1) })
    const refused = await desk.act(id, 'schedule', { publishAt: instant(2) })
    t.equal(refused.statusCode, 422)
    const { detail, errors } = refused.json()
    t.match(detail, `must not be after ${instant(1)}`)
    t.match(detail, `${short.id} (Ada Ferris/UPI)`)
    t.match(errors, [{ in: 'body', pointer: '/publishAt', code: 'out_of_range' }])
    t.equal(errors.length, 1)
    t.match((await desk.readByKey(`/v1/articles/${id}`)).json(), { status: 'draft', version: 1 })
    t.equal((await desk.act(id, 'schedule', { publishAt: instant(4) })).json().errors.length, 2)
    t.equal((await desk.act(id, 'schedule', { publishAt: instant(1) })).statusCode, 200)
    t.equal((await desk.act(id, 'schedule', { publishAt: instant(1.5) })).statusCode, 422)
  })

  t.test('that was out before must keep its pictures until it is out again', async (t) => {
    const now = test.clock.now().getTime()
    const instant = (hours: number) => new Date(now + hours * hour).toISOString()
    const { id } = await desk.publish({ headline: 'Out twice' })
    await desk.act(id, 'unpublish')
    await desk.act(id, 'schedule', { publishAt: instant(2) })
    const credit = { articleId: id, creditLine: 'Ada Ferris/UPI', rightsExpireAt: instant(1) }
    const refused = await desk.post('/v1/media-credits', credit)
    t.equal(refused.statusCode, 422)
    t.match(refused.json().detail, /when the article is to be published/)
    await desk.act(id, 'unpublish')
    t.equal((await desk.post('/v1/media-credits', credit)).statusCode, 201)
    t.equal((await desk.act(id, 'schedule', { publishAt: instant(2) })).statusCode, 422)
  })

  t.test('that is also under embargo is announced when both are over', async (t) => {
    const now = test.clock.now().getTime()
    const { id } = await desk.create({
      headline: 'Both',
      embargoUntil: new Date(now + 2 * hour).toISOString(),
    })
    await desk.act(id, 'schedule', { publishAt: new Date(now + hour).toISOString() })
    test.clock.advance(hour)
    await test.settle()
    t.match((await desk.readByKey(`/v1/articles/${id}`)).json(), { status: 'published' })
    t.equal((await desk.read(`/v1/articles/${id}`)).statusCode, 404)
    t.same(await changesOf(test, id), [])
    test.clock.advance(hour)
    await test.settle()
    t.same(await changesOf(test, id), ['article.published'])
  })

  t.test('goes out once, however many servers see to it at the same time', async (t) => {
    const publishAt = new Date(test.clock.now().getTime() + hour).toISOString()
    const ids: string[] = []
    for (let i = 0; i < 120; i++) {
      const { id } = await desk.create({ headline: `Together ${i}` })
      await desk.act(id, 'schedule', { publishAt })
      ids.push(id)
    }
    test.clock.advance(hour)
    const errors: unknown[] = []
    const server = () =>
      settleDue(dueWork(test.db, test.clock.now, testConfig()).punctual, {
        onError: (_, err) => errors.push(err),
      })
    await Promise.all([server(), server(), server()])
    t.same(errors, [])
    for (const id of ids) t.same(await changesOf(test, id), ['article.published'], id)
  })
})

eachApp('an embargo', async (t, test) => {
  const desk = await articleDesk(test)
  const body = { blocks: [{ type: 'paragraph', text: '“Not a word yet,” Mayor Ingrid Solheim said.' }] }

  t.test('keeps an article and all that hangs on it out of the change log until its instant', async (t) => {
    const { id, version } = await desk.publish({ headline: 'Sealed', embargoUntil: at, body })
    const credit = (
      await desk.post('/v1/media-credits', { articleId: id, creditLine: 'Ada Ferris/UPI' })
    ).json()
    await desk.patch(id, { headline: 'Sealed, revised' })
    t.same(await changesOf(test, id), [])
    t.equal((await desk.read(`/v1/media-credits/${credit.id}`)).statusCode, 404)
    test.clock.advance(hour - 1)
    await test.settle()
    t.same(await changesOf(test, id), [])

    test.clock.advance(1)
    await test.settle()
    await test.settle()
    t.same(await changesOf(test, id), ['article.published'])
    const shown = (await desk.read(`/v1/articles/${id}`)).json()
    t.match(shown, { headline: 'Sealed, revised', version: version + 1, updatedAt: at })
    t.same(
      (await desk.read(`/v1/articles?updatedAfter=2026-11-24T09:59:59Z&fields=slug`)).json().data.length,
      1,
    )
  })

  t.test('that has ended is over at once, before any server has announced it', async (t) => {
    const ends = new Date(test.clock.now().getTime() + hour)
    const publish = (headline: string) => desk.publish({ headline, embargoUntil: ends.toISOString() })
    const [deleted, taken, killed] = [await publish('A'), await publish('B'), await publish('C')]
    test.clock.advance(hour)
    for (const { id } of [deleted, taken, killed])
      t.equal((await desk.read(`/v1/articles/${id}`)).statusCode, 200)
    await test.send({
      method: 'DELETE',
      url: `/v1/articles/${deleted.id}`,
      key: desk.key,
      headers: { 'if-match': '*' },
    })
    await desk.act(taken.id, 'unpublish')
    await desk.act(killed.id, 'withdraw', { reason: 'It was wrong.' })
    t.equal((await desk.read(`/v1/articles/${deleted.id}`)).statusCode, 404)
    t.equal((await desk.read(`/v1/articles/${taken.id}`)).statusCode, 404)
    t.equal((await desk.read(`/v1/articles/${killed.id}`)).statusCode, 410)
    t.same(await changesOf(test, deleted.id), ['article.deleted'])
    t.same(await changesOf(test, taken.id), ['article.unpublished'])
    t.same(await changesOf(test, killed.id), ['article.withdrawn'])
  })

  t.test('that is lifted, or set on what readers see, is told as what it means to them', async (t) => {
    const later = new Date(test.clock.now().getTime() + hour).toISOString()
    const { id } = await desk.publish({ headline: 'Lifted', embargoUntil: later })
    t.same(await changesOf(test, id), [])
    await desk.patch(id, { embargoUntil: null })
    t.same(await changesOf(test, id), ['article.published'])
    await desk.patch(id, { embargoUntil: later })
    t.equal((await desk.read(`/v1/articles/${id}`)).statusCode, 404)
    await desk.patch(id, { section: 'Local' })
    test.clock.advance(hour)
    await test.settle()
    t.same(await changesOf(test, id), ['article.published', 'article.unpublished', 'article.published'])
  })

  t.test('shows what it hides to keys alone, which no cache may keep', async (t) => {
    const later = new Date(test.clock.now().getTime() + hour).toISOString()
    const { id } = await desk.publish({ headline: 'For keys', embargoUntil: later })
    const key = await test.key('articles:read')
    const answer = await test.send({ url: `/v1/articles/${id}`, key })
    t.match(answer.json(), { status: 'published', embargoUntil: later })
    t.equal(answer.headers['cache-control'], 'private, no-store')
    t.equal(
      (await test.send({ url: `/v1/articles/${id}`, key: await test.key('media:write') })).statusCode,
      404,
    )
  })

  t.test('is nowhere to be seen: no public byte changes with what it hides', async (t) => {
    await desk.publish({ headline: 'Seen by all', slug: 'seen-by-all' })
    const later = new Date(test.clock.now().getTime() + hour).toISOString()
    const { id } = await desk.publish({
      headline: 'Hidden canary',
      slug: 'hidden',
      embargoUntil: later,
      body,
    })
    const paths = [
      '/v1/articles?count=exact&include=mediaCredits,quotes,comments',
      '/v1/articles/seen-by-all',
      '/v1/articles/hidden',
      '/v1/articles/hidden/quotes',
      `/v1/articles/${id}/media-credits`,
      '/v1/quotes?count=exact',
      '/v1/media-credits?count=exact',
      '/v1/speakers?count=exact',
      '/v1/comments',
    ]
    const look = async () => Promise.all(paths.map(async (path) => comparable(await desk.read(path))))
    const before = await look()
    await desk.patch(id, {
      headline: 'Another canary',
      embargoUntil: new Date(Date.parse(later) + hour).toISOString(),
    })
    await desk.patch(id, { body: { blocks: [] }, slug: 'hidden-too', section: 'Canaries', tags: ['canary'] })
    await desk.post('/v1/media-credits', { articleId: id, creditLine: 'Canary/UPI' })
    await test.settle()
    t.same(await look(), before)
    t.notMatch(JSON.stringify(before), /canary/i)
  })
})

eachApp('rights that end', async (t, test) => {
  const desk = await articleDesk(test)
  const { id: articleId } = await desk.publish({ headline: 'Pictured' })
  const credit = async (body: object) =>
    (await desk.post('/v1/media-credits', { articleId, creditLine: 'Ada Ferris/UPI', ...body })).json()

  t.test('are told once, as the end of the credit', async (t) => {
    const { id } = await credit({ rightsExpireAt: at })
    await test.settle()
    t.same(await changesOf(test, articleId), ['article.published', 'mediaCredit.created'])
    test.clock.advance(hour)
    t.equal((await desk.read(`/v1/media-credits/${id}`)).statusCode, 404)
    await test.settle()
    await test.settle()
    t.same(await changesOf(test, articleId), [
      'article.published',
      'mediaCredit.created',
      'mediaCredit.deleted',
    ])
    const headers = { 'if-match': '*' }
    const payload = { rightsExpireAt: null }
    await test.send({ method: 'PATCH', url: `/v1/media-credits/${id}`, key: desk.key, payload, headers })
    t.equal((await changesOf(test, articleId)).at(-1), 'mediaCredit.created')
    t.equal((await desk.read(`/v1/media-credits/${id}`)).statusCode, 200)
  })

  t.test('of what readers never saw are told to nobody', async (t) => {
    const draft = await desk.create({ headline: 'Not pictured' })
    const rightsExpireAt = new Date(test.clock.now().getTime() + 1).toISOString()
    await desk.post('/v1/media-credits', { articleId: draft.id, creditLine: 'UPI', rightsExpireAt })
    test.clock.advance(1)
    await test.settle()
    t.same(await changesOf(test, draft.id), [])
  })
})
