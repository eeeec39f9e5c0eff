import { once } from 'node:events'
import { eachEngine } from '../support/each-database.ts'
import { until } from '../support/until.ts'
import { hang, startReceiver } from '../webhooks/receiver.ts'
import { prepareCrash } from './crash-command.ts'
import { ask, kill, read, type Site, startServer } from './site.ts'

interface Article {
  id: string
  version: number
}

const subscribe = (site: Site, url: string) =>
  read(site, '/v1/webhooks', { method: 'POST', body: { url, events: ['article.published'] } })

/** Gives the id of what was published, as soon as it is acknowledged. */
async function publish(site: Site): Promise<string> {
  const body = { headline: 'The ferry sails again' }
  const { id, version } = await read<Article>(site, '/v1/articles', { method: 'POST', body })
  await read(site, `/v1/articles/${id}/publish`, { method: 'POST', body: {}, version })
  return id
}

eachEngine('webhooks of a server', async (t, url) => {
  const { env, key } = await prepareCrash(url, 'webhooks:manage')
  const start = () => startServer({ ...env, DATELINE_WEBHOOK_ALLOW_PRIVATE: 'on' }, key)

  t.test('that is killed between commit and delivery are sent by the next', async (t) => {
    const receiver = await startReceiver(t)
    const told = () => receiver.received.map(({ body }) => String(JSON.parse(body).data.resourceId))
    const published: string[] = []
    let unsent = 0
    let { server, site } = await start()
    t.teardown(() => kill(server))
    await subscribe(site, receiver.url)
    // It may be sent before the kill comes; not every time.
    for (let round = 0; round < 10 && unsent < 1; round++) {
      const id = await publish(site)
      await kill(server)
      published.push(id)
      if (!told().includes(id)) unsent++
      ;({ server, site } = await start())
      // A lease of the one that was killed may have to end first.
      await until(() => told().includes(id), 40_000)
    }
    t.ok(unsent > 0, 'it was killed before it had sent anything')
    t.same(new Set(told()), new Set(published))
  })

  t.test('that hang let it stop, and are sent at once by the next', async (t) => {
    const receiver = await startReceiver(t)
    receiver.always(hang)
    const first = await start()
    t.teardown(() => kill(first.server))
    await subscribe(first.site, `${receiver.url}/hanging`)
    await publish(first.site)
    await until(() => receiver.received.length === 1)
    first.server.kill('SIGTERM')
    t.same(await once(first.server, 'exit'), [0, null])
    receiver.always(204)
    const second = await start()
    t.teardown(() => kill(second.server))
    await until(() => receiver.received.length === 2)
    const [before, after] = receiver.received
    t.equal(after?.headers['webhook-id'], before?.headers['webhook-id'])
    t.equal(after?.body, before?.body)
    t.ok(await ask(second.site, '/v1/articles'))
  })
})
