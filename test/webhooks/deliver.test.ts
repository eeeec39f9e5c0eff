import type { ServerResponse } from 'node:http'
import type { Test } from 'tap'
import { siteOn } from '../comments/site.ts'
import type { TestApp } from '../support/app.ts'
import { appOn } from '../support/app.ts'
import { eachDatabase } from '../support/each-database.ts'
import { until } from '../support/until.ts'
import { hang, isVerified, payloadOf, reset, say, startReceiver } from './receiver.ts'

const everything = [
  'article.published',
  'article.updated',
  'article.corrected',
  'article.unpublished',
  'article.withdrawn',
  'article.deleted',
  'comment.published',
  'comment.removed',
]
const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** A site, a receiver, and a webhook from the one to the other. */
async function connected(t: Test, test: TestApp, events = everything) {
  const receiver = await startReceiver(t)
  const key = await test.key()
  const send = (method: 'POST' | 'PATCH' | 'DELETE', url: string, payload: object = {}) =>
    test.send({ method, url, key, payload, headers: { 'if-match': '*' } })
  const made = await send('POST', '/v1/webhooks', { url: `${receiver.url}/hook`, events })
  if (made.statusCode !== 201) throw new Error(made.body)
  const { id, secret } = made.json()
  return {
    receiver,
    key,
    send,
    id,
    secret,
    webhook: async () => (await test.send({ url: `/v1/webhooks/${id}`, key })).json(),
    publish: async (headline: string) => {
      const article = (await send('POST', '/v1/articles', { headline })).json()
      await send('POST', `/v1/articles/${article.id}/publish`)
      return article.id as string
    },
    /** Moves on and sends. */
    after: async (milliseconds: number) => {
      test.clock.advance(milliseconds)
      await test.deliver()
      return receiver.take()
    },
  }
}

eachDatabase('a receiver', async (t, db) => {
  const settings = { DATELINE_WEBHOOK_ALLOW_PRIVATE: 'on' }
  const test = await appOn(t, db, settings, { timeLimit: 300, random: () => 0 })

  t.test('is told of what was committed since it was named, in order, as the feed tells it', async (t) => {
    const before = await connected(t, test)
    await before.publish('Before it was named')
    const site = await connected(t, test)
    const id = await site.publish('Ferry to reopen')
    await site.send('PATCH', `/v1/articles/${id}`, { section: 'Local' })
    await site.send('DELETE', `/v1/articles/${id}`)
    await test.deliver()
    const got = site.receiver.take()
    t.same(
      got.map((one) => payloadOf(one).type),
      ['article.published', 'article.updated', 'article.deleted'],
    )
    const feed = (await test.send({ url: '/v1/changes' })).json().data.slice(-3)
    t.same(
      got.map((one) => payloadOf(one).data),
      feed,
    )
    for (const [i, one] of got.entries()) {
      t.match(one, {
        path: '/hook',
        headers: { 'content-type': 'application/json', 'webhook-id': feed[i].id },
      })
      t.equal(payloadOf(one).timestamp, feed[i].at)
      t.ok(isVerified(one, site.secret, test.clock.now()))
    }
    await test.deliver()
    t.same(site.receiver.take(), [], 'and of each once')
    t.equal(before.receiver.take().length, 4, 'each receiver is told for itself')
    await before.send('DELETE', `/v1/webhooks/${before.id}`)
    await site.send('DELETE', `/v1/webhooks/${site.id}`)
  })

  t.test('refuses what is not signed by its secret, changed by a bit, or old', async (t) => {
    const site = await connected(t, test)
    await site.publish('To be verified')
    const [one] = await site.after(0)
    if (one === undefined) throw new Error('Nothing was sent.')
    t.ok(isVerified(one, site.secret, test.clock.now()))
    t.notOk(isVerified({ ...one, body: one.body.replace('p', 'q') }, site.secret, test.clock.now()))
    t.notOk(isVerified(one, `whsec_${Buffer.alloc(32).toString('base64')}`, test.clock.now()))
    t.notOk(isVerified(one, site.secret, new Date(test.clock.now().getTime() + 6 * minute)))
    await site.send('DELETE', `/v1/webhooks/${site.id}`)
  })

  t.test('is told only of what it asked for', async (t) => {
    const site = await connected(t, test, ['article.deleted'])
    const id = await site.publish('Not asked for')
    t.same(await site.after(0), [])
    await site.send('DELETE', `/v1/articles/${id}`)
    t.same(
      (await site.after(0)).map((one) => payloadOf(one).type),
      ['article.deleted'],
    )
    await site.send('DELETE', `/v1/webhooks/${site.id}`)
  })

  t.test('is told again, with the same id and a new time, by the schedule to its end', async (t) => {
    const site = await connected(t, test)
    await site.publish('Nobody listens')
    const tries = [reset, 500, hang, 302, 404, say(503, {}), 500, 500, 500, 500]
    site.receiver.next(...tries)
    const [first] = await site.after(0)
    const waits = [5 * second, 20 * second, 2 * minute, 10 * minute, hour, 4 * hour, 12 * hour, 24 * hour]
    for (const wait of [...waits, 36 * hour]) {
      t.same(await site.after(wait - 1000), [], 'not too early')
      const [again] = await site.after(1000)
      t.equal(again?.headers['webhook-id'], first?.headers['webhook-id'])
      t.equal(Number(again?.headers['webhook-timestamp']), Math.floor(test.clock.now().getTime() / 1000))
      t.equal(again?.body, first?.body)
      if (again) t.ok(isVerified(again, site.secret, test.clock.now()))
    }
    t.same(await site.after(100 * hour), [], 'and then no more')
    t.equal((await site.webhook()).status, 'active')
    await site.publish('Somebody listens')
    t.equal((await site.after(0)).length, 1)
    t.equal((await site.webhook()).failingSince, null)
    await site.send('DELETE', `/v1/webhooks/${site.id}`)
  })

  t.test('may ask to wait longer than the schedule has it, up to a day', async (t) => {
    const site = await connected(t, test)
    await site.publish('Later, please')
    site.receiver.next(say(429, { 'retry-after': '60' }), say(503, { 'retry-after': '99999999' }))
    t.equal((await site.after(0)).length, 1)
    t.equal((await site.after(59 * second)).length, 0)
    t.equal((await site.after(second)).length, 1)
    t.equal((await site.after(24 * hour - second)).length, 0)
    t.equal((await site.after(second)).length, 1)
    await site.send('DELETE', `/v1/webhooks/${site.id}`)
  })

  t.test('that is gone, or took nothing for five days, is switched off and says why', async (t) => {
    const gone = await connected(t, test)
    const failing = await connected(t, test)
    failing.receiver.always(500)
    await gone.publish('The last one')
    gone.receiver.next(410)
    t.equal((await gone.after(0)).length, 1)
    t.match(await gone.webhook(), { status: 'disabled', disabledReason: 'gone', version: 2 })
    await gone.publish('Not for it')
    t.same(await gone.after(hour), [])
    t.match(await failing.webhook(), { status: 'active', failingSince: '2026-' })
    test.clock.advance(5 * 24 * hour)
    await test.deliver()
    t.match(await failing.webhook(), { status: 'disabled', disabledReason: 'failing' })
    failing.receiver.take()
    await failing.send('PATCH', `/v1/webhooks/${failing.id}`, { status: 'active' })
    failing.receiver.always(204)
    t.same(await failing.after(hour), [], 'what it missed is not sent by itself')
    await failing.publish('Back again')
    t.equal((await failing.after(0)).length, 1)
    await failing.send('DELETE', `/v1/webhooks/${failing.id}`)
  })

  t.test('is not redirected, and not read beyond its status', async (t) => {
    const elsewhere = await startReceiver(t)
    const site = await connected(t, test)
    await site.publish('Moved')
    site.receiver.next(say(307, { location: `${elsewhere.url}/other` }))
    t.equal((await site.after(0)).length, 1)
    t.same(elsewhere.take(), [])
    const endless = (response: ServerResponse) => {
      response.writeHead(200)
      const more = () => {
        while (response.write('x'.repeat(65_536)));
      }
      response.on('drain', more)
      response.on('error', () => {})
      more()
    }
    site.receiver.next(endless)
    t.equal((await site.after(5 * second)).length, 1)
    t.equal((await site.webhook()).failingSince, null)
    await site.send('DELETE', `/v1/webhooks/${site.id}`)
  })

  t.test('comes to the same state by positions, however late a retry is', async (t) => {
    const site = await connected(t, test)
    const ids = []
    for (let n = 0; n < 6; n++) {
      const id = await site.publish(`Story ${n}`)
      ids.push(id)
      await site.send('PATCH', `/v1/articles/${id}`, { section: `Section ${n}` })
      if (n % 2 === 0) await site.send('POST', `/v1/articles/${id}/unpublish`)
    }
    site.receiver.next(204, 500, 500, 204, 500, 204, reset, 500, 204, 500)
    const arrived = await site.after(0)
    for (let tries = 0; tries < 12; tries++) arrived.push(...(await site.after(hour)))
    const state = new Map<string, { position: number; type: string }>()
    for (const one of arrived) {
      const { resourceId, position, type } = payloadOf(one).data
      if ((state.get(resourceId)?.position ?? 0) <= Number(position))
        state.set(resourceId, { position: Number(position), type })
    }
    t.same(
      ids.map((id) => state.get(id)?.type),
      ids.map((_, n) => (n % 2 === 0 ? 'article.unpublished' : 'article.updated')),
    )
    const positions = arrived.map((one) => Number(payloadOf(one).data.position))
    t.notSame(
      positions,
      [...positions].sort((a, b) => a - b),
      'some did come late',
    )
    await site.send('DELETE', `/v1/webhooks/${site.id}`)
  })

  t.test('is told of a comment once it is visible, and of no private word', async (t) => {
    const site = await connected(t, test)
    const story = await siteOn(test)
    await site.after(0)
    const held = await story.say('Held back kanarie.', { authorEmail: 'kanarie@reader.example' })
    await story.act(held.id, 'hold')
    const got = await site.after(0)
    t.same(
      got.map((one) => payloadOf(one).type),
      ['comment.published', 'comment.removed'],
    )
    await story.act(held.id, 'approve')
    const approved = await site.after(0)
    t.same(
      approved.map((one) => payloadOf(one).type),
      ['comment.published'],
    )
    t.match(approved.map(payloadOf), [{ data: { resourceId: held.id } }])
    t.notMatch(JSON.stringify([...got, ...approved]), /kanarie|reader\.example/)
    await site.send('DELETE', `/v1/webhooks/${site.id}`)
  })

  t.test('has a log that names nothing to a partner that it may not have', async (t) => {
    const staff = await connected(t, test, ['article.published'])
    const receiver = await startReceiver(t)
    receiver.always(hang)
    const scopes = ['syndication:read', 'webhooks:manage']
    const made = { name: 'sports desk', scopes, entitlements: { sections: ['Sport'] } }
    const { key } = (await staff.send('POST', '/v1/keys', made)).json()
    const payload = { url: receiver.url, events: ['article.published'] }
    const { id } = (await test.send({ method: 'POST', url: '/v1/webhooks', key, payload })).json()
    const logOf = async (key: string) =>
      (await test.send({ url: `/v1/webhooks/${id}/deliveries?count=exact`, key })).json()
    for (const section of ['Sport', 'Politics', 'Sport']) {
      const article = (await staff.send('POST', '/v1/articles', { headline: section, section })).json()
      await staff.send('POST', `/v1/articles/${article.id}/publish`)
    }
    const delivering = test.deliver()
    await until(() => receiver.received.length === 1)
    const { data: planned } = await logOf(staff.key)
    t.equal(planned.length, 3)
    t.equal((await logOf(key)).page.total, 0, 'nothing is known to be for it yet')
    for (const one of planned) {
      const alone = `/v1/webhooks/${id}/deliveries/${one.id}`
      t.equal((await test.send({ url: alone, key })).statusCode, 404)
    }
    await delivering
    receiver.always(204)
    await staff.after(hour)
    t.equal((await logOf(key)).page.total, 2)
    t.same((await logOf(key)).data, (await logOf(staff.key)).data)
    for (const one of [id, staff.id]) await staff.send('DELETE', `/v1/webhooks/${one}`)
  })

  t.test('is told nothing more once the partner that named it is none', async (t) => {
    const staff = await connected(t, test, ['article.published'])
    const receiver = await startReceiver(t)
    const made = await staff.send('POST', '/v1/keys', {
      name: 'sports desk',
      scopes: ['syndication:read', 'webhooks:manage'],
      entitlements: { sections: ['Sport'] },
    })
    const { id: keyId, key } = made.json()
    const payload = { url: `${receiver.url}/hook`, events: ['article.published'] }
    const named = await test.send({ method: 'POST', url: '/v1/webhooks', key, payload })
    t.equal(named.statusCode, 201)
    const publish = async (section: string) => {
      const article = (await staff.send('POST', '/v1/articles', { headline: section, section })).json()
      await staff.send('POST', `/v1/articles/${article.id}/publish`)
      return article.id
    }
    const told = () => receiver.take().map((one) => payloadOf(one).data.resourceId)
    const sport = await publish('Sport')
    await staff.after(0)
    t.same(told(), [sport])
    await staff.send('DELETE', `/v1/keys/${keyId}`)
    const more = await publish('Sport')
    const everybodys = (await staff.after(0)).map((one) => payloadOf(one).data.resourceId)
    t.same(everybodys, [more], 'what another named goes on')
    t.same(told(), [])
    for (const { id } of [staff, named.json()]) await staff.send('DELETE', `/v1/webhooks/${id}`)
  })
})
