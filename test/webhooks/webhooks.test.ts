import { appOn, eachApp, type TestApp } from '../support/app.ts'
import { eachDatabase } from '../support/each-database.ts'

const url = 'https://partner.example/hooks'
const events = ['article.published', 'article.deleted']

const managing = async (test: TestApp) => {
  const key = await test.key('webhooks:manage')
  const make = (payload: object) => test.send({ method: 'POST', url: '/v1/webhooks', key, payload })
  const change = (id: string, payload: object, version: string | undefined = '*') =>
    test.send({
      method: 'PATCH',
      url: `/v1/webhooks/${id}`,
      key,
      payload,
      headers: version === undefined ? {} : { 'if-match': version },
    })
  return { key, make, change }
}

eachApp('a webhook', async (t, test) => {
  const { key, make, change } = await managing(test)

  t.test('is shown with its secret once; nowhere else, and in no table', async (t) => {
    const made = await make({ url, events, description: 'A partner.' })
    t.equal(made.statusCode, 201)
    const { id, secret, ...rest } = made.json()
    t.match(secret, /^whsec_/)
    t.equal(Buffer.from(secret.slice(6), 'base64').length, 32)
    t.match(rest, { url, events, description: 'A partner.', status: 'active', version: 1 })
    t.equal(made.headers.location, `https://news.example/v1/webhooks/${id}`)
    const listed = await test.send({ url: '/v1/webhooks', key })
    t.match(listed.json().data.at(-1), { id, url })
    const found = await test.send({ url: `/v1/webhooks/${id}`, key })
    const stored = JSON.stringify(await test.db.read.select().from(test.db.tables.webhooks))
    for (const text of [listed.body, found.body, stored]) t.notOk(text.includes(secret.slice(6, 30)))
  })

  t.test('has a secret of its own', async (t) => {
    const secrets = await Promise.all([1, 2, 3].map(async () => (await make({ url, events })).json().secret))
    t.equal(new Set(secrets).size, 3)
  })

  t.test('names events that there are, each once', async (t) => {
    for (const wrong of [['article.read'], [], ['*'], ['article.published', 'article.published']]) {
      t.match((await make({ url, events: wrong })).json(), { status: 422 }, wrong.join())
    }
    t.match((await make({ url })).json(), { status: 422, errors: [{ pointer: '/events' }] })
  })

  t.test('is changed and removed by whoever names its version, and by nobody else', async (t) => {
    const { id } = (await make({ url, events })).json()
    t.equal(
      (await test.send({ method: 'PATCH', url: `/v1/webhooks/${id}`, key, payload: {} })).statusCode,
      428,
    )
    t.equal((await change(id, { description: 'x' }, '"7"')).statusCode, 412)
    const changed = await change(id, { events: ['comment.published'], description: 'x' }, '"1"')
    t.match(changed.json(), { events: ['comment.published'], description: 'x', version: 2 })
    t.equal((await change(id, { description: null }, '"1"')).statusCode, 412)
    t.match((await change(id, { description: null }, '"2"')).json(), { description: null, version: 3 })
    const remove = (version: string) =>
      test.send({ method: 'DELETE', url: `/v1/webhooks/${id}`, key, headers: { 'if-match': version } })
    t.equal((await remove('"2"')).statusCode, 412)
    t.equal((await remove('"3"')).statusCode, 204)
    t.equal((await test.send({ url: `/v1/webhooks/${id}`, key })).statusCode, 404)
    t.equal((await remove('*')).statusCode, 404)
  })

  t.test('is switched off and on, and says who did it', async (t) => {
    const { id } = (await make({ url, events })).json()
    const off = (await change(id, { status: 'disabled' })).json()
    t.match(off, { status: 'disabled', disabledReason: 'owner', disabledAt: '2026-11-24T09:00:00.000Z' })
    const on = (await change(id, { status: 'active' })).json()
    t.match(on, { status: 'active', disabledReason: null, disabledAt: null })
  })

  t.test('is walked to by cursor, oldest first', async (t) => {
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const page = (await test.send({ url: `/v1/webhooks?limit=2&count=exact${cursor}`, key })).json()
      seen.push(...page.data.map(({ id }: { id: string }) => id))
      if (page.page.next === null) {
        t.equal(seen.length, page.page.total)
        break
      }
      cursor = `&cursor=${page.page.next}`
    }
    t.same(seen, [...seen].sort())
    t.equal(new Set(seen).size, seen.length)
  })
})

/** Every spelling of an address inside that a URL may hold. */
const inside = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '[::1]',
  '[::]',
  '[::7f00:1]',
  '[::ffff:127.0.0.1]',
  '[fd00::1]',
  '[fe80::1]',
  '[fec0::1]',
  '[ff02::1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b:1::1]',
  '[2002:7f00:1::]',
  '[2001::1]',
  '[2001:db8::1]',
  'localhost',
  'LOCALHOST.',
  'db.localhost',
  'printer.local',
  'metadata.google.internal',
]

eachDatabase('a webhook', async (t, db) => {
  const names: Record<string, string[]> = {
    'public.example': ['93.184.216.34', '2606:2800:21f::1'],
    'rebound.example': ['93.184.216.34', '10.0.0.7'],
    'inside.example': ['fd00::7'],
  }
  const resolve = async (host: string) => {
    const found = names[host]
    if (found === undefined) throw new Error('unknown')
    return found
  }
  const test = await appOn(t, db, {}, { resolve })
  const { key, make, change } = await managing(test)

  t.test('leads nowhere inside, in no spelling', async (t) => {
    const { id } = (await make({ url, events })).json()
    for (const host of [...inside, 'inside.example', 'rebound.example']) {
      const refused = await make({ url: `https://${host}:8443/hook`, events })
      t.match(refused.json(), { status: 422, errors: [{ pointer: '/url' }] }, host)
      t.equal((await change(id, { url: `https://${host}/hook` })).statusCode, 422, host)
    }
    t.match((await test.send({ url: '/v1/webhooks?count=exact', key })).json(), { page: { total: 1 } })
  })

  t.test('leads to https without credentials', async (t) => {
    for (const wrong of [
      'http://public.example/hook',
      'https://user:secret@public.example/',
      'ftp://public.example/',
      '/hook',
    ])
      t.equal((await make({ url: wrong, events })).statusCode, 422, wrong)
  })

  t.test('leads to names that are public, or not known yet', async (t) => {
    for (const host of ['public.example', 'soon.example', '93.184.216.34', '[2606:2800:21f::1]'])
      t.equal((await make({ url: `https://${host}/hook`, events })).statusCode, 201, host)
  })

  t.test('may lead to this machine where the setting says so', async (t) => {
    const open = await appOn(t, db, { DATELINE_WEBHOOK_ALLOW_PRIVATE: 'on' })
    const own = await managing(open)
    t.equal((await own.make({ url: 'http://127.0.0.1:4000/hook', events })).statusCode, 201)
    t.equal((await own.make({ url: 'http://localhost:4000/hook', events })).statusCode, 201)
  })
})
