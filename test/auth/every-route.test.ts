import { keyStore } from '../../src/auth/store.ts'
import { type Scope, scopes } from '../../src/http/actor.ts'
import { eachApp } from '../support/app.ts'
import { operationsOf } from '../support/operations.ts'

eachApp('every operation of the document', async (t, test) => {
  const keys = keyStore(test.db, test.clock.now)
  const issue = (granted: readonly Scope[], expiresAt?: Date) =>
    keys.create({ name: 'test', scopes: granted, expiresAt })
  const revoked = await issue(scopes)
  await keys.revoke(revoked.id, 'any')
  const expired = await issue(scopes, new Date(test.clock.now().getTime() + 1000))
  test.clock.advance(2000)
  const operations = operationsOf(test.app)

  const bad = {
    malformed: 'Bearer x',
    'of another scheme': 'Basic eDp5',
    'without its scheme': (await issue(scopes)).key,
    revoked: `Bearer ${revoked.key}`,
    expired: `Bearer ${expired.key}`,
  }
  for (const [name, authorization] of Object.entries(bad)) {
    t.test(`refuses a key that is ${name}`, async (t) => {
      for (const { method, url } of operations) {
        const answer = await test.send({ method, url, headers: { authorization } })
        t.equal(answer.statusCode, 401, `${method} ${url}`)
        t.match(answer.headers['www-authenticate'], /^Bearer realm=/)
      }
    })
  }

  t.test('that needs a scope is 401 without a key and 403 with a key of all others', async (t) => {
    const guarded = operations.filter((operation) => operation.scope !== undefined)
    t.ok(guarded.length > 10)
    for (const { method, url, scope } of guarded) {
      t.equal((await test.send({ method, url })).statusCode, 401, `${method} ${url}`)
      // Writing and publishing include reading.
      const others = scopes.filter(
        (one) => one !== scope && (scope !== 'articles:read' || !one.startsWith('articles:')),
      )
      const answer = await test.send({ method, url, key: (await issue(others)).key })
      t.match(answer.json(), { status: 403, detail: scope }, `${method} ${url}`)
    }
  })

  t.test('that writes and is open to anyone is a known one', async (t) => {
    const open = operations.filter(({ method, scope }) => method !== 'GET' && scope === undefined)
    t.same(
      open.map(({ method, template }) => `${method} ${template}`),
      [
        'POST /v1/articles/{article}/comments',
        'PATCH /v1/comments/{comment}',
        'DELETE /v1/comments/{comment}',
        'PUT /v1/comments/{comment}/reaction',
        'DELETE /v1/comments/{comment}/reaction',
        'POST /v1/comments/counts',
        'POST /v1/comments/{comment}/reports',
        'POST /v1/comments/preview',
        'POST /v1/extractions',
      ],
    )
  })

  t.test('on something that does not exist is refused before it has any effect', async (t) => {
    const key = (await issue(scopes)).key
    const onNothing = operations.filter(({ method, template }) => method !== 'GET' && template.includes('{'))
    for (const { method, url } of onNothing) {
      const answer = await test.send({
        method,
        url,
        key,
        headers: { 'if-match': '*', ...(method !== 'DELETE' && { 'content-type': 'application/json' }) },
        ...(method !== 'DELETE' && { payload: '{}' }),
      })
      t.ok([404, 422].includes(answer.statusCode), `${method} ${url} is ${answer.statusCode}`)
    }
    const changes = await test.db.read.select().from(test.db.tables.changes)
    t.same(changes, [])
  })

  t.test('takes no key from the query', async (t) => {
    const { key } = await issue(scopes)
    for (const { method, url } of operations) {
      const answer = await test.app.inject({ method, url: `${url}?key=${key}&access_token=${key}` })
      t.ok([400, 401, 404, 415, 422].includes(answer.statusCode), `${method} ${url} is ${answer.statusCode}`)
      t.notMatch(answer.body, key)
    }
  })
})

eachApp('an id of a key', async (t, test) => {
  t.test('is never used again, however many are made and revoked', async (t) => {
    const keys = keyStore(test.db, test.clock.now)
    const ids = new Set<string>()
    for (let n = 0; n < 50; n++) {
      const { id, key } = await keys.create({ name: 'short', scopes: ['articles:read'] })
      ids.add(id)
      await keys.revoke(id, 'any')
      t.equal((await test.send({ url: '/v1/articles', key })).statusCode, 401)
    }
    t.equal(ids.size, 50)
  })
})
