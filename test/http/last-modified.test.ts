import { eachApp } from '../support/app.ts'

eachApp('Last-Modified', async (t, test) => {
  const key = await test.key()
  const read = (headers: Record<string, string> = {}, url = '/v1/articles') => test.send({ url, headers })
  await test.send({ method: 'POST', url: '/v1/articles', key, payload: { headline: 'Dated' } })

  t.test('is not there while nothing was ever published, nor within the second of a change', async (t) => {
    t.notOk('last-modified' in (await read()).headers)
    await test.send({
      method: 'POST',
      url: '/v1/articles/dated/publish',
      key,
      headers: { 'if-match': '"1"' },
    })
    t.notOk('last-modified' in (await read()).headers)
  })

  t.test('is the instant of the last change that readers can see, and answers 304', async (t) => {
    const changedAt = test.clock.now()
    test.clock.advance(10_000)
    await test.send({ method: 'POST', url: '/v1/articles', key, payload: { headline: 'A draft' } })
    const list = await read()
    t.equal(list.headers['last-modified'], changedAt.toUTCString())
    const one = await read({}, '/v1/articles/dated?include=quotes')
    t.equal(one.headers['last-modified'], changedAt.toUTCString())

    const since = String(list.headers['last-modified'])
    t.equal((await read({ 'if-modified-since': since })).statusCode, 304)
    t.equal((await read({ 'if-modified-since': 'last Tuesday' })).statusCode, 200)
    t.equal((await read({ 'if-modified-since': new Date(0).toUTCString() })).statusCode, 200)
    const both = { 'if-modified-since': since, 'if-none-match': '"another"' }
    t.equal((await read(both)).statusCode, 200, 'If-None-Match alone decides')
  })

  t.test('moves on when an item leaves a list', async (t) => {
    const before = String((await read()).headers['last-modified'])
    const unpublish = { method: 'POST', url: '/v1/articles/dated/unpublish', key } as const
    await test.send({ ...unpublish, headers: { 'if-match': '*' } })
    t.equal((await read({ 'if-modified-since': before })).statusCode, 200)
    test.clock.advance(10_000)
    const after = String((await read()).headers['last-modified'])
    t.ok(Date.parse(after) > Date.parse(before))
  })

  t.test('is for what readers share, and not for what a key sees or the server is made of', async (t) => {
    t.notOk('last-modified' in (await test.send({ url: '/v1/articles', key })).headers)
    t.notOk('last-modified' in (await read({}, '/v1')).headers)
  })
})
