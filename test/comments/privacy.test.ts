import { eachApp } from '../support/app.ts'
import { siteOn } from './site.ts'

eachApp('a person', async (t, test) => {
  const site = await siteOn(test)
  const key = await test.key('privacy:manage')
  const ask = (what: string, payload: object, as = key) =>
    test.send({ method: 'POST', url: `/v1/privacy/${what}`, key: as, payload })
  const say = async (body: string, authorEmail: string) =>
    (
      await test.send({
        method: 'POST',
        url: `/v1/articles/${site.slug}/comments`,
        remoteAddress: '203.0.113.77',
        payload: { body, authorName: 'Ada Canary', authorEmail, authorUrl: 'https://canary.example' },
      })
    ).json()
  const email = 'canary@mail.example'

  t.test('is given what is kept, and nothing of anybody else', async (t) => {
    const mine = [await say('One', email), await say('Two', 'Canary@Mail.example')]
    await say('Other', 'other@mail.example')
    await site.act(mine[1].id, 'spam')
    const { data, more } = (await ask('export', { email })).json()
    t.same(
      data.map(({ id }: { id: string }) => id),
      mine.map(({ id }) => id),
    )
    t.equal(data[0].spamSubmission, null)
    t.match(data[0], { authorEmail: email, ipPrefix: '203.0.113.0/24', status: 'published' })
    t.equal(more, false)
    t.match((await ask('export', { comment: mine[0].id, token: mine[0].editToken })).json(), {
      data: [{ id: mine[0].id }],
    })
    t.equal((await ask('export', { comment: mine[0].id, token: mine[1].editToken })).statusCode, 404)
    for (const wrong of [{}, { comment: mine[0].id }, { email, comment: mine[0].id, token: 'x' }])
      t.equal((await ask('export', wrong)).statusCode, 422)
    t.equal((await ask('export', { email }, await test.key('comments:moderate'))).statusCode, 403)
  })

  t.test('is forgotten, and nothing that was hidden is shown by it', async (t) => {
    const before = (await site.get(`/v1/articles/${site.slug}/comments?count=exact`)).json()
    t.match((await ask('erase', { email })).json(), { erased: 2, more: false })
    const after = (await site.get(`/v1/articles/${site.slug}/comments?count=exact`)).json()
    t.equal(after.page.total, before.page.total)
    t.match(
      after.data.map(({ author, body }: { author: { name: string }; body: { text: string } }) => [
        author.name,
        body.text,
      ]),
      [
        ['Ada Canary', 'Other'],
        ['Anonymous', 'One'],
      ],
    )
    t.same((await ask('export', { email })).json().data, [])
    const { comments, commentPii, commentLog, commentDuplicates } = test.db.tables
    const stored = JSON.stringify([
      await test.db.read.select().from(comments),
      await test.db.read.select().from(commentPii),
      await test.db.read.select().from(commentDuplicates),
    ])
    t.notMatch(stored, /canary@/i)
    t.equal(stored.match(/Ada Canary/g)?.length, 1)
    const log = await test.db.read.select().from(commentLog)
    t.equal(log.filter(({ action }) => action === 'erase').length, 2)
    t.equal(log.filter(({ action, toStatus }) => action === 'erase' && toStatus === 'spam').length, 1)
  })
})
