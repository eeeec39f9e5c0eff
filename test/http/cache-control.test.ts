import { eachApp } from '../support/app.ts'
import { operationsOf } from '../support/operations.ts'

const shared = 'public, max-age=5, stale-while-revalidate=25'
const own = 'private, no-store'

eachApp('Cache-Control', async (t, test) => {
  const key = await test.key()
  const { id } = (
    await test.send({ method: 'POST', url: '/v1/articles', key, payload: { headline: 'Cached' } })
  ).json()
  await test.send({ method: 'POST', url: '/v1/articles/cached/publish', key, headers: { 'if-match': '*' } })
  // What an address does not answer without is an article, or several.
  const reads = operationsOf(test.app)
    .filter(({ method, template }) => method === 'GET' && !template.includes('{'))
    .map(({ template, required, scope }) => ({
      url: [template, ...required.map((name) => `${name}=${id}`)].join('?'),
      scope,
    }))
  const streams = reads.filter(({ url }) => url.endsWith('/stream'))
  const lists = reads.filter((read) => read.scope === undefined && !streams.includes(read))

  t.test(
    'lets everybody keep for seconds what everybody gets, save health and a form with its token',
    async (t) => {
      t.ok(lists.length > 10)
      for (const { url } of lists) {
        const answer = await test.send({ url })
        t.equal(answer.statusCode, 200, url)
        const isOwn = url.startsWith('/health/') || url.startsWith('/v1/comments/form?')
        t.equal(answer.headers['cache-control'], isOwn ? own : shared, url)
      }
    },
  )

  t.test('lets nobody keep what a key gets', async (t) => {
    for (const { url } of reads.filter((read) => !streams.includes(read))) {
      const answer = await test.send({ url, key })
      t.equal(answer.statusCode, 200, url)
      t.equal(answer.headers['cache-control'], own, url)
    }
  })

  t.test('lets nobody keep a stream', async (t) => {
    t.ok(streams.length > 0)
    for (const { url } of streams) {
      const answer = await test.send({ url, key })
      t.equal(answer.headers['cache-control'], 'no-store', url)
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
