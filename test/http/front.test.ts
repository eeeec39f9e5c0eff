import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import inject from 'light-my-request'
import type { Test } from 'tap'
import { buildApp } from '../../src/app.ts'
import { limits } from '../../src/http/limits.ts'
import { logSerializers } from '../../src/http/server.ts'
import { appOn, type TestApp, testConfig } from '../support/app.ts'
import { eachDatabase } from '../support/each-database.ts'
import { injectIntoServer } from '../support/streams.ts'

const handled = 'tracing:fastify.request.handler:start'

/** How many requests the framework had to answer while this was done. */
async function answeredBehind(t: Test, work: () => Promise<unknown>): Promise<number> {
  let count = 0
  const onHandled = () => {
    count += 1
  }
  subscribe(handled, onHandled)
  t.teardown(() => unsubscribe(handled, onHandled))
  await work()
  unsubscribe(handled, onHandled)
  return count
}

/** Published articles, by slug; long enough to be compressed. */
async function publish(test: TestApp, slugs: readonly string[]): Promise<void> {
  const key = await test.key()
  for (const slug of slugs) {
    const payload = {
      headline: slug,
      slug,
      body: { blocks: [{ type: 'paragraph', text: 'Ünter. '.repeat(300) }] },
    }
    const made = await test.send({ method: 'POST', url: '/v1/articles', key, payload })
    t(made, 201)
    const headers = { 'if-match': '*' }
    t(
      await test.send({ method: 'POST', url: `/v1/articles/${slug}/publish`, key, headers, payload: {} }),
      200,
    )
  }
  function t({ statusCode, body }: LightMyRequestResponse, wanted: number): void {
    if (statusCode !== wanted) throw new Error(body)
  }
}

/** An answer, but for what is of one request alone. */
const ownless = ({ statusCode, headers, rawPayload }: LightMyRequestResponse) => {
  const { 'x-request-id': id, date: _, connection: __, 'keep-alive': ___, ...rest } = headers
  return { statusCode, headers: rest, body: rawPayload.toString('base64'), hasId: typeof id === 'string' }
}

eachDatabase('what is answered before the framework', async (t, db) => {
  const slugs = ['ferry', 'bridge', 'tunnel', 'harbour']
  const cached = await appOn(t, db)
  await publish(cached, slugs)

  for (const bytes of ['0', '1000000']) {
    const test = await appOn(t, db, { DATELINE_RESPONSE_CACHE_BYTES: bytes })
    const framework = (options: InjectOptions) => inject(test.app.routing, options)
    const read = (slug: string, headers: Record<string, string> = {}) =>
      test.app.inject({ url: `/v1/articles/${slug}`, headers })

    t.test(`is what the framework answers, with a cache of ${bytes} bytes`, async (t) => {
      const ways = [
        {},
        { accept: 'application/json' },
        { 'accept-encoding': 'br' },
        { 'accept-encoding': 'gzip, br' },
      ]
      for (const headers of ways) {
        await read('ferry', headers)
        const behind = await answeredBehind(t, async () => {
          for (const slug of [...slugs.slice(1), ...slugs.slice(1)]) {
            const own = ownless(await read(slug, headers))
            const wanted = await framework({ url: `/v1/articles/${slug}`, headers })
            t.same(own, ownless(wanted), `${slug}, ${JSON.stringify(headers)}`)
            const known = { ...headers, 'if-none-match': String(wanted.headers.etag) }
            const [short, of] = [
              await read(slug, known),
              await framework({ url: `/v1/articles/${slug}`, headers: known }),
            ]
            t.same(ownless(short), ownless(of), `304 of ${slug}, ${JSON.stringify(headers)}`)
            t.equal(short.statusCode, 304)
          }
        })
        t.equal(behind, 12, 'the framework answered what it was asked itself, and nothing else')
      }
    })

    t.test(
      `is never what another form, method or reader is answered, with a cache of ${bytes} bytes`,
      async (t) => {
        await read('ferry')
        const key = await test.key('articles:read')
        const others = [
          { method: 'HEAD', url: '/v1/articles/bridge' },
          { url: '/v1/articles/bridge', headers: { accept: 'text/plain' } },
          { url: '/v1/articles/bridge?format=jsonLd' },
          { url: '/v1/articles/bridge', headers: { accept: 'image/png' } },
          { url: '/v1/articles/bridge', headers: { authorization: `Bearer ${key}` } },
          { url: '/v1/articles/bridge', headers: { authorization: 'Bearer dl_wrong' } },
          { url: '/v1/articles/bridge', headers: { expect: 'wonders' } },
          { url: '/v1/articles/none' },
          { url: '/v1/articles/bridge/' },
          { method: 'DELETE', url: '/v1/articles/bridge' },
        ] as const
        for (const other of others) {
          const [own, wanted] = [await test.app.inject(other), await framework(other)]
          t.equal(own.statusCode, wanted.statusCode, JSON.stringify(other))
          t.equal(own.headers['content-type'], wanted.headers['content-type'], JSON.stringify(other))
          if (own.statusCode === 200) t.equal(own.body, wanted.body, JSON.stringify(other))
        }
      },
    )
  }

  t.test('is counted and refused like everything else', async (t) => {
    const test = await appOn(t, db, { DATELINE_RATE_LIMIT: 'on', DATELINE_TRUSTED_PROXIES: '127.0.0.1' })
    const { quota } = limits.reads
    const read = (from = '198.51.100.7') =>
      test.app.inject({ url: '/v1/articles/bridge', headers: { 'x-forwarded-for': from } })
    const answers = []
    for (let i = 0; i < quota + 2; i++) answers.push(await read())
    t.match(answers[9]?.headers, {
      'ratelimit-policy': `"reads";q=${quota};w=60`,
      ratelimit: new RegExp(`^"reads";r=${quota - 10};t=\\d+$`),
    })
    t.same(
      answers.map(({ statusCode }) => statusCode).filter((status) => status !== 200),
      [429, 429],
    )
    t.match(answers.at(-1)?.json(), { code: 'rate_limited' })
    t.equal((await read('198.51.100.8')).statusCode, 200, 'others are not held up')
  })

  t.test('is logged like everything else', async (t) => {
    const written: string[] = []
    const stream = { write: (line: string) => written.push(line) }
    const logger = { level: 'info', serializers: logSerializers, stream }
    const app = await buildApp({ config: testConfig(), db, logger })
    t.teardown(() => app.close())
    injectIntoServer(app)
    const url = '/v1/articles/bridge'
    const lines: unknown[] = []
    const behind = await answeredBehind(t, async () => {
      for (let i = 0; i < 4; i++) {
        written.length = 0
        const { headers } = await app.inject({ url })
        lines.push(written.map((line) => JSON.parse(line)).map(({ time: _, pid: __, ...line }) => line))
        t.match(lines.at(-1), [
          { msg: 'incoming request', reqId: headers['x-request-id'], req: { method: 'GET', url } },
          { msg: 'request completed', reqId: headers['x-request-id'], res: { statusCode: 200 } },
        ])
      }
    })
    t.equal(behind, 1, 'the first, by which the head is learned')
  })
})
