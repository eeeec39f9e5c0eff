import { keyStore } from '../../src/auth/store.ts'
import { startServer } from '../cli/server-process.ts'
import { eachDatabase } from '../support/each-database.ts'

eachDatabase('a key on two processes over one database', async (t, db, url) => {
  const env = { DATABASE_URL: url, DATELINE_RATE_LIMIT: 'off' }
  const [here, there] = await Promise.all([startServer(t, 'serve', env), startServer(t, 'serve', env)])
  const admin = (
    await keyStore(db, () => new Date()).create({ name: 'admin', scopes: ['keys:manage', 'articles:read'] })
  ).key

  const ask = (
    server: { url: string },
    key: string,
    path = '/v1/articles?status=draft',
    init: RequestInit = {},
  ) => fetch(server.url + path, { ...init, headers: { authorization: `Bearer ${key}`, ...init.headers } })
  const change = (server: { url: string }, method: string, path: string, body?: object) =>
    ask(server, admin, path, {
      method,
      headers: { 'if-match': '*', ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  const statuses = async (key: string) => [(await ask(here, key)).status, (await ask(there, key)).status]
  const make = async (more: object = {}) => {
    const made = await change(here, 'POST', '/v1/keys', { name: 'desk', scopes: ['articles:read'], ...more })
    t.equal(made.status, 201)
    return (await made.json()) as { id: string; key: string }
  }

  t.test('is made on one and works on both', async (t) => {
    t.same(await statuses((await make()).key), [200, 200])
  })

  t.test('is rotated on one, and its old secret ends on both with the next request', async (t) => {
    const { id, key } = await make()
    t.same(await statuses(key), [200, 200])
    const rotated = (await (await change(there, 'POST', `/v1/keys/${id}/rotate`)).json()) as { key: string }
    t.same(await statuses(key), [401, 401])
    t.same(await statuses(rotated.key), [200, 200])
  })

  t.test('is revoked on one, and refused on both with the next request', async (t) => {
    const { id, key } = await make()
    t.same(await statuses(key), [200, 200])
    t.equal((await change(there, 'DELETE', `/v1/keys/${id}`)).status, 204)
    t.same(await statuses(key), [401, 401])
  })

  t.test('expires on both at its instant', async (t) => {
    const expiresAt = new Date(Date.now() + 5000)
    const { key } = await make({ expiresAt: expiresAt.toISOString() })
    t.same(await statuses(key), [200, 200])
    // The servers have the clock of the machine.
    for (;;) {
      const asked = Date.now()
      const status = await statuses(key)
      if (asked >= expiresAt.getTime()) {
        t.same(status, [401, 401])
        return
      }
    }
  })
})
