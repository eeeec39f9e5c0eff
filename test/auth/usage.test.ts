import { open } from '../../src/db/index.ts'
import { appOn } from '../support/app.ts'
import { eachDatabase } from '../support/each-database.ts'

eachDatabase('the use of a key', async (t, db, url) => {
  const here = await appOn(t, db)
  const otherDb = await open(url)
  const there = await appOn(t, otherDb)
  const admin = await here.key('keys:manage', 'articles:read')
  const made = await here.send({
    method: 'POST',
    url: '/v1/keys',
    key: admin,
    payload: { name: 'radio', scopes: ['articles:read'] },
  })
  const { id, key } = made.json()
  const usage = async () => (await here.send({ url: `/v1/keys/${id}/usage`, key: admin })).json()

  t.test('is counted by day, in every process, and written by neither for each request', async (t) => {
    t.same(await usage(), { data: [], lastUsedAt: null })
    const first = await here.send({ url: '/v1/articles', key })
    await here.send({ url: '/v1/articles/unknown-story', key })
    await there.send({ url: '/v1/articles', key })
    t.match((await usage()).data, [{ day: '2026-11-24', requests: 2 }], 'its own at once')
    await there.send({ url: '/v1/articles', key })
    await there.app.close()
    const { data, lastUsedAt } = await usage()
    t.match(data, [{ day: '2026-11-24', requests: 4 }])
    t.ok(data[0].bytes >= 3 * first.body.length)
    t.not(lastUsedAt, null)
  })

  t.test('is nobody else’s business, and goes after 90 days', async (t) => {
    t.equal((await here.send({ url: `/v1/keys/${id}/usage`, key })).statusCode, 403)
    here.clock.advance(91 * 24 * 60 * 60 * 1000)
    t.same((await usage()).data, [])
  })

  t.teardown(() => otherDb.close())
})
