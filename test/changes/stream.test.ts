import { once } from 'node:events'
import { connect } from 'node:net'
import type { Test } from 'tap'
import type { Database } from '../../src/db/database.ts'
import { open } from '../../src/db/index.ts'
import { appendChanges } from '../../src/db/outbox.ts'
import { newId } from '../../src/ids.ts'
import { appOn, type TestApp } from '../support/app.ts'
import { articleDesk } from '../support/articles.ts'
import { eachDatabase } from '../support/each-database.ts'
import { listen, readStream } from '../support/streams.ts'

const path = '/v1/changes/stream'

/** Changes as stores append them, to nothing in particular. */
const append = (db: Database, many: number) =>
  db.write((tx) =>
    appendChanges(
      tx,
      db.tables,
      Array.from({ length: many }, () => ({
        type: 'speaker.updated' as const,
        resource: 'speaker' as const,
        resourceId: newId(),
        articleId: null,
        version: 1,
        at: new Date('2026-11-24T09:00:00Z'),
      })),
    ),
  )

/** An application that listens, with what a test does to it. */
async function site(t: Test, db: Database, overrides: Record<string, string> = {}) {
  const test = await appOn(t, db, overrides)
  const url = await listen(test.app)
  return {
    ...test,
    test,
    url,
    desk: await articleDesk(test),
    follow: (query = '', headers: Record<string, string> = {}) => readStream(t, url + path + query, headers),
    listed: async (since = '0') =>
      (await test.send({ url: `/v1/changes?since=${since}&limit=1000` })).json().data,
  }
}

eachDatabase('the stream of changes', async (t, db, databaseUrl) => {
  const { test, desk, follow, listed, url } = await site(t, db)

  t.test('tells each change as the list does, with its position as id and its type as event', async (t) => {
    const reading = await follow()
    await reading.until((text) => text.includes('id: 0\n\n'))
    await desk.create({ headline: 'Nobody hears of a draft' })
    const { id } = await desk.publish({ headline: 'Bridge opens' })
    await desk.patch(id, { section: 'Local' })
    const events = await reading.until(2)
    const changes = await listed()
    t.equal(changes.length, 2)
    t.same(
      events.map(({ data }) => data),
      changes,
    )
    t.same(
      events.map(({ id, event }) => [id, event]),
      [
        ['1', 'article.published'],
        ['2', 'article.updated'],
      ],
    )
    t.match(reading.text(), /^retry: [12]\d{3}\n\n/)
    reading.close()
  })

  t.test('goes on behind Last-Event-ID, which goes before "since"', async (t) => {
    const ids = async (query: string, headers: Record<string, string> = {}) =>
      (await (await follow(query, headers)).until(1)).map(({ id }) => id)
    t.same(await ids('', { 'last-event-id': '1' }), ['2'])
    t.same(await ids('?since=0'), ['1', '2'])
    t.same(await ids('?since=0', { 'last-event-id': '1' }), ['2'])
  })

  t.test('says what is wrong with a position, and where it stands', async (t) => {
    const future = await test.send({ url: path, headers: { 'last-event-id': '999' } })
    t.match(future.json(), { status: 400, errors: [{ in: 'header', pointer: '/last-event-id' }] })
    const since = await test.send({ url: `${path}?since=999` })
    t.match(since.json(), { status: 400, errors: [{ in: 'query', pointer: '/since' }] })
    t.equal((await test.send({ url: path, headers: { 'last-event-id': 'x' } })).statusCode, 400)
  })

  t.test('tells what another process commits', async (t) => {
    const reading = await follow()
    const other = await open(databaseUrl)
    t.teardown(() => other.close())
    await append(other, 1)
    const [event] = await reading.until(1)
    t.equal(event?.event, 'speaker.updated')
  })

  t.test('has no gap and no double where one catches up while others write', async (t) => {
    await append(db, 1200)
    const writing = Promise.all(Array.from({ length: 20 }, () => append(db, 10)))
    const reading = await follow('?since=0')
    await writing
    const all = (await listed('1000')).at(-1).position
    const events = await reading.until((text) => text.includes(`id: ${all}\n`))
    t.same(
      events.map(({ id }) => id),
      Array.from({ length: Number(all) }, (_, i) => String(i + 1)),
    )
  })

  t.test('is not kept, compressed or held back on its way, and any page may read it', async (t) => {
    const reading = await follow('', { 'accept-encoding': 'br, gzip', origin: 'https://reader.example' })
    t.match(reading.headers, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'access-control-allow-origin': '*',
    })
    t.notOk(reading.headers['content-encoding'])
    const preflight = await test.app.inject({ method: 'OPTIONS', url: path, headers: corsRequest })
    t.match(preflight.headers['access-control-allow-headers'], 'Last-Event-ID')
  })

  t.test('answers HEAD with the head alone, other methods with 405, other types with 406', async (t) => {
    const head = await fetch(url + path, { method: 'HEAD' })
    t.equal(head.status, 200)
    t.equal(head.headers.get('content-type'), 'text/event-stream; charset=utf-8')
    t.match(await test.send({ method: 'POST', url: path }), { statusCode: 405 })
    t.match(await test.send({ url: path, headers: { accept: 'application/json' } }), { statusCode: 406 })
    t.match(await test.send({ url: path, headers: { accept: 'text/event-stream' } }), { statusCode: 200 })
  })
})

const corsRequest = {
  origin: 'https://reader.example',
  'access-control-request-method': 'GET',
  'access-control-request-headers': 'last-event-id',
}

eachDatabase('a stream of changes', async (t, db) => {
  const { test, follow, desk, app, url } = await site(t, db, { DATELINE_STREAMS: '3' })
  const { clock } = test

  t.test('ends when its key is revoked or runs out, and no other does', async (t) => {
    const open = await follow()
    const made = await desk.post('/v1/keys', { name: 'partner', scopes: ['articles:read'] })
    const { id, key } = made.json()
    const ending = await follow('', { authorization: `Bearer ${key}` })
    await test.send({
      method: 'DELETE',
      url: `/v1/keys/${id}`,
      key: desk.key,
      headers: { 'if-match': '*' },
    })
    await ending.ended
    const expiresAt = new Date(clock.now().getTime() + 60_000).toISOString()
    const brief = (
      await desk.post('/v1/keys', { name: 'brief', scopes: ['articles:read'], expiresAt })
    ).json()
    const expiring = await follow('', { authorization: `Bearer ${brief.key}` })
    clock.advance(61_000)
    await expiring.ended
    await desk.publish({ headline: 'Bridge opens' })
    t.equal((await open.until(1)).length, 1)
    open.close()
  })

  t.test('is one of a number; one more is 503 with a time to wait, until one ends', async (t) => {
    const free = async () => (await test.send({ url: path })).statusCode === 200
    while (!(await free())) await new Promise(setImmediate)
    const readings = await Promise.all([follow(), follow(), follow()])
    const refused = await test.send({ url: path })
    t.match(refused.json(), { status: 503, code: 'unavailable' })
    t.equal(refused.headers['retry-after'], '5')
    readings[0]?.close()
    while (!(await free())) await new Promise(setImmediate)
    t.pass('there is room again')
    for (const reading of readings) reading.close()
  })

  t.test('is cut where its reader takes nothing, and loses nobody else an event', async (t) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    const cut = once(socket, 'close')
    socket.on('error', () => undefined)
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
    await once(socket, 'readable')
    const other = await follow()
    let written = 0
    while ((await connections(app)) > 1 && written < 60_000) {
      await append(db, 2000)
      written += 2000
      await other.until(written)
    }
    t.ok(written < 60_000, `cut after ${written} events`)
    socket.resume()
    await cut
  })

  t.test('ends at once when the server stops', async (t) => {
    const readings = await Promise.all([follow(), follow()])
    await app.close()
    for (const reading of readings) await reading.ended
    t.pass('all have ended')
  })
})

const connections = ({ server }: TestApp['app']): Promise<number> =>
  new Promise((resolve, reject) =>
    server.getConnections((err, count) => (err === null ? resolve(count) : reject(err))),
  )

eachDatabase('a position that is kept no longer', async (t, db) => {
  const { test } = await site(t, db)
  await append(db, 3)
  await db.write((tx) => tx.delete(db.tables.changes))
  await append(db, 1)

  t.test('is refused by the stream with 410, as by the list', async (t) => {
    for (const url of [path, '/v1/changes'])
      t.match((await test.send({ url: `${url}?since=1` })).json(), { status: 410, code: 'too_old' })
    t.equal((await test.send({ url: path, headers: { 'last-event-id': '3' } })).statusCode, 200)
  })
})

eachDatabase('one caller', async (t, db) => {
  const { test, follow } = await site(t, db, { DATELINE_RATE_LIMIT: 'on' })

  t.test('has a hundred streams open at most', async (t) => {
    await Promise.all(Array.from({ length: 100 }, () => follow()))
    const refused = await test.send({ url: path })
    t.match(refused.json(), { status: 429, code: 'rate_limited' })
    t.equal(refused.headers['retry-after'], '60')
    const key = await test.key()
    t.equal((await test.send({ url: path, key })).statusCode, 200)
  })
})
