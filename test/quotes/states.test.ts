import { eachApp } from '../support/app.ts'
import { changesOf, cutOut, quoteDesk } from '../support/quotes.ts'

const opening = '🎉🎉 The harbour bridge opened on Monday.'
const ferris = '“The bridge will carry us for a hundred years,” harbour master Ada Ferris said.'
const lund = '“We paid for every bolt of it,” Mayor Tomas Lund said.'
const words = (quotes: { text: string }[]) => quotes.map(({ text }) => text)

eachApp('a quote whose words are gone', async (t, test) => {
  const desk = quoteDesk(test, await test.key('articles:write', 'articles:publish', 'quotes:write'))
  const read = (url: string) => test.send({ url })
  const article = await desk.published('Orphans', ferris, lund)
  const [first, second] = await desk.quotesOf(article.id)
  await desk.rewrite(article.id, opening, lund)

  t.test('is orphaned, whoever found it, and shown to editors only', async (t) => {
    const orphan = { id: first.id, state: 'orphaned', position: null, version: 2, reviewedAt: null }
    t.match(await desk.quotesOf(article.id), [{ id: second.id, state: 'anchored' }, orphan])
    t.match(await desk.quotesOf(article.id, 'state=orphaned'), [orphan])
    t.equal((await read(`/v1/quotes/${first.id}`)).statusCode, 404)
    const lists = [
      '/v1/quotes',
      `/v1/articles/${article.id}/quotes`,
      `/v1/quotes?speaker=${first.speaker.id}`,
      '/v1/quotes?q=hundred',
    ]
    for (const url of lists) t.notMatch((await read(url)).body, first.id, url)
    const { quotes } = (await read(`/v1/articles/${article.id}?include=quotes`)).json()
    t.same(words(quotes), words([second]))
    t.same((await read('/v1/articles?q=ferris&fields=headline')).json().data, [])
  })

  t.test('is told as gone, and as come when its words come back, under its id', async (t) => {
    t.same(await changesOf(test, first.id), ['quote.deleted'])
    await desk.rewrite(article.id, opening, ferris, lund)
    const [back] = await desk.quotesOf(article.id)
    t.match(back, { id: first.id, state: 'anchored', version: 3, position: { block: 1 } })
    const { text } = (await read(`/v1/articles/${article.id}`)).json().body
    t.equal(cutOut(text, back.position), back.text)
    t.same(await changesOf(test, first.id), ['quote.deleted', 'quote.created'])
    t.same((await read(`/v1/quotes/${first.id}`)).json(), back)
  })

  t.test('is out of reach of a key that may not read drafts', async (t) => {
    await desk.rewrite(article.id, opening, lund)
    const other = quoteDesk(test, await test.key('quotes:write'))
    t.equal((await other.patch(first.id, {})).statusCode, 404)
    t.equal((await other.remove(first.id)).statusCode, 404)
    t.equal((await other.patch(second.id, {})).statusCode, 200)
  })

  t.test('may be edited and is told to nobody meanwhile', async (t) => {
    const told = await changesOf(test, first.id)
    t.match((await desk.patch(first.id, { cue: 'declared' })).json(), { state: 'orphaned', cue: 'declared' })
    t.match((await desk.patch(first.id, { state: 'anchored' })).json(), {
      status: 422,
      errors: [{ pointer: '/state', code: 'not_found' }],
    })
    t.same(await changesOf(test, first.id), told)
  })
})

eachApp('an extracted quote that an editor deletes', async (t, test) => {
  const desk = quoteDesk(test, await test.key('articles:write', 'articles:publish', 'quotes:write'))
  const article = await desk.published('Rejected', ferris, lund)
  const [first, second] = await desk.quotesOf(article.id)
  const removed = await desk.remove(first.id, '"1"')

  t.test('is rejected: no reader and no list has it, and editors can ask for it', async (t) => {
    t.equal(removed.statusCode, 204)
    t.same(words(await desk.quotesOf(article.id)), words([second]))
    t.match(await desk.quotesOf(article.id, 'state=rejected'), [
      { id: first.id, state: 'rejected', version: 2 },
    ])
    t.equal((await test.send({ url: `/v1/quotes/${first.id}` })).statusCode, 404)
    t.same(await changesOf(test, first.id), ['quote.deleted'])
    const again = await desk.remove(first.id)
    t.equal(again.statusCode, 204, 'once more changes nothing')
    t.match(await desk.quotesOf(article.id, 'state=rejected'), [{ version: 2 }])
  })

  t.test('does not come back with any change of the text, nor when its words do', async (t) => {
    const texts = [
      [opening, ferris, lund],
      [lund, ferris],
      [lund],
      [lund, opening, ferris.replace('harbour master', 'pilot')],
    ]
    for (const [i, some] of texts.entries()) {
      await desk.rewrite(article.id, ...some)
      t.same(words(await desk.quotesOf(article.id)), words([second]), String(i))
      t.match(await desk.quotesOf(article.id, 'state=rejected'), [{ id: first.id }])
    }
    t.same(await changesOf(test, first.id), ['quote.deleted'])
  })

  t.test('leaves other words room: those around it are a quote of their own', async (t) => {
    await desk.rewrite(article.id, lund, ferris.replace('years,”', 'years and a day,”'))
    const texts = words(await desk.quotesOf(article.id))
    t.same(texts, [second.text, 'The bridge will carry us for a hundred years and a day,'])
    await desk.rewrite(article.id, lund, ferris)
    t.same(words(await desk.quotesOf(article.id, 'state=anchored')), words([second]))
  })

  t.test('is restored by a patch, where it stands now, and then is confirmed', async (t) => {
    await desk.rewrite(article.id, opening, lund, ferris)
    const restored = (await desk.patch(first.id, { state: 'anchored' })).json()
    t.match(restored, { id: first.id, state: 'anchored', reviewedAt: '2026-11-24T09:00:00.000Z' })
    const { text } = (await test.send({ url: `/v1/articles/${article.id}` })).json().body
    t.equal(cutOut(text, restored.position), first.text)
    t.same(await changesOf(test, first.id), ['quote.deleted', 'quote.created'])
    t.same(await desk.quotesOf(article.id, 'state=rejected'), [])
  })

  t.test('is restored without its words as an orphan, and comes back with them', async (t) => {
    await desk.remove(first.id)
    await desk.rewrite(article.id, lund)
    t.match((await desk.patch(first.id, {})).json(), { state: 'orphaned', position: null })
    await desk.rewrite(article.id, lund, ferris)
    t.match(await desk.quotesOf(article.id), [{}, { id: first.id, state: 'anchored' }])
  })

  t.test('leaves its words to an editor, and is not restored over his quote', async (t) => {
    const another = await desk.published('In its stead', ferris)
    const [quote] = await desk.quotesOf(another.id)
    await desk.remove(quote.id)
    const made = await desk.post({ articleId: another.id, text: quote.text, speaker: { name: 'Bo Li' } })
    t.equal(made.statusCode, 201)
    t.equal((await desk.patch(quote.id, {})).statusCode, 409)
    await desk.rewrite(another.id, opening, ferris)
    t.match(await desk.quotesOf(another.id), [{ id: made.json().id, state: 'anchored' }])
    await desk.remove(made.json().id)
    t.same(await desk.quotesOf(another.id), [])
    t.equal((await test.send({ url: `/v1/quotes/${made.json().id}` })).statusCode, 404)
    t.equal((await desk.patch(quote.id, {})).statusCode, 200)
  })
})

eachApp('the filter by state', async (t, test) => {
  const desk = quoteDesk(test, await test.key('articles:write', 'articles:publish', 'quotes:write'))
  const article = await desk.published('Filter', ferris, lund)
  const [first] = await desk.quotesOf(article.id)
  await desk.remove(first.id)

  t.test('is refused to whoever may not read drafts, by its name', async (t) => {
    for (const key of [undefined, await test.key('quotes:write')])
      for (const url of ['/v1/quotes', `/v1/articles/${article.id}/quotes`])
        for (const state of ['anchored', 'rejected'])
          t.match((await test.send({ url: `${url}?state=${state}`, key })).json(), {
            status: 400,
            errors: [{ in: 'query', pointer: '/state' }],
          })
  })

  t.test('gives editors one state, with its count', async (t) => {
    const key = await test.key('articles:read')
    const total = async (state: string) =>
      (await test.send({ url: `/v1/quotes?count=exact&state=${state}`, key })).json().page.total
    t.same(await Promise.all(['anchored', 'orphaned', 'rejected'].map(total)), [1, 0, 1])
  })
})
