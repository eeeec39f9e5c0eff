import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import { eachApp } from '../support/app.ts'

eachApp('a connection that a key was used on', async (t, test) => {
  await test.app.listen({ port: 0, host: '127.0.0.1' })
  const address = test.app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const admin = await test.key('keys:manage', 'articles:read')
  const made = await test.send({
    method: 'POST',
    url: '/v1/keys',
    key: admin,
    payload: { name: 'desk', scopes: ['articles:read'] },
  })
  const { id, key } = made.json()
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  t.teardown(() => agent.destroy())
  const ask = async () => {
    const headers = { authorization: `Bearer ${key}` }
    const asked = request({
      port,
      host: '127.0.0.1',
      path: '/v1/articles?status=draft',
      agent,
      headers,
    }).end()
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    answer.resume()
    await once(answer, 'end')
    return { status: answer.statusCode, isSameConnection: asked.reusedSocket }
  }

  t.test('is refused its next request once the key is revoked', async (t) => {
    t.same(await ask(), { status: 200, isSameConnection: false })
    t.same(await ask(), { status: 200, isSameConnection: true })
    const revoked = await test.send({
      method: 'DELETE',
      url: `/v1/keys/${id}`,
      key: admin,
      headers: { 'if-match': '*' },
    })
    t.equal(revoked.statusCode, 204)
    t.same(await ask(), { status: 401, isSameConnection: true })
  })
})
