import { Type } from 'typebox'
import { responseCache } from '../../src/http/response-cache.ts'
import { routesOf } from '../../src/http/route.ts'
import { sharedSchemas } from '../../src/http/schema.ts'
import { createServer } from '../../src/http/server.ts'
import { appOn } from '../support/app.ts'
import { eachDatabase } from '../support/each-database.ts'

const now = () => new Date()

eachDatabase('a server that somebody built without the guard', async (t, db) => {
  const key = await (await appOn(t, db)).key()
  let calls = 0
  const app = createServer({
    limits: { bodyLimit: 1000, requestTimeout: 1000 },
    logger: false,
    link: (path) => path,
    trustedProxies: [],
    findMoved: async () => undefined,
    now,
    cache: responseCache({ bytes: 0, shown: () => ({ epoch: 0, changedAt: undefined }) }),
    front: ({ pass }) => pass(),
  })
  t.teardown(() => app.close())
  for (const schema of sharedSchemas) app.addSchema(schema)
  const { route } = routesOf(app, () => undefined)
  route({
    method: 'POST',
    url: '/v1/articles',
    operationId: 'createArticle',
    tag: 'articles',
    summary: 'A write',
    access: 'articles:write',
    cache: 'none',
    body: Type.Object({}),
    answers: { 204: { description: 'Done.' } },
    errors: [],
    handle: async ({ reply }) => {
      calls += 1
      return reply.code(204).send()
    },
  })

  t.test('lets nobody write, with the best of keys', async (t) => {
    const write = (headers: Record<string, string>) =>
      app.inject({ method: 'POST', url: '/v1/articles', payload: {}, headers })
    t.equal((await write({ authorization: `Bearer ${key}` })).statusCode, 401)
    t.equal((await write({})).statusCode, 401)
    t.equal(calls, 0)
  })
})
