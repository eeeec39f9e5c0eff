import { ne } from 'drizzle-orm'
import { buildApp } from '../../src/app.ts'
import { open } from '../../src/db/index.ts'
import { appOn, eachApp, testConfig } from '../support/app.ts'
import { eachDatabase } from '../support/each-database.ts'
import { settle } from './settings.ts'
import { siteOn } from './site.ts'

eachApp("the moderators' lists:", async (t, test) => {
  const site = await siteOn(test)
  const key = site.editor
  const add = (list: string, payload: object) =>
    test.send({ method: 'POST', url: `/v1/moderation/${list}`, key, payload })
  const drop = (list: string, id: string) =>
    test.send({ method: 'DELETE', url: `/v1/moderation/${list}/${id}`, key, headers: { 'if-match': '*' } })
  const seen = async (id: string) => (await test.send({ url: `/v1/moderation/comments/${id}`, key })).json()
  const judged = async (more: object, remoteAddress = '192.0.2.1') => {
    const answer = await test.send({
      method: 'POST',
      url: `/v1/articles/${site.slug}/comments`,
      payload: { authorName: 'Ada', ...more },
      remoteAddress,
    })
    if (answer.statusCode >= 400) return { code: answer.statusCode, errors: answer.json().errors }
    const { status, heldReasons } = await seen(answer.json().id)
    return { code: answer.statusCode, status, heldReasons }
  }

  t.test('a word is found in what readers see, however it is written, and in nothing else', async (t) => {
    const { id } = (await add('rules', { kind: 'word', value: 'Badword', effect: 'hold' })).json()
    const held = { code: 202, status: 'pending', heldReasons: [`rule:${id}`] }
    const spellings = [
      'bad**word**',
      'BADWORD',
      '> badword',
      '[bad](http://a.com)word',
      'ｂａｄｗｏｒｄ!',
      'So bad\u00adwo\u200brd',
      '- badword\n- other',
      '`badword`',
    ]
    for (const body of spellings) t.same(await judged({ body }), held, body)
    t.same(await judged({ body: 'Who is that?', authorName: 'Mr Badword' }), held)
    for (const body of ['Badwords', 'notbadword', 'bad word', '[x](https://a.example/badword)'])
      t.match(await judged({ body }), { code: 201, status: 'published', heldReasons: [] }, body)
    await drop('rules', id)
    t.match(await judged({ body: 'badword again' }), { code: 201 })
  })

  t.test('a phrase, a beginning, and a word of a script without blanks', async (t) => {
    const ids = []
    for (const value of ['buy  NOW!', 'casin*', '赌博'])
      ids.push((await add('rules', { kind: 'word', value, effect: 'spam' })).json().id)
    const spam = { code: 202, status: 'spam' }
    t.match(await judged({ body: 'Please *buy*, now' }), { ...spam, heldReasons: [`rule:${ids[0]}`] })
    t.match(await judged({ body: 'Online casinos' }), { ...spam, heldReasons: [`rule:${ids[1]}`] })
    t.match(await judged({ body: '我们的赌博网站' }), { ...spam, heldReasons: [`rule:${ids[2]}`] })
    t.match(await judged({ body: 'Buy it now' }), { code: 201 })
    for (const id of ids) await drop('rules', id)
  })

  t.test('a sender, a domain and a network are known again, and the strongest effect holds', async (t) => {
    const rules = [
      ['email', 'Eve@Mail.example', 'hold'],
      ['domain', 'spam.example', 'spam'],
      ['network', '203.0.113.0/24', 'reject'],
      ['network', '2001:db8:7::/48', 'hold'],
    ] as const
    const ids = []
    for (const [kind, value, effect] of rules)
      ids.push((await add('rules', { kind, value, effect })).json().id)
    const [email, domain, v4, v6] = ids.map((id) => `rule:${id}`)
    t.match(await judged({ body: 'a', authorEmail: 'eve@mail.example' }), {
      status: 'pending',
      heldReasons: [email],
    })
    t.match(await judged({ body: 'b https://www.spam.example/x' }), { status: 'spam', heldReasons: [domain] })
    t.match(await judged({ body: 'c', authorEmail: 'x@a.spam.example' }), {
      status: 'spam',
      heldReasons: [domain],
    })
    t.match(await judged({ body: 'd', authorUrl: 'https://spam.example' }), { status: 'spam' })
    t.match(await judged({ body: 'e https://notspam.example' }), { status: 'published' })
    t.match(await judged({ body: 'f' }, '203.0.113.9'), { status: 'rejected', heldReasons: [v4] })
    t.match(await judged({ body: 'g' }, '2001:db8:7:1::5'), { status: 'pending', heldReasons: [v6] })
    t.match(await judged({ body: 'h' }, '203.0.114.9'), { status: 'published' })
    const both = await judged({ body: 'i', authorEmail: 'eve@mail.example' }, '203.0.113.9')
    t.equal(both.status, 'rejected')
    t.same(both.heldReasons.sort(), [email, v4].sort())
    for (const id of ids) await drop('rules', id)
  })

  t.test('a domain is known in every spelling that leads there, and no other is taken for it', async (t) => {
    const { id } = (await add('rules', { kind: 'domain', value: 'spam.example', effect: 'spam' })).json()
    const met = { status: 'spam', heldReasons: [`rule:${id}`] }
    // Some are the same words to the check for duplicates: each comes from somebody else.
    let people = 0
    const heard = (more: object) => judged({ authorName: `Reader no. ${++people}`, ...more })
    const evading = [
      'See http://spam.example, please',
      '(http://spam.example)',
      'Go to http://spam.example!',
      '“http://spam.example”',
      'http://spam.example… and more',
      'http://spam.example，好',
      'http://spam.example在这里',
      'WWW.spam.example',
      'HTTP://SPAM.EXAMPLE:8080/x',
      'http://a@spam.example',
      'http://sp\u00adam.example',
      'ht\u200btp://spam.example',
      'http://ｓｐａｍ.example',
      'http://spam.**example**',
      'http://ok.example),(http://spam.example',
      'https://ok.example/?to=https://spam.example',
      '[mail](mailto:x@spam.example)',
      '<mailto:x@ok.example,y@spam.example?subject=z>',
      '[https://spam.example](https://ok.example)',
      '[see](https://spam%2Eexample)',
    ]
    for (const body of evading) t.match(await heard({ body }), met, body)
    for (const body of [
      'http://notspam.example,',
      'http://spam.example.ok.example',
      '[x](mailto:spam@ok.example)',
    ])
      t.match(await heard({ body }), { status: 'published' }, body)
    const settings = settle(test, key)
    await settings({ maxLinks: 100 })
    const many = Array.from({ length: 60 }, (_, n) => `https://a${n}.example`).join(' ')
    t.match(await heard({ body: many, authorUrl: 'https://spam.example' }), met)
    t.match(await heard({ body: `${many} https://spam.example` }), met)
    t.match(await heard({ body: many }), { status: 'published' })
    await settings({ maxLinks: null })
    await drop('rules', id)
  })

  t.test('a thousand rules about words are as many as may be, and one more is refused', async (t) => {
    const { moderationLists } = test.db.tables
    const row = (n: number) => ({
      id: `word-${n}`,
      list: 'rules' as const,
      kind: 'word' as const,
      key: `word:filler${n}`,
      shown: `filler${n}`,
      effect: 'hold' as const,
      version: 1,
      createdAt: test.clock.now(),
      createdBy: 'test',
    })
    const rows = Array.from({ length: 999 }, (_, n) => row(n))
    for (const from of [0, 500])
      await test.db.write((tx) => tx.insert(moderationLists).values(rows.slice(from, from + 500)))
    const both = await Promise.all(
      ['thousandth', 'thousand and first'].map((value) =>
        add('rules', { kind: 'word', value, effect: 'hold' }),
      ),
    )
    t.same(both.map(({ statusCode }) => statusCode).sort(), [201, 409], 'of two at once, one')
    const last = both.find(({ statusCode }) => statusCode === 201)
    if (last === undefined) return
    const refused = await add('rules', { kind: 'word', value: 'one more', effect: 'hold' })
    t.match(refused.json(), { status: 409, detail: /1000/ })
    t.match(await judged({ body: last.json().value }), { heldReasons: [`rule:${last.json().id}`] })
    await test.db.write((tx) => tx.delete(moderationLists).where(ne(moderationLists.id, last.json().id)))
    await drop('rules', last.json().id)
  })

  t.test('an IPv4 network in IPv6 form is that network', async (t) => {
    for (const [value, shown] of [
      ['::ffff:203.0.113.7', '203.0.113.7/32'],
      ['::ffff:198.51.100.0/120', '198.51.100.0/24'],
    ] as const) {
      const made = await add('bans', { kind: 'network', value })
      t.equal(made.statusCode, 201, value)
      t.equal(made.json().value, shown)
      const from = shown.replace('0/24', '9').replace('/32', '')
      t.match(await judged({ body: `From ${from}` }, from), { status: 'rejected' })
      await drop('bans', made.json().id)
    }
    for (const value of ['::ffff:203.0.113.7/24', '::ffff:203.0.113.7/103', '::ffff:203.0.113.7/129'])
      t.match(
        (await add('bans', { kind: 'network', value })).json(),
        { status: 422, errors: [{ pointer: '/value' }] },
        value,
      )
  })

  t.test(
    'who is banned is answered like anybody who waits, and is rejected until the ban ends',
    async (t) => {
      const made = await add('bans', {
        kind: 'email',
        value: 'mallory@mail.example',
        note: 'Threats.',
        expiresAt: '2026-11-24T10:00:00Z',
      })
      t.equal(made.statusCode, 201)
      t.match(made.json(), {
        kind: 'email',
        value: 'm…@mail.example',
        note: 'Threats.',
        version: 1,
        createdBy: 'test',
      })
      const rows = await test.db.read.select().from(test.db.tables.moderationLists)
      t.notMatch(JSON.stringify(rows), 'mallory@')
      const authorEmail = 'Mallory@Mail.example'
      t.match(await judged({ body: 'Again', authorEmail }), {
        code: 202,
        status: 'rejected',
        heldReasons: [`ban:${made.json().id}`],
      })
      test.clock.advance(60 * 60 * 1000)
      t.match(await judged({ body: 'After', authorEmail }), { code: 201 })
    },
  )

  t.test('a reader cannot post as the editor, nor as somebody who looks like one', async (t) => {
    await add('reserved-names', { value: 'The Editor' })
    for (const authorName of [
      'the editor',
      'The  Editor',
      'Тhe Еditоr',
      'The Ed1tor',
      'T h e E d i t o r',
      'Thé Editor',
    ])
      t.match(
        await judged({ body: 'Trust me', authorName }),
        { code: 422, errors: [{ pointer: '/authorName', code: 'reserved' }] },
        authorName,
      )
    t.match(await judged({ body: 'Trust me', authorName: 'Theo Editorius' }), { code: 201 })
    const url = `/v1/articles/${site.slug}/comments`
    const payload = { body: 'From the desk', authorName: 'The Editor' }
    t.equal((await test.send({ method: 'POST', url, key, payload })).statusCode, 201)
  })

  t.test('are kept by versions, without doubles, and only of what they are for', async (t) => {
    const { id } = (await add('rules', { kind: 'word', value: 'once', effect: 'hold' })).json()
    t.equal((await add('rules', { kind: 'word', value: ' ONCE ', effect: 'spam' })).statusCode, 409)
    const url = `/v1/moderation/rules/${id}`
    const patch = (payload: object, match: string) =>
      test.send({ method: 'PATCH', url, key, payload, headers: { 'if-match': match } })
    t.match((await patch({ effect: 'reject', note: 'Why' }, '"1"')).json(), {
      effect: 'reject',
      note: 'Why',
      version: 2,
    })
    t.equal((await patch({ effect: 'hold' }, '"1"')).statusCode, 412)
    t.equal((await test.send({ method: 'PATCH', url, key, payload: { effect: 'hold' } })).statusCode, 428)
    t.equal((await test.send({ url: `/v1/moderation/bans/${id}`, key })).statusCode, 404)
    t.equal((await test.send({ method: 'DELETE', url, key, headers: { 'if-match': '"1"' } })).statusCode, 412)
    t.equal((await drop('rules', id)).statusCode, 204)
    t.equal((await test.send({ url, key })).statusCode, 404)
    for (const [kind, value] of [
      ['word', '!?'],
      ['email', 'nobody'],
      ['domain', 'localhost'],
      ['network', '10.0.0.0/4'],
      ['network', '300.1.1.1'],
      ['network', '10.0.0.0/8/8'],
    ] as const) {
      const refused = await add('rules', { kind, value, effect: 'hold' })
      t.equal(refused.statusCode, 422, value)
      t.match(refused.json().errors, [{ pointer: '/value', code: 'invalid' }])
    }
  })

  t.test('need the scope, and go on by cursor', async (t) => {
    for (const list of ['rules', 'bans', 'reserved-names']) {
      const url = `/v1/moderation/${list}`
      t.equal((await site.get(url)).statusCode, 401)
      const writer = await test.key('articles:write')
      t.equal((await test.send({ url, key: writer })).statusCode, 403)
    }
    for (const value of ['alpha', 'beta', 'gamma']) await add('reserved-names', { value })
    const first = (await test.send({ url: '/v1/moderation/reserved-names?limit=2&count=exact', key })).json()
    t.equal(first.page.total, 4)
    const rest = await test.send({
      url: `/v1/moderation/reserved-names?limit=2&cursor=${first.page.next}`,
      key,
    })
    t.same(
      [...first.data, ...rest.json().data].map(({ value }) => value),
      ['The Editor', 'alpha', 'beta', 'gamma'],
    )
    t.equal((await test.send({ url: `/v1/moderation/bans?cursor=${first.page.next}`, key })).statusCode, 400)
  })
})

eachDatabase('a ban', async (t, db, url) => {
  t.test('holds in another process with its next request, and so do its change and its end', async (t) => {
    const test = await appOn(t, db)
    const site = await siteOn(test)
    const elsewhere = await open(url)
    const other = await buildApp({ config: testConfig(), db: elsewhere, now: test.clock.now })
    t.teardown(() => other.close().then(() => elsewhere.close()))
    const post = async (body: string) => {
      const payload = { body, authorName: 'Ada', authorEmail: 'eve@mail.example' }
      const path = `/v1/articles/${site.slug}/comments`
      return (await other.inject({ method: 'POST', url: path, payload })).statusCode
    }
    const decide = (method: 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object) =>
      test.send({
        method,
        url: `/v1/moderation/bans${path}`,
        key: site.editor,
        headers: { 'if-match': '*' },
        ...(payload && { payload }),
      })
    t.equal(await post('Before'), 201)
    const { id } = (await decide('POST', '', { kind: 'email', value: 'eve@mail.example' })).json()
    t.equal(await post('Banned'), 202)
    t.equal((await decide('PATCH', `/${id}`, { expiresAt: '2026-11-24T08:00:00Z' })).statusCode, 200)
    t.equal(await post('Over'), 201)
    await decide('PATCH', `/${id}`, { expiresAt: null })
    t.equal(await post('Banned again'), 202)
    await decide('DELETE', `/${id}`)
    t.equal(await post('Gone'), 201)
  })
})
