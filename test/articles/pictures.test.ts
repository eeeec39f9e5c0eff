import { eachApp, type TestApp } from '../support/app.ts'

const unknownId = '019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11'

function deskOf({ send }: TestApp, key: string) {
  const patch = (id: string, payload: object) =>
    send({ method: 'PATCH', url: `/v1/articles/${id}`, key, payload, headers: { 'if-match': '*' } })
  return {
    patch,
    async create(body: object = {}) {
      const payload = { headline: 'A picture story', ...body }
      return (await send({ method: 'POST', url: '/v1/articles', key, payload })).json()
    },
    publish: (id: string) =>
      send({ method: 'POST', url: `/v1/articles/${id}/publish`, key, headers: { 'if-match': '*' } }),
    async credit(articleId: string, body: object = {}) {
      const payload = { articleId, mediaUrl: 'https://media.example/1.jpg', caption: 'The harbour', ...body }
      return (await send({ method: 'POST', url: '/v1/media-credits', key, payload })).json()
    },
    show: (id: string, blocks: object[]) => patch(id, { body: { blocks } }),
  }
}

const image = (mediaCreditId: string) => ({ type: 'image', mediaCreditId })
const words = { type: 'paragraph', text: '“It holds,” engineer Ada Ferris said.' }

eachApp('an image block', async (t, test) => {
  const key = await test.key('articles:write', 'articles:publish', 'media:write', 'quotes:write')
  const desk = deskOf(test, key)
  const htmlOf = async (id: string, reader?: string): Promise<string> =>
    (await test.send({ url: `/v1/articles/${id}`, key: reader })).json().body.html

  t.test('shows the picture of its credit as the credit is now', async (t) => {
    const { id } = await desk.create()
    const credit = await desk.credit(id)
    t.equal((await desk.show(id, [image(credit.id), words])).statusCode, 200)
    await desk.publish(id)
    t.match(await htmlOf(id), '<figcaption>The harbour</figcaption>')
    await test.send({
      method: 'PATCH',
      url: `/v1/media-credits/${credit.id}`,
      key,
      payload: { caption: 'The <new> harbour' },
      headers: { 'if-match': '*' },
    })
    t.match(await htmlOf(id), '<figcaption>The &lt;new&gt; harbour</figcaption>')
    await test.send({
      method: 'DELETE',
      url: `/v1/media-credits/${credit.id}`,
      key,
      headers: { 'if-match': '*' },
    })
    t.equal(await htmlOf(id), '<p>“It holds,” engineer Ada Ferris said.</p>')
    t.equal((await desk.patch(id, { section: 'Local' })).statusCode, 200, 'what is gone stands in no way')
  })

  t.test('leaves the HTML of readers at the instant its rights end, and no desk', async (t) => {
    const { id } = await desk.create()
    const credit = await desk.credit(id, { rightsExpireAt: '2026-11-24T10:00:00Z' })
    await desk.show(id, [words, image(credit.id)])
    await desk.publish(id)
    const list = async () =>
      (await test.send({ url: `/v1/articles?fields=body&ids=${id}` })).json().data[0].body.html
    test.clock.advance(3_599_999)
    const before = await test.send({ url: `/v1/articles/${id}` })
    t.match(before.json().body.html, '<img src="https://media.example/1.jpg"')
    t.match(await list(), '<img')
    test.clock.advance(1)
    const headers = { 'if-none-match': String(before.headers.etag) }
    const after = await test.send({ url: `/v1/articles/${id}`, headers })
    t.equal(after.statusCode, 200, 'the validator is another')
    t.notMatch(after.json().body.html, /img|picture|media\.example/)
    t.notMatch(await list(), /img|picture/)
    t.match(await htmlOf(id, key), '<img')
  })

  t.test('takes no part in the text, so quotes behind it keep their places', async (t) => {
    const { id } = await desk.create()
    const credit = await desk.credit(id)
    const { body, wordCount, readingMinutes } = (
      await desk.show(id, [image(credit.id), words, image(credit.id)])
    ).json()
    t.equal(body.text, words.text)
    t.same([wordCount, readingMinutes], [6, 1])
    const [quote] = (await test.send({ url: `/v1/articles/${id}/quotes`, key })).json().data
    t.match(quote, { text: 'It holds,', position: { block: 1 } })
  })

  t.test('must name a credit of its own article; every place that does not is told', async (t) => {
    const { id } = await desk.create()
    const other = await desk.create()
    const foreign = await desk.credit(other.id)
    const answer = await desk.show(id, [image(foreign.id), words, image(unknownId)])
    t.equal(answer.statusCode, 422)
    t.same(
      answer.json().errors.map((error: { pointer: string }) => error.pointer),
      ['/body/blocks/0/mediaCreditId', '/body/blocks/2/mediaCreditId'],
    )
    t.same((await test.send({ url: `/v1/articles/${id}`, key })).json().body.blocks, [])
    const made = await test.send({
      method: 'POST',
      url: '/v1/articles',
      key,
      payload: { headline: 'x', body: { blocks: [image(unknownId)] } },
    })
    t.equal(made.statusCode, 422)
  })
})

eachApp('a block', async (t, test) => {
  const key = await test.key('articles:write')
  const pointersOf = async (block: object): Promise<string[]> => {
    const payload = { headline: 'Blocks', body: { blocks: [block] } }
    const answer = await test.send({ method: 'POST', url: '/v1/articles', key, payload })
    if (answer.statusCode === 201) return []
    t.equal(answer.statusCode, 422)
    return answer.json().errors.map((error: { pointer: string }) => error.pointer)
  }
  const table = (more: object) => ({ type: 'table', rows: [['a']], ...more })
  const wide = (cells: number) => Array.from({ length: cells }, () => 'x')

  const refused: [object, string][] = [
    [{ type: 'embed', url: 'javascript:alert(1)' }, '/url'],
    [{ type: 'embed', url: ' java\nscript:alert(1)' }, '/url'],
    [{ type: 'embed', url: 'data:text/html,x' }, '/url'],
    [{ type: 'embed', url: 'https://video.example', html: '<iframe>' }, '/html'],
    [{ type: 'pullQuote', text: ' ' }, '/text'],
    [{ type: 'pullQuote', text: 'x', attribution: '' }, '/attribution'],
    [{ type: 'image', mediaCreditId: 'x' }, '/mediaCreditId'],
    [{ type: 'image', url: 'https://media.example/1.jpg' }, '/mediaCreditId'],
    [table({ rows: [] }), '/rows'],
    [table({ rows: [[]] }), '/rows/0'],
    [table({ rows: [wide(51)] }), '/rows/0'],
    [table({ rows: Array.from({ length: 501 }, () => ['x']) }), '/rows'],
    [table({ headerRows: Array.from({ length: 11 }, () => ['x']) }), '/headerRows'],
    [table({ rows: [['x'.repeat(2001)]] }), '/rows/0/0'],
  ]
  for (const [block, pointer] of refused) {
    t.test(`is refused at ${pointer}: ${JSON.stringify(block).slice(0, 60)}`, async (t) => {
      const pointers = await pointersOf(block)
      t.ok(pointers.includes(`/body/blocks/0${pointer}`), pointers.join())
    })
  }

  t.test('is taken up to its bounds', async (t) => {
    t.same(await pointersOf(table({ rows: [wide(50)], caption: null, headerRows: [] })), [])
    t.same(await pointersOf(table({ rows: Array.from({ length: 500 }, () => ['x']) })), [])
    t.same(await pointersOf({ type: 'embed', url: 'https://video.example/1', title: null }), [])
  })
})
