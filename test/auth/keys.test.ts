import { open } from '../../src/db/index.ts'
import { appOn, eachApp } from '../support/app.ts'
import { eachDatabase } from '../support/each-database.ts'

eachApp('an API key', async (t, test) => {
  const admin = await test.key('keys:manage', 'articles:write')
  const make = (body: object) => test.send({ method: 'POST', url: '/v1/keys', key: admin, payload: body })

  t.test('is shown with its secret once, and stored without it', async (t) => {
    const made = await make({ name: 'desk', scopes: ['articles:write'] })
    t.equal(made.statusCode, 201)
    const { id, key } = made.json()
    const secret = key.split('_').at(-1)
    t.equal(made.headers.location, `https://news.example/v1/keys/${id}`)
    const list = await test.send({ url: '/v1/keys', key: admin })
    t.match(list.json().data.at(-1), { id, name: 'desk', scopes: ['articles:write'], revokedAt: null })
    t.notMatch(list.body, secret)
    t.notMatch(JSON.stringify(await test.db.read.select().from(test.db.tables.apiKeys)), secret)
  })

  t.test('never grants more than its maker has', async (t) => {
    const refused = await make({ name: 'grab', scopes: ['articles:write', 'privacy:manage'] })
    t.match(refused.json(), { status: 403, errors: [{ pointer: '/scopes/1' }] })
    t.equal((await make({ name: 'x', scopes: [] })).statusCode, 422)
    t.equal((await make({ name: 'x', scopes: ['all'] })).statusCode, 422)
  })

  t.test('gets a new secret by rotation, and the old one ends', async (t) => {
    const { id, key } = (await make({ name: 'rotating', scopes: ['articles:write'] })).json()
    t.equal((await test.send({ method: 'POST', url: `/v1/keys/${id}/rotate`, key: admin })).statusCode, 428)
    const rotated = await test.send({
      method: 'POST',
      url: `/v1/keys/${id}/rotate`,
      key: admin,
      headers: { 'if-match': '"1"' },
    })
    t.equal(rotated.statusCode, 200)
    t.equal((await test.send({ url: '/v1/articles', key })).statusCode, 401)
    t.equal((await test.send({ url: '/v1/articles', key: rotated.json().key })).statusCode, 200)
  })

  t.test('is revoked by whoever names the version that was read, and by nobody else', async (t) => {
    const { id, key } = (await make({ name: 'ending', scopes: ['articles:write'] })).json()
    const revoke = (headers: Record<string, string>) =>
      test.send({ method: 'DELETE', url: `/v1/keys/${id}`, key: admin, headers })
    t.equal((await revoke({})).statusCode, 428)
    t.equal((await revoke({ 'if-match': '"2"' })).statusCode, 412)
    t.equal((await test.send({ url: '/v1/articles', key })).statusCode, 200)
    t.equal((await revoke({ 'if-match': '"1"' })).statusCode, 204)
    t.equal((await test.send({ url: '/v1/articles', key })).statusCode, 401)
  })

  t.test('is refused from its expiry on', async (t) => {
    const { key } = (
      await make({ name: 'brief', scopes: ['articles:write'], expiresAt: '2026-11-24T09:00:01Z' })
    ).json()
    t.equal((await test.send({ url: '/v1/articles', key })).statusCode, 200)
    test.clock.advance(1000)
    t.equal((await test.send({ url: '/v1/articles', key })).statusCode, 401)
  })
})

eachDatabase('a revoked key', async (t, db, url) => {
  const here = await appOn(t, db)
  const otherDb = await open(url)
  const there = await appOn(t, otherDb)
  t.teardown(() => otherDb.close())
  const admin = await here.key('keys:manage', 'articles:write')
  const { id, key } = (
    await here.send({
      method: 'POST',
      url: '/v1/keys',
      key: admin,
      payload: { name: 'x', scopes: ['articles:write'] },
    })
  ).json()

  t.test('is refused at once by every process on the database', async (t) => {
    t.equal((await there.send({ url: '/v1/articles', key })).statusCode, 200)
    t.equal(
      (await here.send({ method: 'DELETE', url: `/v1/keys/${id}`, key: admin, headers: { 'if-match': '*' } }))
        .statusCode,
      204,
    )
    t.equal((await there.send({ url: '/v1/articles', key })).statusCode, 401)
    t.equal((await here.send({ url: '/v1/articles', key })).statusCode, 401)
    t.equal(
      (await here.send({ method: 'DELETE', url: `/v1/keys/${id}`, key: admin, headers: { 'if-match': '*' } }))
        .statusCode,
      404,
    )
  })
})
