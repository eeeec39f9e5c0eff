import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { eachApp } from '../support/app.ts'

eachApp('an answer', async (t, test) => {
  const key = await test.key()
  const blocks = Array.from({ length: 40 }, (_, i) => ({ type: 'paragraph', text: `Paragraph ${i} é 글.` }))
  await test.send({
    method: 'POST',
    url: '/v1/articles',
    key,
    payload: { headline: 'Long', body: { blocks } },
  })
  await test.send({ method: 'POST', url: '/v1/articles/long/publish', key, headers: { 'if-match': '"1"' } })
  const read = (headers: Record<string, string>, method: 'GET' | 'HEAD' = 'GET') =>
    test.app.inject({ method, url: '/v1/articles/long', headers })

  t.test('comes in the best coding that the client takes', async (t) => {
    const plain = await read({})
    t.notOk('content-encoding' in plain.headers)
    for (const [accepted, coding] of [
      ['gzip', 'gzip'],
      ['gzip, deflate, br', 'br'],
      ['br;q=0.5, gzip;q=0.8', 'gzip'],
      ['*', 'br'],
      ['br;q=0, *;q=0.1', 'gzip'],
      ['identity', undefined],
      ['gzip;q=0', undefined],
      ['zstd', undefined],
      ['', undefined],
    ] as const) {
      const answer = await read({ 'accept-encoding': accepted })
      t.equal(answer.headers['content-encoding'], coding, accepted)
      const bytes = answer.rawPayload
      t.equal(Number(answer.headers['content-length']), bytes.length, accepted)
      const decoded =
        coding === 'br' ? brotliDecompressSync(bytes) : coding === 'gzip' ? gunzipSync(bytes) : bytes
      t.equal(decoded.toString(), plain.body, accepted)
      t.match(answer.headers.vary, /Accept-Encoding/, accepted)
      t.match(answer.headers.vary, /Authorization/, accepted)
      t.equal(answer.headers.etag, plain.headers.etag, 'a weak validator is of the content, not of the bytes')
    }
  })

  t.test('to HEAD says what GET says, and 304 varies as 200 does', async (t) => {
    const get = await read({ 'accept-encoding': 'gzip' })
    const head = await read({ 'accept-encoding': 'gzip' }, 'HEAD')
    const kept = ['content-length', 'content-encoding', 'content-type', 'etag', 'vary', 'cache-control']
    for (const name of kept) t.equal(head.headers[name], get.headers[name], name)
    t.equal(head.body, '')
    const same = await read({ 'accept-encoding': 'gzip', 'if-none-match': String(get.headers.etag) })
    t.equal(same.statusCode, 304)
    t.equal(same.headers.vary, get.headers.vary)
    t.notOk('content-encoding' in same.headers)
  })

  t.test('that is small stays as it is', async (t) => {
    const answer = await test.app.inject({ url: '/v1/tagged', headers: { 'accept-encoding': 'gzip' } })
    t.notOk('content-encoding' in answer.headers)
    t.equal(answer.json().status, 404)
  })
})

eachApp('Accept', async (t, test) => {
  const status = async (accept: string, url = '/v1/articles') =>
    (await test.send({ url, headers: { accept } })).statusCode

  t.test('is taken where it covers what the address answers', async (t) => {
    for (const accept of [
      '*/*',
      'application/*',
      'application/json',
      'application/json; charset=utf-8',
      'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
      'image/png, application/json;q=0.1',
      '',
    ])
      t.equal(await status(accept), 200, accept)
    t.equal(await status('text/html', '/problems/gone'), 200)
  })

  t.test('that takes nothing of it is 406, before anything is done', async (t) => {
    for (const accept of ['image/png', 'text/html', 'application/json;q=0', 'nonsense'])
      t.equal(await status(accept), 406, accept)
    t.equal(await status('application/json', '/problems/gone'), 406)
    const key = await test.key()
    const refused = await test.send({
      method: 'POST',
      url: '/v1/articles',
      key,
      headers: { accept: 'image/png' },
      payload: { headline: 'Never made' },
    })
    t.match(refused.json(), { code: 'not_acceptable', detail: /application\/json/ })
    const drafts = await test.send({ url: '/v1/articles?status=draft', key })
    t.same(drafts.json().data, [])
  })
})
