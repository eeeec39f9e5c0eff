import type { LightMyRequestResponse } from 'fastify'
import type { Test } from 'tap'
import { eachApp, type TestApp } from '../support/app.ts'
import { articleDesk, changesOf, comparable, unknownArticle } from '../support/articles.ts'

const over = '2026-11-24T10:00:00.000Z'
const hour = 60 * 60 * 1000

/** A story that is found by one word wherever readers look, whose time is over in an hour. */
const fleeting = (expiresAt = over) => ({
  headline: 'Fleeting offer',
  slug: 'fleeting-offer',
  summary: 'Fleeting',
  section: 'Fleeting section',
  tags: ['fleeting tag'],
  subjects: [{ name: 'Fleeting subject' }],
  byline: 'By Fleeting Author',
  body: { blocks: [{ type: 'paragraph', text: '“It will not last,” said Fleeting Speaker.' }] },
  expiresAt,
})

const places = [
  '/v1/articles',
  '/v1/articles?q=fleeting',
  '/v1/articles?section=Fleeting%20section',
  '/v1/articles?tag=fleeting%20tag&include=quotes,mediaCredits,comments',
  '/v1/articles/fleeting-offer',
  '/v1/articles/fleeting-offer?format=jsonld',
  '/v1/articles/fleeting-offer/quotes',
  '/v1/articles/fleeting-offer/media-credits',
  '/v1/articles/fleeting-offer/comments',
  '/v1/quotes',
  '/v1/speakers',
  '/v1/media-credits',
  '/v1/credit-holders',
  '/v1/comments',
  '/v1/comments.rss',
  '/v1/sections',
  '/v1/tags',
  '/v1/authors',
  '/v1/subjects',
  '/feeds/rss.xml',
  '/feeds/atom.xml',
  '/feeds/feed.json',
  '/news-sitemap.xml',
]

async function showFleeting(test: TestApp) {
  const desk = await articleDesk(test)
  await desk.publish({ headline: 'Lasting', slug: 'lasting' })
  const story = await desk.publish(fleeting())
  const credit = { articleId: story.id, role: 'lead', mediaUrl: 'https://pictures.example/1.jpg' }
  await desk.post('/v1/media-credits', { ...credit, creditLine: 'Photo by Fleeting Photographer' })
  const body = { body: 'Fleeting as well', authorName: 'Ada' }
  await test.send({ method: 'POST', url: `/v1/articles/${story.id}/comments`, payload: body })
  return { desk, story }
}

eachApp('an article whose time is over', async (t, test) => {
  const { desk, story } = await showFleeting(test)

  await t.test('is seen wherever readers look until then, with the instant in it', async (t) => {
    for (const url of places) t.match((await test.send({ url })).body, /fleeting/i, url)
    t.equal((await desk.read(`/v1/articles/${story.id}`)).json().expiresAt, over)
    const ofIt = '/v1/articles/fleeting-offer?format='
    t.equal((await desk.read(`${ofIt}jsonld`)).json().expires, over)
    t.equal((await desk.read(`${ofIt}ninjs`)).json().expires, over)
    t.match((await desk.read(`${ofIt}newsml`)).body, `<expires>${over}</expires>`)
  })

  await t.test('leaves every one of them at its instant, before anybody has settled anything', async (t) => {
    const list = await desk.read('/v1/articles?count=exact')
    t.equal(list.json().page.total, 2)
    test.clock.advance(hour - 1)
    t.equal((await desk.read(`/v1/articles/${story.id}`)).statusCode, 200)
    test.clock.advance(1)
    for (const url of places) t.notMatch((await test.send({ url })).body, /fleeting(?!-offer)/i, url)
    t.notMatch((await desk.read('/sitemap.xml')).body, 'fleeting')
    for (const ref of [story.id, story.slug])
      t.same(comparable(await desk.read(`/v1/articles/${ref}`)), comparable(await desk.read(unknownArticle)))
    const headers = { 'if-none-match': String(list.headers.etag) }
    const again = await test.send({ url: '/v1/articles?count=exact', headers })
    t.equal(again.statusCode, 200)
    t.equal(again.json().page.total, 1)
    const since = { 'if-modified-since': new Date(Date.parse(over) - 1000).toUTCString() }
    t.equal((await test.send({ url: '/v1/articles', headers: since })).statusCode, 200)
  })

  await t.test('takes no comments', async (t) => {
    const payload = { body: 'Too late', authorName: 'Ada' }
    const url = `/v1/articles/${story.id}/comments`
    t.equal((await test.send({ method: 'POST', url, payload })).statusCode, 404)
  })

  await t.test('stands as taken back, which the change log tells once', async (t) => {
    await test.settle()
    await test.settle()
    const article = (await desk.readByKey(`/v1/articles/${story.id}`)).json()
    t.match(article, { status: 'unpublished', version: story.version + 1, publishedAt: story.publishedAt })
    const told = (await changesOf(test, story.id)).filter((type) => type.startsWith('article.un'))
    t.same(told, ['article.unpublished'])
    const revisions = (await desk.readByKey(`/v1/articles/${story.id}/revisions`)).json().data
    t.match(revisions[0], { action: 'unpublished', actor: null })
  })

  await t.test('comes back with more time, and not without', async (t) => {
    const refused = await desk.act(story.id, 'publish')
    t.equal(refused.statusCode, 409)
    t.match(refused.json().detail, over)
    await desk.patch(story.id, { expiresAt: null })
    t.equal((await desk.act(story.id, 'publish')).statusCode, 200)
    t.equal((await desk.read(`/v1/articles/${story.id}`)).statusCode, 200)
  })
})

eachApp('the end of an article', async (t, test) => {
  const desk = await articleDesk(test)
  const refused = (t: Test, answer: LightMyRequestResponse, pointer: string) => {
    t.equal(answer.statusCode, 422)
    t.match(answer.json().errors, [{ pointer, code: 'out_of_range' }])
  }

  await t.test('is after its beginning, whichever is set last', async (t) => {
    refused(
      t,
      await desk.post('/v1/articles', { headline: 'x', embargoUntil: over, expiresAt: over }),
      '/expiresAt',
    )
    const planned = await desk.create({ headline: 'Planned', expiresAt: over })
    refused(t, await desk.act(planned.id, 'schedule', { publishAt: over }), '/publishAt')
    await desk.act(planned.id, 'schedule', { publishAt: '2026-11-24T09:30:00Z' })
    refused(t, await desk.patch(planned.id, { expiresAt: '2026-11-24T09:30:00Z' }), '/expiresAt')
    refused(t, await desk.patch(planned.id, { embargoUntil: '2026-11-24T11:00:00Z' }), '/expiresAt')
    const out = await desk.publish({ headline: 'Out' })
    refused(t, await desk.patch(out.id, { expiresAt: '2026-11-24T08:59:59Z' }), '/expiresAt')
  })

  await t.test('may be set to an instant that is past, and is told at once', async (t) => {
    const { id } = await desk.publish({ headline: 'Ended by hand' })
    test.clock.advance(1000)
    t.equal((await desk.patch(id, { expiresAt: '2026-11-24T09:00:00.500Z' })).statusCode, 200)
    t.equal((await desk.read(`/v1/articles/${id}`)).statusCode, 404)
    t.equal((await desk.readByKey(`/v1/articles/${id}`)).json().status, 'unpublished')
    await test.settle()
    t.same(await changesOf(test, id), ['article.published', 'article.unpublished'])
  })

  await t.test('that comes before anybody settled its beginning leaves no trace for readers', async (t) => {
    const { id } = await desk.create({ headline: 'Missed', expiresAt: '2026-11-24T09:20:00Z' })
    await desk.act(id, 'schedule', { publishAt: '2026-11-24T09:10:00Z' })
    test.clock.advance(hour / 2)
    await test.settle()
    t.same(await changesOf(test, id), [])
    t.equal((await desk.readByKey(`/v1/articles/${id}`)).json().status, 'unpublished')
  })

  await t.test('holds for partners at its instant, however late they had it', async (t) => {
    const { id } = await desk.publish({ headline: 'For partners', expiresAt: '2026-11-24T10:30:00Z' })
    const entitlements = { delaySeconds: 60 }
    const made = await desk.post('/v1/keys', { name: 'p', scopes: ['syndication:read'], entitlements })
    const { key } = made.json()
    const asked = async () => (await test.send({ url: `/v1/articles/${id}`, key })).statusCode
    test.clock.advance(61_000)
    t.equal(await asked(), 200)
    test.clock.advance(Date.parse('2026-11-24T10:30:00Z') - test.clock.now().getTime())
    t.equal(await asked(), 404)
    await test.settle()
    const { data } = (await test.send({ url: '/v1/changes?limit=100', key })).json()
    t.same(
      data
        .filter((one: { resourceId: string }) => one.resourceId === id)
        .map(({ type }: { type: string }) => type),
      ['article.unpublished'],
    )
  })

  await t.test('comes with a ninjs item, which an import does not publish after it', async (t) => {
    const item = { uri: 'urn:x:1', headlines: [{ role: 'main', value: 'Sent' }], expires: over }
    const standard = { name: 'ninjs', version: '3.1' }
    const sent = await desk.post('/v1/imports?format=ninjs&publish=true', { standard, type: 'text', ...item })
    const [{ articleId, problems }] = sent.json().items
    t.match(problems, [{ code: 'expired' }])
    t.match((await desk.readByKey(`/v1/articles/${articleId}`)).json(), { expiresAt: over, status: 'draft' })
  })

  await t.test('stays when a former text is brought back', async (t) => {
    const { id, version } = await desk.create({ headline: 'First', expiresAt: '2026-11-30T00:00:00Z' })
    await desk.patch(id, { headline: 'Second', expiresAt: null })
    await desk.act(id, `revisions/${version}/restore`)
    t.match((await desk.readByKey(`/v1/articles/${id}`)).json(), { headline: 'First', expiresAt: null })
    const { diff } = (await desk.readByKey(`/v1/articles/${id}/revisions/2`)).json()
    t.ok(diff.fields.some(({ field }: { field: string }) => field === 'expiresAt'))
  })
})
