import { eachApp, type TestApp } from '../support/app.ts'

const day = 24 * 60 * 60_000

const countOf = async (test: TestApp, key: string) =>
  (await test.send({ url: '/v1/articles?status=draft&count=exact', key })).json().page.total

eachApp('a POST with an Idempotency-Key', async (t, test) => {
  const key = await test.key()
  const post = (idempotencyKey: string, payload: object, options: { url?: string; key?: string } = {}) =>
    test.send({
      method: 'POST',
      url: options.url ?? '/v1/articles',
      key: options.key ?? key,
      payload,
      headers: { 'idempotency-key': idempotencyKey },
    })

  t.test('is carried out once, and answered the same again', async (t) => {
    const first = await post('a-1', { headline: 'Once', summary: 'S' })
    t.equal(first.statusCode, 201)
    for (const [spelling, body] of [
      ['a-1', { headline: 'Once', summary: 'S' }],
      ['"a-1"', { headline: 'Once', summary: 'S' }],
      ['a-1', { summary: 'S', headline: 'Once' }],
    ] as const) {
      const again = await post(spelling, body)
      t.equal(again.statusCode, 201)
      t.equal(again.body, first.body)
      for (const name of ['location', 'content-type', 'cache-control', 'vary'])
        t.equal(again.headers[name], first.headers[name], name)
      t.not(again.headers['x-request-id'], first.headers['x-request-id'])
    }
    t.equal(await countOf(test, key), 1)
  })

  t.test('with another body, address or version is refused', async (t) => {
    for (const refused of [
      await post('a-1', { headline: 'Another' }),
      await post('a-1', { text: 'x' }, { url: '/v1/extractions' }),
    ]) {
      t.equal(refused.statusCode, 422)
      t.equal(refused.json().code, 'idempotency_key_reused')
    }
    t.equal(await countOf(test, key), 1)
  })

  t.test('is the key of one caller: another one has it to itself', async (t) => {
    const other = await post('a-1', { headline: 'Mine' }, { key: await test.key('articles:write') })
    t.equal(other.statusCode, 201)
    t.equal(other.json().headline, 'Mine')
  })

  t.test('that was refused may be sent again', async (t) => {
    t.equal((await post('a-2', { headline: '' })).statusCode, 422)
    t.equal((await post('a-2', { headline: 'Taken', slug: 'once' })).statusCode, 409)
    t.equal((await post('a-2', { headline: 'Taken', slug: 'not-once' })).statusCode, 201)
  })

  t.test('twenty times at once makes one article', async (t) => {
    const before = await countOf(test, key)
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post('a-3', { headline: 'Twenty times' })),
    )
    t.equal(await countOf(test, key), before + 1)
    const made = answers.filter(({ statusCode }) => statusCode === 201)
    t.ok(made.length >= 1)
    t.equal(new Set(made.map(({ body }) => body)).size, 1)
    for (const running of answers.filter(({ statusCode }) => statusCode !== 201)) {
      t.equal(running.statusCode, 409)
      t.equal(running.json().code, 'idempotency_key_running')
      t.equal(running.headers['retry-after'], '1')
    }
  })

  t.test(
    'gives a secret that is shown once to its own caller, and leaves none in the database',
    async (t) => {
      const body = { name: 'partner', scopes: ['articles:read'] }
      const first = await post('kept-for-the-partner-desk', body, { url: '/v1/keys' })
      t.equal(first.statusCode, 201)
      const again = await post('kept-for-the-partner-desk', body, { url: '/v1/keys' })
      t.equal(again.json().key, first.json().key)
      const rows = JSON.stringify(await test.db.read.select().from(test.db.tables.idempotencyKeys))
      t.notOk(rows.includes(String(first.json().key).slice(-48)))
      t.notOk(rows.includes('kept-for-the-partner-desk'))
    },
  )

  t.test('is forgotten after a day', async (t) => {
    test.clock.advance(day + 1)
    const anew = await post('a-1', { headline: 'Another' })
    t.equal(anew.statusCode, 201)
    t.equal(anew.json().headline, 'Another')
    const rows = await test.db.read.select().from(test.db.tables.idempotencyKeys)
    t.equal(rows.length, 1, 'and what is kept no longer is removed')
  })

  t.test('must be 1 to 255 visible characters', async (t) => {
    for (const bad of ['', '""', 'x'.repeat(256), 'é']) {
      const refused = await test.app.inject({
        method: 'POST',
        url: '/v1/articles',
        payload: { headline: 'Bad key' },
        headers: { 'idempotency-key': bad, authorization: `Bearer ${key}` },
      })
      t.equal(refused.statusCode, 400, bad)
      t.match(refused.json().errors, [{ in: 'header', pointer: '/idempotency-key' }])
    }
  })
})

eachApp('an anonymous POST with an Idempotency-Key', async (t, test) => {
  const key = await test.key()
  await test.send({ method: 'POST', url: '/v1/articles', key, payload: { headline: 'Open' } })
  await test.send({ method: 'POST', url: '/v1/articles/open/publish', key, headers: { 'if-match': '"1"' } })
  const comment = (body: string, remoteAddress = '192.0.2.1') =>
    test.send({
      method: 'POST',
      url: '/v1/articles/open/comments',
      payload: { authorName: 'Mira', body },
      headers: { 'idempotency-key': '1' },
      remoteAddress,
    })

  t.test('is answered the same again, edit token too', async (t) => {
    const first = await comment('Well reported.')
    t.equal(first.statusCode, 201)
    t.ok(first.json().editToken)
    t.equal((await comment('Well reported.')).body, first.body)
  })

  t.test('hands nobody the answer of another: the key is of address, route and body together', async (t) => {
    const elsewhere = await comment('Well reported.', '198.51.100.7')
    t.not(elsewhere.statusCode, 201, 'the same comment again is a duplicate')
    t.notOk('editToken' in elsewhere.json())
    const another = await comment('Something else.')
    t.equal(another.statusCode, 201)
  })
})
