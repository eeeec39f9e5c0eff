import { eachApp } from '../support/app.ts'
import { changesOf, cutOut, quoteDesk } from '../support/quotes.ts'

const unknownId = '019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11'
const opening = '🎉 The harbour bridge opened on Monday.'
const ferris =
  '“The bridge will carry us for a hundred years,” harbour master Ada Ferris said, according to Seewind.'
const lund = '“We paid for every bolt of it,” Mayor Tomas Lund said.'

const told = (answer: { statusCode: number; body: string }) => {
  const { requestId: _, instance: __, ...body } = JSON.parse(answer.body)
  return { status: answer.statusCode, body }
}

eachApp('the quotes of an article', async (t, test) => {
  const key = await test.key('articles:write', 'articles:publish', 'quotes:write', 'media:write')
  const desk = quoteDesk(test, key)

  t.test('are found when it is made: who, through whom, and exactly where', async (t) => {
    const article = await desk.published('Bridge opens', opening, ferris, lund)
    const answer = await test.send({ url: `/v1/articles/${article.slug}/quotes` })
    const { data, page } = answer.json()
    t.same(page, { limit: 20, next: null })
    t.match(data, [
      {
        articleId: article.id,
        articleVersion: 1,
        kind: 'direct',
        text: 'The bridge will carry us for a hundred years,',
        speaker: { name: 'Ada Ferris' },
        cue: 'said',
        via: { name: 'Seewind' },
        position: { block: 1 },
        selector: { prefix: /“$/, suffix: /^” harbour/ },
        state: 'anchored',
        origin: 'extracted',
        reviewedAt: null,
        version: 1,
      },
      {
        text: 'We paid for every bolt of it,',
        speaker: { name: 'Tomas Lund', title: 'Mayor' },
        via: null,
        position: { block: 2 },
      },
    ])
    t.equal(data.length, 2)
    for (const quote of data) t.equal(cutOut(article.body.text, quote.position), quote.text)
    t.same((await test.send({ url: `/v1/articles/${article.id}?include=quotes` })).json().quotes, data)
    t.same((await test.send({ url: `/v1/quotes/${data[0].id}` })).json(), data[0])
  })

  t.test('stand as they stood when something else of it changes, and nobody is told', async (t) => {
    const article = await desk.published('Bridge opens again', ferris)
    const before = await desk.quotesOf(article.id)
    await desk.send({
      method: 'PATCH',
      url: `/v1/articles/${article.id}`,
      payload: { headline: 'The bridge is open' },
      version: '*',
    })
    t.same(await desk.quotesOf(article.id), before)
    t.same(await changesOf(test, before[0].id), [])
  })

  t.test('move with the text under their ids, come with new words and go with old ones', async (t) => {
    const article = await desk.published('Bridge moves', ferris, lund)
    const [first, second] = await desk.quotesOf(article.id)
    await desk.rewrite(article.id, opening, ferris, '“I will never pay a toll,” Bo Li said.')
    const after = await desk.quotesOf(article.id)
    t.match(after, [
      { id: first.id, version: 2, articleVersion: 3, position: { block: 1 } },
      { text: 'I will never pay a toll,', speaker: { name: 'Bo Li' }, version: 1 },
    ])
    t.equal((await test.send({ url: `/v1/quotes/${second.id}` })).statusCode, 404)
    t.same(await changesOf(test, first.id), ['quote.updated'])
    t.same(await changesOf(test, second.id), ['quote.deleted'])
    t.same(await changesOf(test, after[1].id), ['quote.created'])
  })

  t.test('have their speakers in full once a caption names them', async (t) => {
    const article = await desk.published('Bridge named', '“The bridge will open in May,” Ferris said.')
    const [before] = await desk.quotesOf(article.id)
    t.equal(before.speaker.name, 'Ferris')
    await desk.send({
      method: 'POST',
      url: '/v1/media-credits',
      payload: { articleId: article.id, caption: 'Harbour master Ada Ferris at the bridge on Monday.' },
    })
    t.match(await desk.quotesOf(article.id), [{ id: before.id, version: 2, speaker: { name: 'Ada Ferris' } }])
  })
})

eachApp("an editor's word", async (t, test) => {
  const key = await test.key('articles:write', 'articles:publish', 'quotes:write')
  const desk = quoteDesk(test, key)

  t.test('outlives every extraction: confirmed, moved with the text, orphaned, brought back', async (t) => {
    const article = await desk.published('Confirmed', ferris, lund)
    const [{ id }] = await desk.quotesOf(article.id)
    const confirmed = (
      await desk.patch(id, { speaker: { title: 'Harbour Master' }, via: null }, '"1"')
    ).json()
    t.match(confirmed, {
      version: 2,
      origin: 'extracted',
      reviewedAt: '2026-11-24T09:00:00.000Z',
      speaker: { name: 'Ada Ferris', title: 'Harbour Master' },
      via: null,
    })
    const stands = { id, via: null, speaker: { title: 'Harbour Master' } }

    await desk.rewrite(article.id, opening, ferris.replace(' harbour master', ''), lund)
    const moved = await desk.quotesOf(article.id)
    t.match(moved, [{ ...stands, state: 'anchored', position: { block: 1 } }, {}])
    t.equal(moved.length, 2)

    await desk.rewrite(article.id, opening, lund)
    const orphaned = await desk.quotesOf(article.id)
    t.match(orphaned, [{ state: 'anchored' }, { ...stands, state: 'orphaned', position: null }])

    await desk.rewrite(article.id, ferris)
    t.match(await desk.quotesOf(article.id), [{ ...stands, state: 'anchored', position: { block: 0 } }])
    t.same(await changesOf(test, id), ['quote.updated', 'quote.updated', 'quote.deleted', 'quote.created'])
  })

  t.test('is given by an empty patch too', async (t) => {
    const article = await desk.published('Empty patch', ferris)
    const [quote] = await desk.quotesOf(article.id)
    const confirmed = (await desk.patch(quote.id, {})).json()
    t.same(
      { ...confirmed, version: 1, reviewedAt: null, updatedAt: quote.updatedAt },
      quote,
      'nothing else changed',
    )
    t.ok(confirmed.reviewedAt)
    t.equal(confirmed.version, 2)
  })

  t.test('adds what extraction has missed, and takes the place of what it made of it', async (t) => {
    const article = await desk.published('Added', opening, ferris)
    const [found] = await desk.quotesOf(article.id)
    const answer = await desk.post({
      articleId: article.id,
      text: 'bridge will carry us for a hundred years',
      kind: 'mixed',
      speaker: { name: 'Ada Ferris', organization: 'Port of Hallum' },
      cue: 'said',
      via: { name: 'Seewind' },
    })
    t.equal(answer.statusCode, 201)
    const quote = answer.json()
    t.equal(answer.headers.location, `https://news.example/v1/quotes/${quote.id}`)
    t.match(quote, {
      kind: 'mixed',
      origin: 'editor',
      confidence: null,
      reviewedAt: '2026-11-24T09:00:00.000Z',
      speaker: { id: found.speaker.id, title: null, organization: 'Port of Hallum' },
      via: { name: 'Seewind', text: null },
    })
    t.equal(cutOut(article.body.text, quote.position), quote.text)
    t.same(await desk.quotesOf(article.id), [quote])
    await desk.rewrite(article.id, ferris)
    t.match(await desk.quotesOf(article.id), [{ id: quote.id, version: 2 }])
    t.same(await changesOf(test, found.id), ['quote.deleted'])
  })

  t.test('must be in the text, where it says, and only once', async (t) => {
    const { id: articleId } = await desk.published('Twice', '🎉 Aye. Nay. Aye.')
    const missing = await desk.post({ articleId, text: 'Perhaps.' })
    t.match(missing.json(), {
      status: 422,
      errors: [{ pointer: '/text', code: 'not_found', message: /Perhaps\./ }],
    })
    const wrong = await desk.post({ articleId, text: 'Aye.', position: { start: 3 } })
    t.match(wrong.json(), { status: 422, errors: [{ pointer: '/position/start' }] })
    t.match((await desk.post({ articleId, text: 'Aye.', position: { start: 12 } })).json(), {
      position: { start: 12, end: 16, block: 0 },
    })
    t.match((await desk.post({ articleId, text: 'Aye.' })).json(), { position: { start: 2, end: 6 } })
    t.equal((await desk.post({ articleId, text: 'Aye.' })).statusCode, 409)
    t.match((await desk.post({ articleId: unknownId, text: 'Aye.' })).json(), {
      errors: [{ pointer: '/articleId', code: 'unknown' }],
    })
    t.match(
      (await desk.post({ articleId, text: 'Nay.', speaker: { title: 'x' }, origin: 'editor' })).json(),
      {
        status: 422,
        errors: [{ pointer: '/origin' }, { pointer: '/speaker/name' }],
      },
    )
  })

  t.test('is refused when it was formed on an older version, and changes nothing', async (t) => {
    const article = await desk.published('Contested', ferris)
    const [{ id }] = await desk.quotesOf(article.id)
    const without = await desk.send({ method: 'PATCH', url: `/v1/quotes/${id}`, payload: {} })
    t.equal(without.statusCode, 428)
    const hands = await Promise.all(
      Array.from({ length: 20 }, (_, i) => desk.patch(id, { cue: `said ${i}` }, '"1"')),
    )
    const statuses = hands.map((answer) => answer.statusCode)
    t.equal(statuses.filter((status) => status === 200).length, 1)
    t.equal(statuses.filter((status) => status === 412).length, 19)
    t.equal((await desk.remove(id, '"1"')).statusCode, 412)
    t.match((await desk.patch(id, { speaker: null }, '"2"')).json(), { speaker: null, version: 3 })
    t.match((await desk.patch(id, { speaker: { title: 'Mayor' } })).json(), {
      status: 422,
      errors: [{ pointer: '/speaker/name', code: 'required' }],
    })
    t.equal((await desk.remove(id, '"3"')).statusCode, 204)
    t.equal((await test.send({ url: `/v1/quotes/${id}` })).statusCode, 404)
  })

  t.test('and the text it speaks of do not part when both change at once', async (t) => {
    const article = await desk.published('At once', ferris, lund)
    const [first, second] = await desk.quotesOf(article.id)
    await Promise.all([
      desk.rewrite(article.id, opening, opening, lund, ferris),
      desk.patch(first.id, { cue: 'declared' }),
      desk.patch(second.id, {}),
      desk.post({ articleId: article.id, text: 'according to Seewind', kind: 'indirect' }),
      desk.rewrite(article.id, lund, opening, ferris),
    ])
    const { text } = (await test.send({ url: `/v1/articles/${article.id}` })).json().body
    const after = await desk.quotesOf(article.id)
    t.equal(after.length, 3)
    for (const quote of after) t.equal(cutOut(text, quote.position), quote.text)
    t.equal(after.filter((quote: { reviewedAt: unknown }) => quote.reviewedAt !== null).length, 3)
  })
})

eachApp("a draft's quotes", async (t, test) => {
  const key = await test.key('articles:write', 'articles:publish', 'quotes:write')
  const desk = quoteDesk(test, key)
  const draft = await desk.article(
    'Not out yet',
    '“The canary sings tonight,” warden Canary Bird said, according to Mole.',
  )
  const [{ id, speaker }] = await desk.quotesOf(draft.id)

  t.test('answer a reader exactly as unknown ones do, and are in no list', async (t) => {
    const unknown = told(await test.send({ url: `/v1/quotes/${unknownId}` }))
    t.same(told(await test.send({ url: `/v1/quotes/${id}` })), unknown)
    const filters = ['', `speaker=${speaker.id}`, 'speaker=Canary+Bird', 'via=Mole', `article=${draft.slug}`]
    for (const query of filters) {
      const list = await test.send({ url: `/v1/quotes?count=exact&${query}` })
      t.same(list.json(), { data: [], page: { limit: 20, next: null, total: 0 } }, query)
    }
    t.equal((await test.send({ url: `/v1/articles/${draft.slug}/quotes` })).statusCode, 404)
  })

  t.test('are out of reach for a key that may write quotes but not read drafts', async (t) => {
    const other = quoteDesk(test, await test.key('quotes:write'))
    t.equal((await other.patch(id, {})).statusCode, 404)
    t.equal((await other.remove(id)).statusCode, 404)
    const post = (articleId: string) => other.post({ articleId, text: 'The canary sings tonight,' })
    t.same(told(await post(draft.id)), told(await post(unknownId)))
    const reader = quoteDesk(test, await test.key('articles:read'))
    t.equal((await reader.patch(id, {})).statusCode, 403)
  })

  t.test('are told to nobody before it is out', async (t) => {
    await desk.patch(id, {})
    t.same(await changesOf(test, id), [])
    await desk.publish(draft)
    await desk.patch(id, {})
    t.same(await changesOf(test, id), ['quote.updated'])
    t.equal((await test.send({ url: `/v1/quotes/${id}` })).statusCode, 200)
  })
})

eachApp('the list of quotes', async (t, test) => {
  const key = await test.key('articles:write', 'articles:publish')
  const desk = quoteDesk(test, key)
  for (let i = 0; i < 4; i++) {
    await desk.published(
      `Story ${i}`,
      ferris.replace('hundred', `hundred and ${i}`),
      `“Number ${i} is on the left,” Neil O’Hara said.`,
    )
    if (i % 2 === 0) test.clock.advance(1000)
  }
  const get = async (query: string) =>
    (await test.send({ url: `/v1/quotes?limit=100&fields=text,speaker&${query}` })).json().data

  t.test('gives each once, newest first', async (t) => {
    const seen: { id: string; createdAt: string }[] = []
    let cursor = ''
    do {
      const { data, page } = (await test.send({ url: `/v1/quotes?limit=3&count=exact${cursor}` })).json()
      t.equal(page.total, 8)
      seen.push(...data)
      cursor = page.next === null ? '' : `&cursor=${page.next}`
    } while (cursor !== '')
    t.equal(new Set(seen.map((quote) => quote.id)).size, 8)
    const order = seen.map((quote) => `${quote.createdAt} ${quote.id}`)
    t.same(order, [...order].sort().reverse())
  })

  t.test('gives an article its own in pages, in the order of the text', async (t) => {
    const page = (await test.send({ url: '/v1/articles/story-2/quotes?limit=1&fields=text' })).json()
    t.match(page.data, [{ text: /a hundred and 2 years/ }])
    const { next } = page.page
    const rest = (await test.send({ url: `/v1/articles/story-2/quotes?limit=1&cursor=${next}` })).json()
    t.match(rest, { data: [{ text: 'Number 2 is on the left,' }], page: { next: null } })
    t.equal((await test.send({ url: `/v1/articles/story-1/quotes?cursor=${next}` })).statusCode, 400)
    t.equal((await test.send({ url: `/v1/quotes?cursor=${next}` })).statusCode, 400)
  })

  t.test('is filtered by names, folded in case and apostrophe, by id, article and kind', async (t) => {
    const byName = await get(`speaker=${encodeURIComponent("NEIL O'HARA")}`)
    t.equal(byName.length, 4)
    t.same(Object.keys(byName[0]).sort(), ['id', 'speaker', 'text'])
    t.same(await get(`speaker=${byName[0].speaker.id}`), byName)
    t.equal((await get('via=SEEWIND')).length, 4)
    t.equal((await get('via=SEEWIND&speaker=Neil+O%27Hara')).length, 0)
    t.same(await get('speaker=Neil'), [])
    t.equal((await get('article=story-3')).length, 2)
    t.equal((await get('kind=direct')).length, 8)
    t.same(await get('kind=indirect'), [])
  })

  t.test('refuses what it does not know', async (t) => {
    for (const query of [
      'query=x',
      'q=-x',
      'kind=loud',
      'speaker=',
      'fields=rule',
      'sort=createdAt',
      'limit=0',
    ]) {
      t.equal((await test.send({ url: `/v1/quotes?${query}` })).statusCode, 400, query)
    }
  })
})
