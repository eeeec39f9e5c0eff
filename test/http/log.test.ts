import { buildApp } from '../../src/app.ts'
import { keyStore } from '../../src/auth/store.ts'
import { logSerializers } from '../../src/http/server.ts'
import { testConfig } from '../support/app.ts'
import { eachDatabase } from '../support/each-database.ts'

eachDatabase('the log', async (t, db) => {
  const written: string[] = []
  const app = await buildApp({
    config: testConfig(),
    db,
    logger: {
      level: 'trace',
      serializers: logSerializers,
      stream: { write: (line: string) => written.push(line) },
    },
  })
  t.teardown(() => app.close())
  const { key } = await keyStore(db, () => new Date()).create({
    name: 'desk\u2028',
    scopes: ['articles:write'],
  })
  const evil = 'x%0d%0a{"level":50,"msg":"forged"}%1b[31m'
  const lines = async (ask: () => Promise<unknown>): Promise<Record<string, unknown>[]> => {
    written.length = 0
    await ask()
    return written.map((line) => {
      t.notMatch(line.slice(0, -1), /\p{Cc}/u, 'one line, and no control character in it')
      t.ok(line.endsWith('\n'))
      return JSON.parse(line)
    })
  }

  t.test('holds one JSON line for each event, whatever a request is made of', async (t) => {
    const requests = [
      { url: `/v1/articles/${evil}` },
      { url: `/v1/articles?section=${evil}` },
      { url: '/v1/articles', headers: { 'user-agent': 'a\t{"msg":"forged"}' } },
      { method: 'POST', url: '/v1/extractions', payload: { text: 'a\n{"msg":"forged"}\u001b[31m' } },
    ] as const
    for (const request of requests) {
      const events = await lines(() => app.inject(request))
      t.ok(events.length >= 2, 'the request and its answer')
      t.notOk(events.some(({ msg }) => msg === 'forged'))
    }
  })

  t.test('holds no key, in whatever place it was sent', async (t) => {
    const asked = async () => {
      await app.inject({ url: `/v1/articles?key=${key}`, headers: { authorization: `Bearer ${key}` } })
      await app.inject({ url: `/v1/articles/${key}` })
      await app.inject({ url: '/v1/articles', headers: { authorization: `Basic ${key}` } })
    }
    t.ok((await lines(asked)).length >= 6)
    t.notOk(written.join('').includes(key.slice(-48)))
  })

  t.test('holds nothing that opens a preview, in whatever spelling', async (t) => {
    const send = { headers: { authorization: `Bearer ${key}` }, payload: {} }
    const made = await app.inject({
      method: 'POST',
      url: '/v1/articles',
      ...send,
      payload: { headline: 'A' },
    })
    const links = `/v1/articles/${made.json().id}/preview-links`
    const { token } = (await app.inject({ method: 'POST', url: links, ...send })).json()
    const rest = token.slice(3)
    const spellings = [
      token,
      `dp%5f${rest}`,
      `%64p_${rest}`,
      `%64%70%5F%${rest.charCodeAt(0).toString(16)}${rest.slice(1)}`,
    ]
    const statuses: number[] = []
    const asked = async () => {
      for (const spelling of spellings) {
        statuses.push((await app.inject({ url: `/v1/previews/${spelling}` })).statusCode)
        await app.inject({ url: `/v1/previews/${spelling}x` })
        await app.inject({ url: `/v1/articles?preview=${spelling}&broken=%zz` })
      }
    }
    t.ok((await lines(asked)).length >= 24)
    t.same(statuses, [200, 200, 200, 200], 'every spelling opens it')
    t.notOk(written.join('').includes(rest.slice(2)))
    t.ok(written.join('').includes('/v1/previews/dp_***'))
  })
})
