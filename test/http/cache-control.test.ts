import { eachApp } from '../support/app.ts'
import { operationsOf } from '../support/operations.ts'

const shared = 'public, max-age=5, stale-while-revalidate=25'
const own = 'private, no-store'

eachApp('Cache-Control', async (t, test) => {
  const key = await test.key()
  await test.send({ method: 'POST', url: '/v1/articles', key, payload: { headline: 'Cached' } })
  await test.send({ method: 'POST', url: '/v1/articles/cached/publish', key, headers: { 'if-match': '*' } })
  const reads = operationsOf(test.app).filter(
    ({ method, required }) => method === 'GET' && required.length === 0,
  )
  const lists = reads.filter(({ template, scope }) => !template.includes('{') && scope === undefined)

  t.test('lets everybody keep for seconds what everybody gets, and health nobody', async (t) => {
    t.ok(lists.length > 10)
    for (const { template } of lists) {
      const answer = await test.send({ url: template })
      t.equal(answer.statusCode, 200, template)
      const isHealth = template.startsWith('/health/')
      t.equal(answer.headers['cache-control'], isHealth ? own : shared, template)
    }
  })

  t.test('lets nobody keep what a key gets', async (t) => {
    for (const { template } of reads.filter(({ template }) => !template.includes('{'))) {
      const answer = await test.send({ url: template, key })
      t.equal(answer.statusCode, 200, template)
      t.equal(answer.headers['cache-control'], own, template)
    }
  })

  t.test('lets nobody keep an error or what a write answers', async (t) => {
    for (const { method, url } of operationsOf(test.app)) {
      const answer = await test.send({ method, url: `${url}?surprise=1` })
      t.ok(answer.statusCode >= 400, url)
      t.equal(answer.headers['cache-control'], 'no-store', `${method} ${url}`)
    }
    const made = await test.send({ method: 'POST', url: '/v1/articles', key, payload: { headline: 'Made' } })
    t.equal(made.headers['cache-control'], own)
  })
})
