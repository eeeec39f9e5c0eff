import { eachApp } from '../support/app.ts'

eachApp('every answer', async (t, test) => {
  const key = await test.key()

  t.test('that is an error has one shape and a request id of its own', async (t) => {
    const requests = [
      { url: '/v1/nothing', status: 404 },
      { url: '/v1/articles/%zz', status: 400 },
      { url: `/v1/articles/${'a'.repeat(300)}`, status: 414 },
      { method: 'PUT', url: '/v1/articles', status: 405 },
      { method: 'PROPFIND', url: '/v1/articles', status: 405 },
      { method: 'POST', url: '/v1/articles', status: 401 },
      {
        method: 'POST',
        url: '/v1/articles',
        key,
        payload: '{"a":',
        headers: { 'content-type': 'application/json' },
        status: 400,
      },
      {
        method: 'POST',
        url: '/v1/articles',
        key,
        payload: 'null',
        headers: { 'content-type': 'application/json' },
        status: 422,
      },
      {
        method: 'POST',
        url: '/v1/articles',
        key,
        payload: 'x',
        headers: { 'content-type': 'text/plain' },
        status: 415,
      },
      {
        method: 'POST',
        url: '/v1/articles',
        key,
        payload: '{}',
        headers: { 'content-type': 'application/json; charset=utf-16' },
        status: 415,
      },
      {
        method: 'POST',
        url: '/v1/articles',
        key,
        payload: Buffer.from([0x22, 0xff, 0x22]),
        headers: { 'content-type': 'application/json' },
        status: 400,
      },
      {
        method: 'POST',
        url: '/v1/articles',
        key,
        payload: `"${'x'.repeat(1_048_576)}"`,
        headers: { 'content-type': 'application/json' },
        status: 413,
      },
      {
        method: 'POST',
        url: '/v1/articles',
        key,
        payload: '{"__proto__":{"x":1}}',
        headers: { 'content-type': 'application/json' },
        status: 400,
      },
      {
        method: 'POST',
        url: '/v1/articles',
        key,
        payload: `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
        headers: { 'content-type': 'application/json' },
        status: 422,
      },
    ] as const
    const ids = new Set<string>()
    for (const { status, ...request } of requests) {
      const answer = await test.app.inject({
        ...request,
        method: ('method' in request ? request.method : 'GET') as 'GET',
        headers: {
          ...('key' in request && { authorization: `Bearer ${request.key}` }),
          ...('headers' in request && request.headers),
        },
      })
      t.equal(answer.statusCode, status, JSON.stringify(request).slice(0, 100))
      t.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8')
      t.equal(answer.headers['cache-control'], 'no-store')
      const body = answer.json()
      t.match(body, {
        status,
        title: String,
        detail: String,
        code: String,
        requestId: answer.headers['x-request-id'],
      })
      t.equal(body.type, `https://news.example/problems/${body.code}`)
      ids.add(body.requestId)
    }
    t.equal(ids.size, requests.length)
    t.notOk('x' in {}, 'no prototype was touched')
  })

  t.test('to a wrong method names the right ones, and so does OPTIONS', async (t) => {
    const wrong = await test.app.inject({ method: 'DELETE', url: '/v1/articles' })
    t.equal(wrong.headers.allow, 'GET, HEAD, OPTIONS, POST')
    const options = await test.app.inject({ method: 'OPTIONS', url: '/v1/articles' })
    t.equal(options.statusCode, 204)
    t.equal(options.headers.allow, 'GET, HEAD, OPTIONS, POST')
  })

  t.test('to HEAD is what GET would say, without the body', async (t) => {
    const get = await test.app.inject({ url: '/v1/articles' })
    const head = await test.app.inject({ method: 'HEAD', url: '/v1/articles' })
    t.equal(head.statusCode, 200)
    t.equal(head.body, '')
    t.equal(head.headers.etag, get.headers.etag)
    t.equal(head.headers['content-length'], get.headers['content-length'])
  })

  t.test('opens public reads to every origin, without credentials', async (t) => {
    const answer = await test.app.inject({ url: '/v1/articles', headers: { origin: 'https://evil.example' } })
    t.equal(answer.headers['access-control-allow-origin'], '*')
    t.notOk('access-control-allow-credentials' in answer.headers)
    const preflight = await test.app.inject({
      method: 'OPTIONS',
      url: '/v1/articles',
      headers: {
        origin: 'https://page.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'comment-token',
      },
    })
    t.equal(preflight.statusCode, 204)
    t.match(preflight.headers['access-control-allow-headers'], /Comment-Token/)
  })

  t.test('is whole, whatever range of it is asked for', async (t) => {
    const whole = await test.send({ url: '/v1' })
    const ranged = await test.send({ url: '/v1', headers: { range: 'bytes=0-1' } })
    t.equal(ranged.statusCode, 200)
    t.equal(ranged.body, whole.body)
    t.notOk('content-range' in ranged.headers)
  })

  t.test('does not depend on headers that anyone can set', async (t) => {
    const plain = await test.app.inject({ url: '/v1' })
    const forged = await test.app.inject({
      url: '/v1',
      headers: {
        host: 'evil.example',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'ftp',
        forwarded: 'host=evil.example',
        'x-original-url': '/x',
        'x-request-id': 'forged',
      },
    })
    t.equal(forged.body, plain.body)
    t.not(forged.headers['x-request-id'], 'forged')
  })
})

eachApp('a conditional read', async (t, test) => {
  const key = await test.key()
  const made = await test.send({ method: 'POST', url: '/v1/articles', key, payload: { headline: 'Tagged' } })
  await test.send({ method: 'POST', url: '/v1/articles/tagged/publish', key, headers: { 'if-match': '"1"' } })
  const read = (ifNoneMatch?: string) =>
    test.send({
      url: '/v1/articles/tagged',
      headers: {
        'cache-control': 'no-cache',
        ...(ifNoneMatch !== undefined && { 'if-none-match': ifNoneMatch }),
      },
    })

  t.test('is 304 for its tag, alone, weak or in a list, and for *', async (t) => {
    const first = await read()
    const tag = String(first.headers.etag)
    t.match(tag, /^W\/"/)
    for (const given of [tag, tag.slice(2), `"x", ${tag}`, '*']) {
      const again = await read(given)
      t.equal(again.statusCode, 304, given)
      t.equal(again.body, '')
      t.equal(again.headers.etag, tag)
      t.equal(again.headers['cache-control'], first.headers['cache-control'])
      t.equal(again.headers.vary, first.headers.vary)
    }
    t.equal((await read('"other"')).statusCode, 200)
  })

  t.test('has another tag after a change', async (t) => {
    const tag = String((await read()).headers.etag)
    await test.send({
      method: 'PATCH',
      url: `/v1/articles/${made.json().id}`,
      key,
      payload: { summary: 'New' },
      headers: { 'if-match': '*' },
    })
    t.equal((await read(tag)).statusCode, 200)
  })
})

eachApp('a key', async (t, test) => {
  t.test('that is malformed, unknown or wrong is refused even where anyone may read', async (t) => {
    const good = await test.key('articles:write')
    const wrongSecret = `${good.slice(0, -4)}${good.endsWith('0000') ? '1111' : '0000'}`
    for (const header of ['Bearer', 'Basic eDp5', `Bearer ${wrongSecret}`, 'Bearer dl_x_y', good]) {
      const answer = await test.send({ url: '/v1/articles', headers: { authorization: header } })
      t.equal(answer.statusCode, 401, header.slice(0, 12))
      t.match(answer.headers['www-authenticate'], /^Bearer/)
      t.notMatch(answer.body, good.slice(-20))
    }
  })

  t.test('does what its scopes say and no more', async (t) => {
    const writer = await test.key('articles:write')
    const moderator = await test.key('comments:moderate')
    const create = (key: string) =>
      test.send({ method: 'POST', url: '/v1/articles', key, payload: { headline: 'Scoped' } })
    t.equal((await create(moderator)).statusCode, 403)
    t.equal((await create(writer)).statusCode, 201)
    const publish = await test.send({
      method: 'POST',
      url: '/v1/articles/scoped/publish',
      key: writer,
      headers: { 'if-match': '*' },
    })
    t.equal(publish.statusCode, 403)
    t.match(publish.json().detail, /articles:publish/)
  })

  t.test('in the query is no key, and appears in no answer', async (t) => {
    const key = await test.key()
    const answer = await test.send({ url: `/v1/articles?status=draft&key=${key}` })
    t.equal(answer.statusCode, 400)
    t.notMatch(answer.body, key)
  })
})
