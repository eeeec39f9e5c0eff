import t from 'tap'
import { readConfig } from '../../src/config.ts'
import { settleDue } from '../../src/db/due.ts'
import { dueWork } from '../../src/due-work.ts'
import { appOn, testConfig } from '../support/app.ts'
import { articleDesk } from '../support/articles.ts'
import { eachDatabase } from '../support/each-database.ts'
import { parseXml } from '../support/judges.ts'
import { startReceiver } from './receiver.ts'

const minute = 60_000
const onError = (_what: string, err: unknown) => {
  throw err
}

eachDatabase('a WebSub hub', async (t, db) => {
  const receiver = await startReceiver(t)
  const hub = `${receiver.url}/hub`
  const settings = { DATELINE_WEBSUB_HUBS: hub, DATELINE_WEBHOOK_ALLOW_PRIVATE: 'on' }
  const test = await appOn(t, db, settings)
  const desk = await articleDesk(test)
  // One look after another, as a server has them: what failed is remembered.
  const works = dueWork(db, test.clock.now, testConfig(settings)).hubs
  const settle = () => settleDue(works, { onError })
  const told = () => receiver.take().map(({ body }) => new URLSearchParams(body).get('hub.url'))
  const feeds = ['rss.xml', 'atom.xml', 'feed.json'].map((name) => `https://news.example/feeds/${name}`)

  t.test('is told of each feed once for all that is new, and of no comment', async (t) => {
    const { id } = await desk.publish({ headline: 'One' })
    await desk.publish({ headline: 'Two' })
    await settle()
    t.same(told(), feeds)
    test.clock.advance(minute)
    const payload = { authorName: 'Mira', body: 'Read.' }
    await test.send({ method: 'POST', url: `/v1/articles/${id}/comments`, payload })
    await settle()
    t.same(told(), [])
    await desk.create({ headline: 'A draft' })
    await settle()
    t.same(told(), [])
    await desk.patch(id, { headline: 'One, corrected' })
    await settle()
    t.same(told(), feeds)
  })

  t.test('is told again of what it did not take, later', async (t) => {
    test.clock.advance(minute)
    receiver.next(500)
    await desk.publish({ headline: 'Three' })
    await t.rejects(settle(), /answered 500/)
    t.equal(told().length, 1)
    await settle()
    t.same(told(), [], 'not at once')
    test.clock.advance(minute)
    await settle()
    t.same(told(), feeds)
  })

  t.test('is named by the feeds that it is told of, and by no part of them', async (t) => {
    for (const url of ['/feeds/rss.xml', '/feeds/atom.xml', '/feeds/feed.json']) {
      const { headers, body } = await test.send({ url })
      t.match(headers.link, `<https://news.example${url}>; rel="self", <${hub}>; rel="hub"`, url)
      if (url.endsWith('json')) t.same(JSON.parse(body).hubs, [{ type: 'WebSub', url: hub }])
      else t.match(body, new RegExp(`<(?:atom:)?link rel="hub" href="${hub}"/>`))
      if (!url.endsWith('json')) t.doesNotThrow(() => parseXml(body), url)
      const part = await test.send({ url: `${url}?section=Sport` })
      t.notMatch(`${part.headers.link}${part.body}`, 'hub')
    }
  })
})

eachDatabase('a hub inside the network', async (t, db) => {
  const receiver = await startReceiver(t)
  const test = await appOn(t, db, { DATELINE_WEBSUB_HUBS: `${receiver.url}/hub` })
  const desk = await articleDesk(test)

  t.test('is told nothing', async (t) => {
    await desk.publish({ headline: 'One' })
    await t.rejects(test.settle(), /was not told/)
    t.same(receiver.take(), [])
  })
})

t.test('hubs without an address of ours are refused at the start', async (t) => {
  t.throws(() => readConfig({ DATELINE_WEBSUB_HUBS: 'https://hub.example' }), /needs PUBLIC_URL/)
  const misspelt = { DATELINE_WEBSUB_HUBS: 'hub', PUBLIC_URL: 'https://a.example' }
  t.throws(() => readConfig(misspelt), /must be absolute/)
})
