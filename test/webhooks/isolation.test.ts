import { setTimeout as wait } from 'node:timers/promises'
import { open } from '../../src/db/index.ts'
import { appOn } from '../support/app.ts'
import { eachDatabase } from '../support/each-database.ts'
import { hang, startReceiver } from './receiver.ts'

const settings = { DATELINE_WEBHOOK_ALLOW_PRIVATE: 'on' }
const headers = { 'if-match': '*' }

eachDatabase('of two processes on one database', async (t, db, url) => {
  const otherDb = await open(url)
  t.teardown(() => otherDb.close())
  const here = await appOn(t, db, settings, { timeLimit: 2000 })
  const there = await appOn(t, otherDb, settings, { timeLimit: 2000 })
  const key = await here.key()
  const post = (path: string, payload: object = {}) =>
    here.send({ method: 'POST', url: path, key, payload, headers })

  t.test('each event is sent by one, and to one receiver one after the other', async (t) => {
    const receivers = await Promise.all([1, 2, 3].map(() => startReceiver(t)))
    let most = 0
    for (const receiver of receivers) {
      let open = 0
      receiver.always((response) => {
        most = Math.max(most, ++open)
        setTimeout(() => {
          open--
          response.writeHead(204).end()
        }, 5)
      })
      await post('/v1/webhooks', { url: receiver.url, events: ['article.published'] })
    }
    for (let n = 0; n < 8; n++) {
      const { id } = (await post('/v1/articles', { headline: `Story ${n}` })).json()
      await post(`/v1/articles/${id}/publish`)
    }
    await Promise.all([here.deliver(), there.deliver(), here.deliver(), there.deliver()])
    await here.deliver()
    for (const { received } of receivers) {
      const ids = received.map((one) => one.headers['webhook-id'])
      t.equal(new Set(ids).size, 8)
      t.equal(ids.length, 8, 'none was sent twice')
      const positions = received.map(({ body }) => Number(JSON.parse(body).data.position))
      t.same(
        positions,
        [...positions].sort((a, b) => a - b),
      )
    }
    t.equal(most, 1)
  })

  t.test('the other goes on where one was killed, once its lease is over', async (t) => {
    const receiver = await startReceiver(t)
    const { id } = (await post('/v1/webhooks', { url: receiver.url, events: ['article.published'] })).json()
    await db.write((tx) =>
      tx
        .update(db.tables.webhooks)
        .set({ leasedBy: 'killed', leasedUntil: new Date(here.clock.now().getTime() + 25_000) }),
    )
    const story = (await post('/v1/articles', { headline: 'While nobody was there' })).json()
    await post(`/v1/articles/${story.id}/publish`)
    await there.deliver()
    t.same(receiver.received, [])
    there.clock.advance(25_001)
    await there.deliver()
    t.equal(receiver.received.length, 1)
    await here.send({ method: 'DELETE', url: `/v1/webhooks/${id}`, key, headers })
  })
})

eachDatabase('a receiver', async (t, db) => {
  const names: Record<string, string[]> = { 'rebinding.test': ['93.184.216.34'] }
  const resolve = async (host: string) => names[host] ?? []

  t.test('that has moved inside since it was named is not connected to', async (t) => {
    const test = await appOn(t, db, {}, { resolve, timeLimit: 1000 })
    const key = await test.key()
    const canary = await startReceiver(t)
    const port = new URL(canary.url).port
    const post = (path: string, payload: object = {}) =>
      test.send({ method: 'POST', url: path, key, payload, headers })
    const target = { url: `https://rebinding.test:${port}/`, events: ['article.published'] }
    const made = await post('/v1/webhooks', target)
    t.equal(made.statusCode, 201)
    names['rebinding.test'] = ['127.0.0.1']
    // What was saved while the setting allowed it is judged again too.
    const literal = (await post('/v1/webhooks', { ...target, url: 'https://93.184.216.34/' })).json()
    for (const url of [canary.url, canary.url.replace('http:', 'https:')]) {
      await db.write((tx) => tx.update(db.tables.webhooks).set({ url }))
      const story = (await post('/v1/articles', { headline: 'For nobody inside' })).json()
      await post(`/v1/articles/${story.id}/publish`)
      await test.deliver()
    }
    await db.write((tx) => tx.update(db.tables.webhooks).set({ url: target.url }))
    test.clock.advance(60_000)
    await test.deliver()
    t.same(canary.received, [])
    const { webhookDeliveries } = db.tables
    const tried = await db.read.select().from(webhookDeliveries)
    t.ok(tried.length >= 4)
    t.ok(tried.every(({ attempts, error }) => attempts > 0 && /public internet|https/.test(error ?? '')))
    t.ok(literal.id)
    await db.write((tx) => tx.delete(db.tables.webhooks))
  })

  t.test('that hangs holds up itself alone', async (t) => {
    const test = await appOn(t, db, settings, { timeLimit: 1500 })
    const key = await test.key()
    const post = (path: string, payload: object = {}) =>
      test.send({ method: 'POST', url: path, key, payload, headers })
    const hanging = await startReceiver(t)
    const well = await startReceiver(t)
    hanging.always(hang)
    for (let n = 0; n < 40; n++)
      await post('/v1/webhooks', { url: `${hanging.url}/${n}`, events: ['article.published'] })
    await post('/v1/webhooks', { url: well.url, events: ['article.published'] })
    const story = (await post('/v1/articles', { headline: 'For whoever listens' })).json()
    await post(`/v1/articles/${story.id}/publish`)
    const delivering = test.deliver()
    for (let tries = 0; tries < 140 && well.received.length === 0; tries++) await wait(10)
    t.equal(well.received.length, 1, 'long before the others are given up')
    t.ok(hanging.received.length > 0)
    await delivering
    t.equal(hanging.received.length, 40)
  })
})
