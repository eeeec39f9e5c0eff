import { changeStore } from '../../src/changes/store.ts'
import { appOn, eachApp, type TestApp } from '../support/app.ts'
import { articleDesk } from '../support/articles.ts'
import { eachDatabase } from '../support/each-database.ts'
import { listen, readStream } from '../support/streams.ts'
import { payloadOf, startReceiver } from '../webhooks/receiver.ts'
import { partnerKey } from './site.ts'

const hour = 60 * 60 * 1000

interface Told {
  position: string
  type: string
  resourceId: string
  articleId: string
}

/** Everything that a key is told from a position on, a page at a time. */
async function told(test: TestApp, { key, since = '', limit = 1000 }: Asked): Promise<Told[]> {
  const list: Told[] = []
  for (let from = since; ; ) {
    const place = from === '' ? '' : `&since=${from}`
    const answer = await test.send({ url: `/v1/changes?limit=${limit}${place}`, ...(key && { key }) })
    const { data, page } = answer.json()
    if (data.length === 0) return list
    list.push(...data)
    from = page.next
  }
}

interface Asked {
  key?: string | undefined
  since?: string
  limit?: number
}

const typesOf = (list: readonly Told[]) => list.map(({ type }) => type)

eachApp('an article under embargo', async (t, test) => {
  const desk = await articleDesk(test)
  const trusted = await partnerKey(test, desk.key, { embargoed: true })
  const plain = await partnerKey(test, desk.key, {})
  const sport = await partnerKey(test, desk.key, { embargoed: true, sections: ['Sport'] })
  const inAnHour = () => new Date(test.clock.now().getTime() + hour).toISOString()
  const position = async (key?: string): Promise<string> => {
    const all = await told(test, { key })
    return all.at(-1)?.position ?? '0'
  }
  const remove = (id: string) =>
    test.send({
      method: 'DELETE',
      url: `/v1/articles/${id}`,
      key: desk.key,
      headers: { 'if-match': '*' },
    })
  const text = 'It reopens in May. “We are glad,” Mayor Ola Nord said.'
  const held = (more: object = {}) => ({
    headline: 'Canary of the harbour',
    embargoUntil: inAnHour(),
    body: { blocks: [{ type: 'paragraph', text }] },
    ...more,
  })
  /** What somebody without the right can hold on to. */
  const seenBy = async (key?: string) => {
    const asked = key === undefined ? {} : { key }
    const answers = []
    for (const url of [
      '/v1/changes',
      '/v1/changes?since=0&limit=1',
      '/v1/articles',
      '/v1/quotes',
      '/health/ready',
    ]) {
      const { statusCode, body, headers } = await test.send({ url, ...asked })
      const { 'x-request-id': _, date: __, ratelimit: ___, ...rest } = headers
      answers.push({ url, statusCode, body, headers: rest })
    }
    return answers
  }

  t.test(
    'is told of to whoever has it before its release: that it is there, each edit, its release',
    async (t) => {
      const since = await position(trusted)
      const { id } = await desk.publish(held({ headline: 'Harbour' }))
      await desk.patch(id, { headline: 'Ferry' })
      await desk.post('/v1/media-credits', { articleId: id, creditLine: 'Photo by Ada' })
      await desk.act(id, 'corrections', { kind: 'correction', text: 'It was May.' })
      const list = await told(test, { key: trusted, since })
      t.same(typesOf(list), [
        'article.published',
        'article.updated',
        'mediaCredit.created',
        'article.corrected',
      ])
      t.ok(list.every((one) => one.articleId === id))
      t.equal((await test.send({ url: `/v1/articles/${id}`, key: trusted })).statusCode, 200)
      test.clock.advance(hour)
      await test.settle()
      t.same(typesOf(await told(test, { key: trusted, since })).at(-1), 'article.published')
      await desk.patch(id, { headline: 'Open to all' })
      t.same(typesOf(await told(test, { key: trusted, since })).at(-1), 'article.updated')
    },
  )

  t.test('is told of when its schedule makes it theirs, and when it goes before anyone saw it', async (t) => {
    const since = await position(trusted)
    const planned = await desk.create(held({ embargoUntil: '2026-12-24T09:00:00Z' }))
    await desk.act(planned.id, 'schedule', { publishAt: inAnHour() })
    t.same(await told(test, { key: trusted, since }), [])
    test.clock.advance(hour)
    await test.settle()
    const killed = await desk.publish(held())
    await desk.act(killed.id, 'withdraw', { reason: 'Canary of a reason' })
    const taken = await desk.publish(held())
    await desk.act(taken.id, 'unpublish')
    await remove(planned.id)
    const list = await told(test, { key: trusted, since })
    t.same(
      list.map(({ type, resourceId }) => [type, [planned.id, killed.id, taken.id].indexOf(resourceId)]),
      [
        ['article.unpublished', 1],
        ['article.unpublished', 2],
        ['article.deleted', 0],
      ],
      'of what came and went in between, that it went',
    )
    t.same(await told(test, { key: sport, since: await position(sport) }), [])
  })

  t.test('leaves no trace for anybody else: no change, no position, no header', async (t) => {
    const before = [await seenBy(), await seenBy(plain), await seenBy(sport)]
    const { id } = await desk.publish(held())
    await desk.patch(id, { headline: 'Canary of the tram' })
    await desk.post('/v1/media-credits', { articleId: id, creditLine: 'Photo by Ada' })
    await desk.publish(held({ headline: 'Canary of the quay' }))
    await desk.act(id, 'withdraw', { reason: 'Canary of a reason' })
    const open = (list: Awaited<ReturnType<typeof seenBy>>) =>
      list.filter(({ url }) => !url.startsWith('/v1/changes'))
    t.same(await seenBy(), before[0])
    t.same(await seenBy(plain), before[1])
    // Another partner who has some things early may see that positions have moved on, but of nothing that is not its own.
    t.same(open(await seenBy(sport)), open(before[2] ?? []))
    t.notMatch(JSON.stringify([await seenBy(), await seenBy(plain), await seenBy(sport)]), /canary/i)
    const [first] = await told(test, {})
    const next = await desk.publish({ headline: 'For all to see' })
    const all = await told(test, {})
    t.equal(all.at(-1)?.resourceId, next.id)
    t.equal(Number(all.at(-1)?.position) - Number(first?.position), all.length - 1, 'there is no gap')
  })

  t.test('stands in the order of commits among what all are told, however long the pages are', async (t) => {
    const since = await position(trusted)
    const ids: string[] = []
    for (let n = 0; n < 12; n++)
      ids.push((await desk.publish(n % 3 === 0 ? { headline: `Open ${n}` } : held())).id)
    for (const limit of [1, 5, 1000]) {
      const list = await told(test, { key: trusted, since, limit })
      t.same(
        list.filter(({ type }) => type === 'article.published').map(({ resourceId }) => resourceId),
        ids,
      )
      const positions = list.map((one) => Number(one.position))
      t.same(
        positions,
        [...new Set(positions)].sort((a, b) => a - b),
        'each has a position of its own',
      )
    }
  })

  t.test('is in the stream of whoever has it, and in no other', async (t) => {
    const url = await listen(test.app)
    const follow = (key: string) =>
      readStream(t, `${url}/v1/changes/stream`, { authorization: `Bearer ${key}` })
    const [early, other] = [await follow(trusted), await follow(plain)]
    await early.until((text) => text.includes('id: '))
    await other.until((text) => text.includes('id: '))
    const canary = await desk.publish(held())
    const open = await desk.publish({ headline: 'For all to hear' })
    const events = await early.until((text) => text.includes(open.id))
    t.ok(events.some(({ data }) => data.articleId === canary.id))
    await other.until((text) => text.includes(open.id))
    t.notMatch(other.text(), canary.id)
    const last = events.at(-1)?.id ?? ''
    t.equal(last, await position(trusted), 'with the positions of the list')
    const again = await readStream(t, `${url}/v1/changes/stream?since=${Number(last) - 1}`, {
      authorization: `Bearer ${trusted}`,
    })
    t.equal((await again.until(1))[0]?.data.articleId, open.id)
    for (const one of [early, other, again]) one.close()
  })

  t.test('is told of for as long as changes are kept', async (t) => {
    const { removeOld } = changeStore(test.db, { now: test.clock.now, keptDays: 30 })
    const since = await position(trusted)
    test.clock.advance(31 * 24 * hour)
    await test.settle()
    const [canary, open] = [await desk.publish(held()), await desk.publish({ headline: 'After a month' })]
    await removeOld()
    t.equal((await test.send({ url: '/v1/changes?since=0', key: trusted })).statusCode, 410)
    t.equal(
      (await test.send({ url: `/v1/changes?since=${Number(since) - 3}`, key: trusted })).statusCode,
      410,
    )
    const list = await told(test, { key: trusted })
    t.same(
      list.slice(-2).map(({ resourceId }) => resourceId),
      [canary.id, open.id],
    )
    const [last] = list.slice(-1)
    const behind = await told(test, { key: trusted, since: String(Number(last?.position) - 1) })
    t.same(behind, [last], 'and positions go on as they were')
    const unknown = await test.send({ url: '/v1/changes?since=99999', key: trusted })
    t.equal(unknown.statusCode, 400)
  })
})

eachDatabase('a receiver of a partner who has articles under embargo', async (t, db) => {
  const test = await appOn(t, db, { DATELINE_WEBHOOK_ALLOW_PRIVATE: 'on' }, { timeLimit: 300 })
  const desk = await articleDesk(test)
  const events = ['article.published', 'article.updated', 'article.unpublished']
  const connect = async (entitlements: object) => {
    const receiver = await startReceiver(t)
    const scopes = ['syndication:read', 'webhooks:manage']
    const { key } = (await desk.post('/v1/keys', { name: 'partner', scopes, entitlements })).json()
    const payload = { url: `${receiver.url}/hook`, events }
    const { id } = (await test.send({ method: 'POST', url: '/v1/webhooks', key, payload })).json()
    const sent = async () => {
      await test.deliver()
      return receiver.take().map((one) => payloadOf(one).data)
    }
    return { key, id, sent, receiver }
  }
  const early = await connect({ embargoed: true })
  const plain = await connect({})
  const held = { headline: 'Canary of the harbour', embargoUntil: '2026-11-24T10:00:00Z' }

  t.test('is told of each as the feed tells it, and nobody else is', async (t) => {
    await desk.publish({ headline: 'Open before' })
    const { id } = await desk.publish(held)
    await desk.patch(id, { headline: 'Canary of the ferry' })
    const { id: open } = await desk.publish({ headline: 'Open behind' })
    const feed = await told(test, { key: early.key })
    t.same(await early.sent(), feed)
    t.equal(feed.length, 4)
    t.equal(feed[3]?.resourceId, open)
    t.same(
      plain.receiver.take().map((one) => payloadOf(one).data.type),
      ['article.published', 'article.published'],
    )
    const log = await test.send({ url: `/v1/webhooks/${plain.id}/deliveries`, key: plain.key })
    t.equal(log.json().data.length, 2, 'its log has no more')
    test.clock.advance(hour)
    await test.settle()
    t.match(await early.sent(), [{ type: 'article.published', resourceId: id }])
    t.match(
      plain.receiver.take().map((one) => payloadOf(one).data),
      [{ type: 'article.published', resourceId: id }],
    )
  })

  t.test('has a range sent again by the positions it knows', async (t) => {
    const feed = await told(test, { key: early.key })
    const replay = (since: string, until?: string) =>
      test.send({
        method: 'POST',
        url: `/v1/webhooks/${early.id}/replay`,
        key: early.key,
        payload: { since, ...(until && { until }) },
      })
    t.match((await replay('1', '3')).json(), { since: '1', until: '3', deliveries: 2 })
    t.same(
      (await early.sent()).map(({ position }) => position),
      ['2', '3'],
    )
    t.equal((await replay('0')).json().deliveries, feed.length)
    t.equal((await early.sent()).length, feed.length)
    t.equal((await replay('99')).statusCode, 422)
  })
})
