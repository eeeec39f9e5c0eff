import { eachApp } from '../support/app.ts'
import { settle } from './settings.ts'
import { siteOn } from './site.ts'

eachApp('in the mode "pre" a comment', async (t, test) => {
  const site = await siteOn(test)
  const { changes } = test.db.tables
  const decide = settle(test, site.editor)
  await decide({ mode: 'pre' })

  t.test('waits, unseen and unannounced, for a reason that moderators are told', async (t) => {
    const before = await test.db.read.$count(changes)
    const answer = await site.post({ body: 'May I?', authorName: 'Ada' })
    t.equal(answer.statusCode, 202)
    const posted = answer.json()
    t.match(posted, { moderation: 'pending', state: 'pending', body: { raw: 'May I?' } })
    const views = [
      '/v1/comments',
      `/v1/articles/${site.slug}/comments`,
      `/v1/articles/${site.slug}/comments?view=tree&count=exact`,
      `/v1/articles/${site.slug}?include=comments`,
    ]
    for (const url of views) t.notMatch((await site.get(url)).body, 'May I?', url)
    t.equal((await site.get(`/v1/comments/${posted.id}`)).statusCode, 404)
    t.equal((await site.get(`/v1/comments/${posted.id}/replies`)).statusCode, 404)
    t.equal((await site.get(`/v1/articles/${site.slug}`)).json().commentCount, 0)
    t.equal(await test.db.read.$count(changes), before)
    const queue = (await test.send({ url: '/v1/moderation/comments', key: site.editor })).json()
    t.match(queue.data, [{ id: posted.id, status: 'pending', heldReasons: ['mode'], version: 1 }])
  })

  t.test('cannot be made to pass by what it says of itself', async (t) => {
    const claims = {
      status: 'published',
      createdAt: '2001-01-01T00:00:00Z',
      id: 'x',
      isStaff: true,
      pinned: true,
    }
    for (const [name, value] of Object.entries({ ...claims, reactions: { up: 999 }, heldReasons: [] })) {
      const answer = await site.post({ body: 'Let me in', authorName: 'Ada', [name]: value })
      t.equal(answer.statusCode, 422)
      t.match(answer.json().errors, [{ pointer: `/${name}`, code: 'unknown' }])
    }
  })

  t.test('is published when its author is staff', async (t) => {
    const url = `/v1/articles/${site.slug}/comments`
    const payload = { body: 'The desk answers', authorName: 'Desk' }
    const posted = await test.send({ method: 'POST', url, key: site.editor, payload })
    t.match(posted.json(), { moderation: 'published', author: { isStaff: true } })
  })

  t.test('is published at once when the mode is "post" again', async (t) => {
    await decide({ mode: null })
    t.equal((await site.post({ body: 'And now?', authorName: 'Ada' })).statusCode, 201)
  })
})
