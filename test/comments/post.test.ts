import { eq } from 'drizzle-orm'
import { eachApp } from '../support/app.ts'
import { siteOn } from './site.ts'

const unknownId = '019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11'
const both = [
  { in: 'body', pointer: '/body', code: 'required', message: 'Please enter your comment!' },
  { in: 'body', pointer: '/authorName', code: 'required', message: 'Please enter your name here' },
]

eachApp('a comment that is left', async (t, test) => {
  const site = await siteOn(test)

  t.test('is published at once, and tells its author once how to change it', async (t) => {
    const answer = await site.post({
      body: 'Well **said**.',
      authorName: 'Ada',
      authorUrl: 'https://ada.example',
    })
    const posted = answer.json()
    t.equal(answer.statusCode, 201)
    t.equal(answer.headers.location, `https://news.example/v1/comments/${posted.id}`)
    t.equal(answer.headers['cache-control'], 'private, no-store')
    t.match(posted, {
      articleId: site.articleId,
      parentId: null,
      rootId: posted.id,
      depth: 0,
      state: 'published',
      moderation: 'published',
      author: { name: 'Ada', url: 'https://ada.example', isStaff: false, isVerified: false },
      body: { html: '<p>Well <strong>said</strong>.</p>', text: 'Well said.', raw: 'Well **said**.' },
      createdAt: '2026-11-24T09:00:00.000Z',
      editableUntil: '2026-11-24T09:15:00.000Z',
      permalink: `https://news.example/v1/articles/${site.slug}#comment-${posted.id}`,
    })
    t.equal(Buffer.from(posted.editToken, 'base64url').length, 32)

    const shown = await site.get(`/v1/comments/${posted.id}`)
    const { moderation: _, editToken, editableUntil: __, ...rest } = posted
    const { raw: ___, ...body } = rest.body
    t.same(shown.json(), { ...rest, body })
    t.notMatch(shown.body, editToken)
  })

  t.test('is announced once', async (t) => {
    const { id } = await site.say('Announce me')
    const { changes } = test.db.tables
    const rows = await test.db.read.select().from(changes).where(eq(changes.resourceId, id))
    t.match(rows, [{ type: 'comment.published', resource: 'comment', articleId: site.articleId, version: 1 }])
    t.equal(rows.length, 1)
  })

  t.test('is marked as staff when a moderator posts it', async (t) => {
    const url = `/v1/articles/${site.slug}/comments`
    const payload = { body: 'From the desk', authorName: 'Desk' }
    const posted = await test.send({ method: 'POST', url, payload, key: site.editor })
    t.equal(posted.json().author.isStaff, true)
  })

  t.test('keeps what was typed, escaped once', async (t) => {
    const typed = `Tom & Jerry's <3 "q" &amp;`
    const posted = (await site.post({ body: typed, authorName: typed })).json()
    t.equal(posted.body.raw, typed)
    t.equal(posted.body.text, typed)
    t.equal(posted.author.name, typed)
    t.equal(posted.body.html, '<p>Tom &amp; Jerry\'s &lt;3 "q" &amp;amp;</p>')
  })

  t.test('may leave its optional fields null', async (t) => {
    const nothing = { authorEmail: null, authorUrl: null, parentId: null }
    t.equal((await site.post({ body: 'Null and void', authorName: 'Ada', ...nothing })).statusCode, 201)
  })

  t.test('counts its length in code points', async (t) => {
    const owl = '\u{1F989}'
    t.equal((await site.post({ body: owl.repeat(5000), authorName: 'Owl' })).statusCode, 201)
    const long = await site.post({ body: owl.repeat(5001), authorName: 'Owl' })
    t.equal(long.statusCode, 422)
    t.match(long.json().errors, [{ pointer: '/body', code: 'too_long' }])
    const family = '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}'
    const kept = (await site.post({ body: family.repeat(3), authorName: 'Owl' })).json()
    t.equal((await site.get(`/v1/comments/${kept.id}`)).json().body.text, family.repeat(3))
  })

  t.test('has its piles of marks cut down', async (t) => {
    const posted = (await site.post({ body: `x${'\u0337'.repeat(400)}`, authorName: 'Z' })).json()
    t.equal(posted.body.text, `x${'\u0337'.repeat(3)}`)
    t.equal((await site.post({ body: `x${'\u0337'.repeat(20_000)}`, authorName: 'Z' })).statusCode, 422)
  })
})

eachApp('a comment that is refused', async (t, test) => {
  const site = await siteOn(test)
  const refused = async (body: unknown, article?: string) => {
    const answer = await site.post(body, article)
    return { status: answer.statusCode, errors: answer.json().errors }
  }

  t.test('says both messages of the form at once', async (t) => {
    t.same(await refused({}), { status: 422, errors: both })
    t.same(await refused({ body: '', authorName: '' }), { status: 422, errors: both })
    t.same(await refused({ body: ' \u200B\n', authorName: '\u3164\u2800' }), { status: 422, errors: both })
    t.equal((await site.post({})).json().detail, 'Please enter your comment! Please enter your name here')
  })

  t.test('is blank when nothing of it is left to see', async (t) => {
    for (const body of ['> ', '[](https://a.example)', '- \n- ', '```\n```']) {
      t.same(await refused({ body, authorName: 'Ada' }), { status: 422, errors: [both[0]] }, body)
      t.same(await refused({ body }), { status: 422, errors: both }, `${body}, and no name`)
    }
  })

  t.test('takes no field it does not know', async (t) => {
    const forged = {
      status: 'published',
      createdAt: '2001-01-01T00:00:00Z',
      id: unknownId,
      isStaff: true,
      pinned: true,
      reactions: { up: 999 },
    }
    const { status, errors } = await refused({ body: 'Hi', authorName: 'Eve', ...forged })
    t.equal(status, 422)
    t.same(
      errors.map(({ pointer }: { pointer: string }) => pointer).sort(),
      Object.keys(forged)
        .map((name) => `/${name}`)
        .sort(),
    )
  })

  t.test('coerces nothing', async (t) => {
    const wrong = [{ body: null }, { body: ['x'] }, { body: {} }, { body: 'x', authorName: 123 }]
    for (const body of wrong) {
      const { status } = await refused({ authorName: 'Eve', ...body })
      t.equal(status, 422, JSON.stringify(body))
    }
    const raw = (payload: string) =>
      test.send({
        method: 'POST',
        url: `/v1/articles/${site.slug}/comments`,
        headers: { 'content-type': 'application/json' },
        payload,
      })
    t.equal((await raw('{"__proto__":{"isStaff":true},"body":"x","authorName":"Eve"}')).statusCode, 400)
    t.equal((await raw('{"body":"\\ud83d","authorName":"Eve"}')).statusCode, 422)
    t.equal((await raw('{"body":"a\\u0000b","authorName":"Eve"}')).statusCode, 422)
    t.equal((await raw(`{"body":"${'x'.repeat(3_000_000)}","authorName":"Eve"}`)).statusCode, 413)
  })

  t.test('needs a web address without quotes, and a real e-mail address', async (t) => {
    for (const authorUrl of [
      "https://a.example/'onmouseover='alert(1)",
      'https://a.example/"x',
      'javascript:alert(1)',
    ]) {
      t.match(await refused({ body: 'Hi', authorName: 'Eve', authorUrl }), {
        status: 422,
        errors: [{ pointer: '/authorUrl', code: 'invalid', message: /^Please/ }],
      })
    }
    for (const authorEmail of ['eve', 'eve@', '@example.org', 'e ve@example.org', `e@${'a.'.repeat(120)}`]) {
      t.match(await refused({ body: 'Hi', authorName: 'Eve', authorEmail }), {
        status: 422,
        errors: [{ pointer: '/authorEmail', code: 'invalid', message: /^Please/ }],
      })
    }
  })

  t.test('left nothing behind', async (t) => {
    t.equal((await site.get('/v1/comments?count=exact')).json().page.total, 0)
    t.same(await test.db.read.select().from(test.db.tables.comments), [])
  })
})

eachApp('a comment on an article', async (t, test) => {
  const site = await siteOn(test)

  t.test('that takes none is refused with a reason', async (t) => {
    const closed = await site.publish('Closed case', { commentsOpen: false })
    const answer = await site.post({ body: 'Hi', authorName: 'Ada' }, closed.slug)
    t.equal(answer.statusCode, 403)
    t.equal(answer.json().code, 'comments_closed')
  })

  t.test('that readers cannot see is as one that does not exist, for editors too', async (t) => {
    const payload = { headline: 'Unseen' }
    const draft = (await test.send({ method: 'POST', url: '/v1/articles', key: site.editor, payload })).json()
    const embargoed = await site.publish('Embargoed', { embargoUntil: '2027-01-01T00:00:00Z' })
    const answers = []
    for (const article of [unknownId, draft.id, embargoed.id]) {
      const answer = await test.send({
        method: 'POST',
        url: `/v1/articles/${article}/comments`,
        payload: { body: 'Hi', authorName: 'Ada' },
        key: site.editor,
      })
      const { requestId: _, instance: __, ...problem } = answer.json()
      answers.push({ status: answer.statusCode, problem })
    }
    t.equal(answers[0]?.status, 404)
    t.same(answers[1], answers[0])
    t.same(answers[2], answers[0])
  })

  t.test('whose address changed is sent on', async (t) => {
    const before = await site.publish('Old name')
    await test.send({
      method: 'PATCH',
      url: `/v1/articles/${before.id}`,
      key: site.editor,
      headers: { 'if-match': '*' },
      payload: { slug: 'new-name' },
    })
    const answer = await site.post({ body: 'Hi', authorName: 'Ada' }, before.slug)
    t.equal(answer.statusCode, 308)
    t.equal(answer.headers.location, 'https://news.example/v1/articles/new-name/comments')
  })
})

eachApp('the same comment twice', async (t, test) => {
  const site = await siteOn(test)

  t.test('is one comment, however many are sent at once', async (t) => {
    const sent = await Promise.all(
      Array.from({ length: 20 }, () => site.post({ body: 'Me first', authorName: 'Ada' })),
    )
    const statuses = sent.map(({ statusCode }) => statusCode).sort()
    t.same(statuses, [201, ...Array.from({ length: 19 }, () => 409)])
    t.same(
      new Set(sent.filter((answer) => answer.statusCode === 409).map((answer) => answer.json().code)),
      new Set(['duplicate']),
    )
    const list = (await site.get(`/v1/articles/${site.slug}/comments?count=exact`)).json()
    t.equal(list.data.length, 1)
    t.equal(list.page.total, 1)
    t.equal((await site.get(`/v1/articles/${site.slug}`)).json().commentCount, 1)
    const { changes } = test.db.tables
    const told = await test.db.read.select().from(changes).where(eq(changes.type, 'comment.published'))
    t.equal(told.length, 1)
  })

  t.test('is known under another spelling, and not under another name or parent', async (t) => {
    const { id } = await site.say('Caf\u00E9  society')
    t.equal((await site.post({ body: ' CAF\u00C9 soc\u200Biety', authorName: 'ADA' })).statusCode, 409)
    t.equal((await site.post({ body: 'Caf\u00E9 society', authorName: 'Bob' })).statusCode, 201)
    t.equal((await site.post({ body: 'Caf\u00E9 society', authorName: 'Ada', parentId: id })).statusCode, 201)
  })

  t.test('is welcome again after a day', async (t) => {
    await site.say('Good morning')
    test.clock.advance(24 * 60 * 60 * 1000 - 1)
    t.equal((await site.post({ body: 'Good morning', authorName: 'Ada' })).statusCode, 409)
    test.clock.advance(1)
    t.equal((await site.post({ body: 'Good morning', authorName: 'Ada' })).statusCode, 201)
    t.equal((await site.post({ body: 'Good morning', authorName: 'Ada' })).statusCode, 409)
  })
})
