import { changeStore } from '../../src/changes/store.ts'
import { removeOldDeliveries } from '../../src/webhooks/delivery-store.ts'
import { appOn } from '../support/app.ts'
import { eachDatabase } from '../support/each-database.ts'
import { isVerified, payloadOf, startReceiver } from './receiver.ts'

eachDatabase('a webhook', async (t, db) => {
  const test = await appOn(
    t,
    db,
    { DATELINE_WEBHOOK_ALLOW_PRIVATE: 'on' },
    { timeLimit: 500, random: () => 0 },
  )
  const receiver = await startReceiver(t)
  const key = await test.key()
  const send = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) =>
    test.send({
      method,
      url,
      key,
      ...(method !== 'GET' && { payload: payload ?? {}, headers: { 'if-match': '*' } }),
    })
  const publish = async (headline: string) => {
    const { id } = (await send('POST', '/v1/articles', { headline })).json()
    await send('POST', `/v1/articles/${id}/publish`)
  }
  await publish('Long before')
  const made = (
    await send('POST', '/v1/webhooks', { url: receiver.url, events: ['article.published'] })
  ).json()
  const at = `/v1/webhooks/${made.id}`
  const take = async () => {
    await test.deliver()
    return receiver.take()
  }

  t.test('is sent a test event, which its log shows', async (t) => {
    const asked = await send('POST', `${at}/ping`)
    t.match(asked.json(), { type: 'webhook.ping', status: 'pending', position: null, attempts: 0 })
    t.equal(asked.statusCode, 202)
    const [ping] = await take()
    if (ping === undefined) throw new Error('Nothing was sent.')
    t.match(payloadOf(ping), { type: 'webhook.ping', data: { webhookId: made.id } })
    t.ok(isVerified(ping, made.secret, test.clock.now()))
    const { pathname } = new URL(String(asked.headers.location))
    t.match((await send('GET', pathname)).json(), {
      id: ping.headers['webhook-id'],
      status: 'delivered',
      attempts: 1,
      responseStatus: 204,
      nextAttemptAt: null,
      error: null,
    })
  })

  t.test('shows what was tried, what came of it, and when it is tried next', async (t) => {
    receiver.next(500)
    await publish('Not taken')
    const [sent] = await take()
    const pending = (await send('GET', `${at}/deliveries?status=pending`)).json()
    t.match(pending.data, [
      {
        id: sent?.headers['webhook-id'],
        type: 'article.published',
        status: 'pending',
        attempts: 1,
        lastAttemptAt: '2026-11-24T09:00:00.000Z',
        nextAttemptAt: '2026-11-24T09:00:05.000Z',
        responseStatus: 500,
        error: 'The receiver answered 500.',
      },
    ])
    t.type(pending.data[0].durationMs, 'number')
    const again = await send('POST', `${at}/deliveries/${pending.data[0].id}/retry`)
    t.match(again.json(), { status: 'pending', attempts: 0 })
    t.equal((await take())[0]?.headers['webhook-id'], sent?.headers['webhook-id'])
    t.same((await send('GET', `${at}/deliveries?status=pending`)).json().data, [])
  })

  t.test('has a log that is walked by cursor, newest first', async (t) => {
    for (let n = 0; n < 4; n++) await publish(`Story ${n}`)
    t.equal((await take()).length, 4)
    const seen: string[] = []
    const url = `${at}/deliveries?limit=2&count=exact`
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { data: { id: string }[]; page: { total: number; next: string | null } } = (
        await send('GET', `${url}${cursor}`)
      ).json()
      t.equal(page.page.total, 6)
      seen.push(...page.data.map(({ id }) => id))
      cursor = page.page.next === null ? null : `&cursor=${page.page.next}`
    }
    t.same(seen, [...seen].sort().reverse())
    t.equal(new Set(seen).size, 6)
  })

  t.test('is sent a range again, in order, also what was before it', async (t) => {
    const all = (await test.send({ url: '/v1/changes' })).json()
    const wanted = all.data.filter(({ type }: { type: string }) => type === 'article.published')
    const whole = await send('POST', `${at}/replay`, { since: '0' })
    t.match(whole.json(), { since: '0', until: all.page.next, deliveries: wanted.length })
    t.same(
      (await take()).map((one) => payloadOf(one).data),
      wanted,
    )
    const [first, second] = wanted
    const part = { since: first.position, until: second.position }
    t.match((await send('POST', `${at}/replay`, part)).json(), { ...part, deliveries: 1 })
    t.same(
      (await take()).map((one) => one.headers['webhook-id']),
      [second.id],
    )
    t.match((await send('POST', `${at}/replay`, { since: all.page.next })).json(), { deliveries: 0 })
  })

  t.test('is sent no range that is none, or that is kept no longer', async (t) => {
    const refused = async (body: object) => (await send('POST', `${at}/replay`, body)).json()
    t.match(await refused({ since: '99999' }), { status: 422, errors: [{ pointer: '/since' }] })
    t.match(await refused({ since: '0', until: '99999' }), { status: 422, errors: [{ pointer: '/until' }] })
    t.match(await refused({ since: '3', until: '2' }), { status: 422, errors: [{ pointer: '/until' }] })
    t.match(await refused({}), { status: 422, errors: [{ pointer: '/since' }] })
    test.clock.advance(31 * 24 * 60 * 60 * 1000)
    await publish('Much later')
    await changeStore(db, { now: test.clock.now, keptDays: 30 }).removeOld()
    t.match(await refused({ since: '1' }), { status: 410, code: 'too_old' })
    t.match(await refused({ since: '0' }), { deliveries: 1 })
    t.equal((await take()).length, 1)
  })

  t.test('keeps its log for thirty days', async (t) => {
    t.equal(await removeOldDeliveries(db, test.clock.now), 7)
    t.match((await send('GET', `${at}/deliveries?count=exact`)).json(), { page: { total: 1 } })
  })

  t.test('signs by two secrets while one replaces the other', async (t) => {
    const rotated = await send('POST', `${at}/rotate`, { overlapSeconds: 60 })
    const { secret, formerSecretUntil } = rotated.json()
    t.not(secret, made.secret)
    t.equal(formerSecretUntil, new Date(test.clock.now().getTime() + 60_000).toISOString())
    await send('POST', `${at}/ping`)
    const [both] = await take()
    if (both === undefined) throw new Error('Nothing was sent.')
    for (const one of [secret, made.secret]) t.ok(isVerified(both, one, test.clock.now()))
    t.equal(String(both.headers['webhook-signature']).split(' ').length, 2)
    test.clock.advance(60_000)
    await send('POST', `${at}/ping`)
    const [one] = await take()
    if (one === undefined) throw new Error('Nothing was sent.')
    t.ok(isVerified(one, secret, test.clock.now()))
    t.notOk(isVerified(one, made.secret, test.clock.now()))
    const now = (await send('POST', `${at}/rotate`, { overlapSeconds: 0 })).json()
    t.equal(now.formerSecretUntil, null)
    const unnamed = await test.send({ method: 'POST', url: `${at}/rotate`, key, payload: {} })
    t.equal(unnamed.statusCode, 428)
  })

  t.test('is sent nothing while it is disabled, and is not asked to', async (t) => {
    receiver.next(500)
    await send('POST', `${at}/ping`)
    await take()
    await send('PATCH', at, { status: 'disabled' })
    const [dropped] = (await send('GET', `${at}/deliveries?limit=1`)).json().data
    t.match(dropped, { status: 'failed', nextAttemptAt: null, error: 'The webhook was disabled.' })
    const asked = [`${at}/ping`, `${at}/deliveries/${dropped.id}/retry`]
    for (const url of asked) t.equal((await send('POST', url)).statusCode, 409, url)
    t.equal((await send('POST', `${at}/replay`, { since: '0' })).statusCode, 409)
    test.clock.advance(60 * 60 * 1000)
    t.same(await take(), [])
  })

  t.test('that is not there has no log and takes nothing', async (t) => {
    const none = '/v1/webhooks/019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11'
    t.equal((await send('GET', `${none}/deliveries`)).statusCode, 404)
    t.equal((await send('POST', `${none}/ping`)).statusCode, 404)
    t.equal((await send('POST', `${none}/replay`, { since: '0' })).statusCode, 404)
  })
})
