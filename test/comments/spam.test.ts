import { eq } from 'drizzle-orm'
import { appOn } from '../support/app.ts'
import { eachDatabase } from '../support/each-database.ts'
import { settle } from './settings.ts'
import { siteOn } from './site.ts'
import { spamServiceOn } from './spam-service.ts'

eachDatabase('the spam service', async (t, db) => {
  const service = await spamServiceOn(t)
  const test = await appOn(t, db, { DATELINE_AKISMET_KEY: 'canary-key', DATELINE_AKISMET_URL: service.url })
  const site = await siteOn(test)
  const decide = settle(test, site.editor)
  const seen = async (id: string) =>
    (await test.send({ url: `/v1/moderation/comments/${id}`, key: site.editor })).json()
  const post = (body: string, more: object = {}) =>
    test.send({
      method: 'POST',
      url: `/v1/articles/${site.slug}/comments`,
      remoteAddress: '203.0.113.77',
      headers: { 'user-agent': 'Lantern/1.0', referer: 'https://news.example/x' },
      payload: { body, authorName: 'Ada', authorEmail: 'ada@mail.example', ...more },
    })

  t.test('is asked nothing until the newsroom says so', async (t) => {
    t.equal((await post('Unasked')).statusCode, 201)
    t.same(service.told, [])
    await decide({ akismet: true })
  })

  t.test(
    'decides, and hears once of each mistake, in the words and from the address of the author',
    async (t) => {
      const ham = await post('Well **said**')
      t.equal(ham.statusCode, 201)
      t.match(await seen(ham.json().id), { status: 'published', spam: { verdict: 'ham', guid: 'guid-1' } })
      t.match(service.told, [
        {
          path: '/1.1/comment-check',
          fields: {
            api_key: 'canary-key',
            blog: 'https://news.example/',
            user_ip: '203.0.113.77',
            user_agent: 'Lantern/1.0',
            referrer: 'https://news.example/x',
            comment_type: 'comment',
            comment_author: 'Ada',
            comment_author_email: 'ada@mail.example',
            comment_content: 'Well **said**',
          },
        },
      ])
      service.answers('spam')
      const spam = await post('Buy pills')
      t.equal(spam.statusCode, 202)
      t.match(spam.json(), { moderation: 'pending' })
      t.match(await seen(spam.json().id), {
        status: 'spam',
        heldReasons: ['spamCheck'],
        spam: { discard: false },
      })
      service.answers('discard')
      const plain = await post('Buy more pills')
      t.match(await seen(plain.json().id), { status: 'spam', spam: { verdict: 'spam', discard: true } })

      service.told.length = 0
      await site.act(spam.json().id, 'approve')
      await site.act(ham.json().id, 'spam')
      await test.settle()
      await test.settle()
      const author = { user_ip: '203.0.113.77', user_agent: 'Lantern/1.0', comment_author: 'Ada' }
      t.match(
        service.told.sort((a, b) => (a.path < b.path ? -1 : 1)),
        [
          { path: '/1.1/submit-ham', fields: { ...author, comment_content: 'Buy pills' } },
          { path: '/1.1/submit-spam', fields: { ...author, comment_content: 'Well **said**' } },
        ],
      )
      t.equal(service.told.length, 2)
      t.notMatch(JSON.stringify(await db.read.select().from(db.tables.spamChecks)), 'Well')
    },
  )

  t.test('hears nothing where the moderator agrees, or comes back to it', async (t) => {
    service.told.length = 0
    service.answers('spam')
    const { id } = (await post('Agreed')).json()
    await site.act(id, 'approve')
    await site.act(id, 'spam')
    await test.settle()
    t.same(
      service.told.map(({ path }) => path),
      ['/1.1/comment-check'],
    )
    service.answers('ham')
  })

  t.test('is told that a text is checked again because it was changed', async (t) => {
    const { id, editToken } = (await post('First thoughts')).json()
    service.told.length = 0
    service.answers('spam')
    const edited = await test.send({
      method: 'PATCH',
      url: `/v1/comments/${id}`,
      headers: { 'comment-token': editToken },
      payload: { body: 'Second thoughts' },
    })
    t.match(edited.json(), { moderation: 'pending' })
    t.match(service.told, [{ fields: { comment_content: 'Second thoughts', recheck_reason: 'edit' } }])
    t.equal((await site.get(`/v1/comments/${id}`)).statusCode, 404)
    t.match(await seen(id), { status: 'spam' })
    service.answers('ham')
  })

  t.test('has what it was asked exported to whom it is about', async (t) => {
    const authorEmail = 'asked@mail.example'
    await post('About me', { authorEmail })
    const exported = await test.send({
      method: 'POST',
      url: '/v1/privacy/export',
      key: site.editor,
      payload: { email: authorEmail },
    })
    t.match(exported.json().data, [{ spamSubmission: { comment_author_email: authorEmail, user_ip: /./ } }])
  })

  t.test('never hears of a text that it was not asked about', async (t) => {
    const { id, editToken } = (await post('Innocent')).json()
    service.answers('error')
    await test.send({
      method: 'PATCH',
      url: `/v1/comments/${id}`,
      headers: { 'comment-token': editToken },
      payload: { body: 'Guilty' },
    })
    service.answers('ham')
    service.told.length = 0
    await site.act(id, 'spam')
    await test.settle()
    t.same(service.told, [])
    const { spamChecks } = db.tables
    t.same(await db.read.select().from(spamChecks).where(eq(spamChecks.commentId, id)), [])
  })

  t.test('keeps no comment from being stored, nor lets one through unchecked, when it fails', async (t) => {
    for (const how of ['error', 'invalid', 'hang'] as const) {
      service.answers(how)
      const answer = await post(`It is ${how}`)
      t.equal(answer.statusCode, 202, how)
      t.match(await seen(answer.json().id), {
        status: 'pending',
        heldReasons: ['spamCheckUnavailable'],
        spam: null,
      })
    }
    service.answers('ham')
  })

  t.test('is not asked of what is decided already, nor of what was sent twice', async (t) => {
    service.told.length = 0
    await post('Trapped', { contactByFax: 'x' })
    await post('Twice')
    t.equal((await post('Twice')).statusCode, 409)
    t.same(
      service.told.map(({ fields }) => fields.comment_content),
      ['Twice'],
    )
  })

  t.test('is told again later when it does not take a report', async (t) => {
    const { id } = (await post('Late report')).json()
    service.answers('error')
    await site.act(id, 'spam')
    await t.rejects(test.settle(), /500/)
    service.answers('ham')
    service.told.length = 0
    await test.settle()
    t.same(service.told, [], 'not at once')
    test.clock.advance(60_000)
    await test.settle()
    t.match(service.told, [{ path: '/1.1/submit-spam' }])
  })

  t.test('leaves an address nowhere after fifteen days', async (t) => {
    await post('Fifteen days')
    t.match(JSON.stringify(await db.read.select().from(db.tables.spamChecks)), '203.0.113.77')
    test.clock.advance(15 * 24 * 60 * 60 * 1000)
    await test.settle()
    t.same(await db.read.select().from(db.tables.spamChecks), [])
  })
})
