import { eachApp } from '../support/app.ts'
import { articleDesk, changesOf, comparable, unknownArticle } from '../support/articles.ts'

const reason = 'The statement this story rests on was forged.'
const body = { blocks: [{ type: 'paragraph', text: '“I resign,” Mayor Ingrid Solheim said.' }] }

eachApp('a withdrawn article', async (t, test) => {
  const desk = await articleDesk(test)
  const { id } = await desk.publish({ headline: 'Mayor resigns', slug: 'mayor-resigns', body })
  const credit = (
    await desk.post('/v1/media-credits', { articleId: id, creditLine: 'Ada Ferris/UPI' })
  ).json()
  const [quote] = (await desk.read('/v1/quotes')).json().data
  test.clock.advance(1000)
  const withdrawn = await desk.act(id, 'withdraw', { reason }, '"2"')

  t.test('leaves readers a tombstone at each of its addresses', async (t) => {
    t.match(withdrawn.json(), { status: 'withdrawn', version: 3, commentsOpen: false })
    const addresses = [`/v1/articles/${id}`, '/v1/articles/mayor-resigns']
    for (const list of ['quotes', 'media-credits', 'comments']) addresses.push(`/v1/articles/${id}/${list}`)
    for (const address of addresses) {
      const answer = await desk.read(address)
      t.equal(answer.statusCode, 410, address)
      t.match(answer.json(), { code: 'withdrawn', detail: reason, withdrawnAt: '2026-11-24T09:00:01.000Z' })
      t.notMatch(answer.body, 'Mayor')
      t.equal(answer.headers['cache-control'], 'no-store')
    }
  })

  t.test('is in nothing else that readers see', async (t) => {
    for (const list of ['articles', 'quotes', 'media-credits', 'comments']) {
      const { data, page } = (await desk.read(`/v1/${list}?count=exact`)).json()
      t.same([data, page.total], [[], 0], list)
    }
    for (const address of [`/v1/quotes/${quote.id}`, `/v1/media-credits/${credit.id}`])
      t.equal((await desk.read(address)).statusCode, 404, address)
  })

  t.test('is told once, takes no comment and never comes back', async (t) => {
    t.equal((await desk.act(id, 'withdraw', { reason: 'Again.' })).json().version, 3)
    const payload = { authorName: 'Mira', body: 'What now?' }
    const comment = await test.send({ method: 'POST', url: `/v1/articles/${id}/comments`, payload })
    t.equal(comment.statusCode, 410)
    for (const action of ['publish', 'unpublish', 'schedule']) {
      const payload = action === 'schedule' ? { publishAt: '2027-01-01T00:00:00Z' } : {}
      t.equal((await desk.act(id, action, payload)).statusCode, 409, action)
    }
    t.equal((await desk.act(id, 'corrections', { kind: 'update', text: 'Too late.' })).statusCode, 409)
    t.equal((await changesOf(test, id)).filter((type) => type === 'article.withdrawn').length, 1)
    t.match((await desk.readByKey(`/v1/articles/${id}`)).json(), {
      headline: 'Mayor resigns',
      status: 'withdrawn',
    })
  })

  t.test('that readers never saw is no different to them from none', async (t) => {
    const embargoUntil = '2027-01-01T00:00:00Z'
    const sealed = await desk.publish({ headline: 'Sealed', embargoUntil })
    t.equal((await desk.act(sealed.id, 'withdraw', { reason })).statusCode, 200)
    t.same(
      comparable(await desk.read(`/v1/articles/${sealed.id}`)),
      comparable(await desk.read(unknownArticle)),
    )
    t.same(await changesOf(test, sealed.id), [])
    const draft = await desk.create({ headline: 'Draft' })
    t.equal((await desk.act(draft.id, 'withdraw', { reason })).statusCode, 409)
  })

  t.test('that was taken back before is told too: somebody may still hold a copy', async (t) => {
    const { id } = await desk.publish({ headline: 'Taken back' })
    await desk.act(id, 'unpublish')
    await desk.act(id, 'withdraw', { reason })
    t.equal((await desk.read(`/v1/articles/${id}`)).statusCode, 410)
    t.same(await changesOf(test, id), ['article.published', 'article.unpublished', 'article.withdrawn'])
  })

  t.test('needs a reason, a version and the right to publish', async (t) => {
    const { id } = await desk.publish({ headline: 'Guarded' })
    const url = `/v1/articles/${id}/withdraw`
    t.equal((await desk.act(id, 'withdraw', {})).statusCode, 422)
    t.equal((await desk.act(id, 'withdraw', { reason: ' ' })).statusCode, 422)
    t.equal((await desk.post(url, { reason })).statusCode, 428)
    t.equal((await desk.act(id, 'withdraw', { reason }, '"1"')).statusCode, 412)
    const sent = { method: 'POST', url, payload: { reason }, headers: { 'if-match': '*' } } as const
    t.equal((await test.send({ ...sent, key: await test.key('articles:write') })).statusCode, 403)
    t.equal((await desk.post(`${unknownArticle}/withdraw`, { reason }, { 'if-match': '*' })).statusCode, 404)
    t.equal((await desk.read(`/v1/articles/${id}`)).statusCode, 200)
  })
})

eachApp('a correction', async (t, test) => {
  const desk = await articleDesk(test)
  const { id } = await desk.publish({ headline: 'Bakery turns 80' })

  t.test('is shown with the article, dated and in order, and told as such', async (t) => {
    test.clock.advance(1000)
    const first = await desk.act(id, 'corrections', { kind: 'correction', text: 'It turns 90.' }, '"2"')
    t.equal(first.statusCode, 201)
    t.match(first.json(), { version: 3 })
    await desk.act(id, 'corrections', { kind: 'editorsNote', text: 'A note.' })
    t.same((await desk.read(`/v1/articles/${id}`)).json().corrections, [
      { kind: 'correction', text: 'It turns 90.', createdAt: '2026-11-24T09:00:01.000Z' },
      { kind: 'editorsNote', text: 'A note.', createdAt: '2026-11-24T09:00:01.000Z' },
    ])
    t.same(await changesOf(test, id), ['article.published', 'article.corrected', 'article.corrected'])
  })

  t.test('is refused where it makes no sense, and changes nothing', async (t) => {
    const correction = { kind: 'correction', text: 'No.' }
    const draft = await desk.create({ headline: 'Draft' })
    t.equal((await desk.act(draft.id, 'corrections', correction)).statusCode, 409)
    t.equal((await desk.act(id, 'corrections', { kind: 'retraction', text: 'No.' })).statusCode, 422)
    t.equal((await desk.act(id, 'corrections', { kind: 'correction', text: '' })).statusCode, 422)
    t.equal((await desk.act(id, 'corrections', correction, '"2"')).statusCode, 412)
    t.equal((await desk.post(`/v1/articles/${id}/corrections`, correction)).statusCode, 428)
    const key = await test.key('articles:publish')
    const url = `/v1/articles/${id}/corrections`
    const sent = { method: 'POST', url, key, payload: correction, headers: { 'if-match': '*' } } as const
    t.equal((await test.send(sent)).statusCode, 403)
    t.equal((await desk.read(`/v1/articles/${id}`)).json().corrections.length, 2)
  })
})
