import { formTokens } from '../../src/comments/form-token.ts'
import { instanceSecret } from '../../src/db/secret.ts'
import { appOn, eachApp } from '../support/app.ts'
import { eachDatabase } from '../support/each-database.ts'
import { settle } from './settings.ts'
import { siteOn } from './site.ts'

eachApp('the checks of a comment:', async (t, test) => {
  const site = await siteOn(test)
  const decide = settle(test, site.editor)
  const seen = async (id: string) =>
    (await test.send({ url: `/v1/moderation/comments/${id}`, key: site.editor })).json()
  const url = `/v1/articles/${site.slug}/comments`

  t.test('more links than may be are read first, and one is not', async (t) => {
    await decide({ maxLinks: 2 })
    const three = await site.post({
      body: 'See https://a.example and http://b.example/x and www.c.example',
      authorName: 'Ada',
    })
    t.equal(three.statusCode, 202)
    t.match(await seen(three.json().id), { status: 'pending', heldReasons: ['links'] })
    const one = await site.post({
      body: 'See [https://a.example](https://a.example)',
      authorName: 'Ada',
      authorUrl: 'https://ada.example',
    })
    t.equal(one.statusCode, 201)
    const hidden = await site.post({
      body: '[a](https://a.example) [b](https://b.example) <https://c.example>',
      authorName: 'Ada',
    })
    t.equal(hidden.statusCode, 202)
    await decide({ maxLinks: null })
  })

  t.test(
    'what fills the field that people do not see is spam, and is told what a held comment is told',
    async (t) => {
      const held = await (async () => {
        await decide({ mode: 'pre' })
        const answer = await site.post({ body: 'Held', authorName: 'Ada' })
        await decide({ mode: null, honeypotField: 'company' })
        return answer
      })()
      const trapped = await site.post({ body: 'Trapped', authorName: 'Ada', company: 'Acme' })
      t.equal(trapped.statusCode, 202)
      t.same(Object.keys(trapped.json()).sort(), Object.keys(held.json()).sort())
      t.match(trapped.json(), { state: 'pending', moderation: 'pending' })
      t.match(await seen(trapped.json().id), { status: 'spam', heldReasons: ['honeypot'] })
      t.equal((await site.get(`/v1/comments/${trapped.json().id}`)).statusCode, 404)
      t.notMatch((await site.get('/v1/comments')).body, 'Trapped')
      t.notMatch((await site.get('/v1/changes')).body, trapped.json().id)

      t.equal((await site.post({ body: 'Empty trap', authorName: 'Ada', company: '' })).statusCode, 201)
      t.equal((await site.post({ body: 'No trap', authorName: 'Ada', contactByFax: 'x' })).statusCode, 422)
      t.equal((await site.post({ body: 'Odd trap', authorName: 'Ada', company: 1 })).statusCode, 422)
      const asForm = await test.send({
        method: 'POST',
        url,
        payload: 'body=From+a+form&authorName=Ada&company=x',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
      t.equal(asForm.statusCode, 202)
    },
  )

  t.test('a form token is judged when it is sent: too soon, too old or forged is read first', async (t) => {
    const tokens = formTokens(await instanceSecret(test.db, test.clock.now()))
    const say = (body: string, formToken: string | null) => site.post({ body, authorName: 'Ada', formToken })
    t.equal((await say('No token', null)).statusCode, 201)
    const token = tokens.make(test.clock.now())
    const quick = await say('Quick', token)
    t.equal(quick.statusCode, 202)
    t.match(await seen(quick.json().id), { status: 'pending', heldReasons: ['timeTrap'] })
    test.clock.advance(3000)
    t.equal((await say('In time', token)).statusCode, 201)
    const forged = formTokens(Buffer.alloc(32, 1)).make(new Date(test.clock.now().getTime() - 60_000))
    for (const bad of [forged, `${token}A`, token.slice(0, -1), 'x', '']) {
      t.equal((await say(`Forged ${bad}`, bad)).statusCode, 202)
    }
    test.clock.advance(25 * 60 * 60 * 1000)
    t.equal((await say('Old', token)).statusCode, 202)
  })

  t.test(
    'a length and an e-mail address that the newsroom asks for are required in the words of the form',
    async (t) => {
      await decide({ requireEmail: true, maxLength: 5 })
      const refused = await site.post({ body: 'Much too long', authorName: 'Ada' })
      t.equal(refused.statusCode, 422)
      t.match(refused.json().errors, [
        { pointer: '/body', code: 'too_long' },
        { pointer: '/authorEmail', code: 'required', message: 'Please enter your e-mail address here' },
      ])
      t.equal(
        (await site.post({ body: '😀😀😀😀😀', authorName: 'Ada', authorEmail: 'a@b.example' })).statusCode,
        201,
      )
      await decide({ requireEmail: null, maxLength: null })
    },
  )

  t.test('an article takes comments for as many days as the newsroom says', async (t) => {
    const story = await site.publish('A week of comments')
    await decide({ closeAfterDays: 7 })
    const say = (body: string) => site.post({ body, authorName: 'Ada' }, story.slug)
    test.clock.advance(7 * 24 * 60 * 60 * 1000 - 1)
    t.equal((await say('In time')).statusCode, 201)
    test.clock.advance(1)
    const late = await say('Late')
    t.equal(late.statusCode, 403)
    t.equal(late.json().code, 'comments_closed')
    await decide({ closeAfterDays: null })
    t.equal((await say('Open again')).statusCode, 201)
  })

  t.test(
    'every comment of a reader is held while first comments are, whatever address is typed',
    async (t) => {
      await decide({ firstCommentHold: true })
      const authorEmail = 'known@reader.example'
      const first = await site.post({ body: 'First', authorName: 'Ada', authorEmail })
      await site.act(first.json().id, 'approve')
      const second = await site.post({ body: 'Second', authorName: 'Mallory', authorEmail })
      t.equal(second.statusCode, 202)
      t.match(await seen(second.json().id), { heldReasons: ['firstComment'] })
      await decide({ firstCommentHold: null, mode: 'pre', maxLinks: 0 })
      const both = await site.post({ body: 'https://a.example', authorName: 'Ada', formToken: 'x' })
      t.match(await seen(both.json().id), { heldReasons: ['timeTrap', 'links', 'mode'] })
      await decide({ mode: null, maxLinks: null })
    },
  )
})

eachDatabase('the rate of comments', async (t, db) => {
  const test = await appOn(t, db, { DATELINE_RATE_LIMIT: 'on' })
  const site = await siteOn(test)
  await settle(test, site.editor)({ maxPerMinute: 5 })
  let n = 0
  const say = (remoteAddress: string, more: object = {}, headers: Record<string, string> = {}) =>
    test.send({
      method: 'POST',
      url: `/v1/articles/${site.slug}/comments`,
      remoteAddress,
      headers,
      payload: { body: `Number ${n++}`, authorName: 'Ada', ...more },
    })
  const statuses = async (sent: Promise<{ statusCode: number }>[]) =>
    (await Promise.all(sent)).map(({ statusCode }) => statusCode)
  const times = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i))

  t.test('of one address ends at the limit, whatever it says of itself, and others go on', async (t) => {
    const spoofed = (i: number) => ({
      'x-forwarded-for': `198.51.100.${i}`,
      'x-real-ip': `198.51.100.${i}`,
      forwarded: `for=198.51.100.${i}`,
    })
    const sent = []
    for (let i = 0; i < 12; i += 1) sent.push(await say('203.0.113.5', {}, spoofed(i)))
    t.same(
      sent.map(({ statusCode }) => statusCode),
      [...times(5, () => 201), ...times(7, () => 429)],
    )
    t.equal(sent[5]?.headers['retry-after'], '60')
    t.equal((await say('203.0.113.6')).statusCode, 201)
    test.clock.advance(60_000)
    t.equal((await say('203.0.113.5')).statusCode, 201)
  })

  t.test('of one IPv6 /64 is one, and of many at once exactly as many come in', async (t) => {
    const codes = await statuses(times(12, (i) => say(`2001:db8:1:2::${i + 1}`)))
    t.same(codes.sort(), [...times(5, () => 201), ...times(7, () => 429)])
    t.equal((await say('2001:db8:1:3::1')).statusCode, 201)
  })

  t.test('of one e-mail address is one, wherever it comes from', async (t) => {
    const codes = await statuses(
      times(8, (i) =>
        say(`192.0.2.${i + 1}`, { authorEmail: i % 2 ? 'eve@mail.example' : 'EVE@mail.example' }),
      ),
    )
    t.same(codes.sort(), [...times(5, () => 201), ...times(3, () => 429)])
  })

  t.test('counts nothing of what was refused, and nobody on the desk', async (t) => {
    await statuses(times(8, () => say('192.0.2.99', { authorName: '' })))
    t.same(
      await statuses(times(5, () => say('192.0.2.99'))),
      times(5, () => 201),
    )
    const desk = times(8, (i) =>
      test.send({
        method: 'POST',
        url: `/v1/articles/${site.slug}/comments`,
        key: site.editor,
        payload: { body: `Desk ${i}`, authorName: 'Desk' },
      }),
    )
    t.same(
      await statuses(desk),
      times(8, () => 201),
    )
  })
})
