import { eq } from 'drizzle-orm'
import { dueWork } from '../../src/due-work.ts'
import { appOn, eachApp, testConfig } from '../support/app.ts'
import { eachDatabase } from '../support/each-database.ts'
import { siteOn } from './site.ts'

const day = 24 * 60 * 60 * 1000

eachApp('the desk', async (t, test) => {
  const site = await siteOn(test)
  const key = site.editor
  const { commentPii, commentDuplicates, commentLog } = test.db.tables

  t.test('pins three comments at most, however many pin at once, and none that is hidden', async (t) => {
    const story = await site.publish('Pinned')
    const ids: string[] = []
    for (const body of ['a', 'b', 'c', 'd', 'e'])
      ids.push((await site.post({ body, authorName: 'Ada' }, story.slug)).json().id)
    const answers = await Promise.all(ids.map((id) => site.act(id, 'pin')))
    t.same(answers.map(({ statusCode }) => statusCode).sort(), [200, 200, 200, 409, 409])
    const list = async () =>
      (await site.get(`/v1/articles/${story.slug}/comments`)).json().data as { id: string; pinned: boolean }[]
    const pinned = (await list()).filter((one) => one.pinned).map(({ id }) => id)
    t.equal(pinned.length, 3)
    const [first = ''] = pinned
    const free = ids.find((id) => !pinned.includes(id)) ?? ''
    t.match((await site.act(first, 'pin')).json(), { version: 2 }, 'is so already')
    await site.act(first, 'reject')
    t.equal((await site.act(first, 'pin')).statusCode, 409)
    t.equal((await site.act(free, 'pin')).statusCode, 200)
    t.match((await site.act(first, 'approve')).json(), { pinned: false, status: 'published' })
    t.match((await site.act(free, 'unpin')).json(), { pinned: false })
    t.equal((await list()).filter((one) => one.pinned).length, 2)
  })

  t.test('finds in its queue what it looks for', async (t) => {
    const story = await site.publish('Queue')
    const link = 'https://a.example '.repeat(6)
    const linked = (await site.post({ body: `Toll_5% ${link}`, authorName: 'Zed' }, story.slug)).json().id
    const held = (await site.post({ body: 'Toll 55 off', authorName: 'Yan' }, story.slug)).json().id
    await site.act(held, 'hold')
    const found = async (query: string) => {
      const list = (await test.send({ url: `/v1/moderation/comments?${query}`, key })).json()
      return list.data.map(({ id }: { id: string }) => id)
    }
    t.same(await found(`article=${story.id}`), [linked, held])
    t.same(await found(`article=${story.slug}`), [linked, held])
    t.same(await found(`article=${story.id}&reason=links`), [linked])
    t.same(await found('reason=link'), [])
    t.same(await found('q=TOLL'), [linked, held])
    t.same(await found(`q=${encodeURIComponent('toll_5%')}`), [linked])
    t.same(await found('q=yan'), [held])
    t.same(await found('q=toll&status=published'), [])
    const umlaut = (await site.post({ body: 'ÜBER die Brücke', authorName: 'Zoë' }, story.slug)).json().id
    await site.act(umlaut, 'hold')
    for (const [q, ids] of [
      ['ÜBER', [umlaut]],
      ['Über', [umlaut]],
      ['über', []],
      ['BRüCKE', [umlaut]],
      ['zoë', [umlaut]],
    ] as const)
      t.same(await found(`q=${encodeURIComponent(q)}`), ids, q)
    const { page } = (await test.send({ url: '/v1/moderation/comments?q=toll&limit=1', key })).json()
    const other = await test.send({ url: `/v1/moderation/comments?q=tolls&limit=1&cursor=${page.next}`, key })
    t.equal(other.statusCode, 400)
  })

  t.test('decides about many at once, each by itself', async (t) => {
    const [a, b] = [await site.say('Many 1'), await site.say('Many 2')]
    const unknown = '019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11'
    const url = '/v1/moderation/comments/bulk'
    const send = (items: object[], as = key) =>
      test.send({ method: 'POST', url, key: as, payload: { items } })
    const answer = await send([
      { comment: a.id, action: 'spam', version: 1, reasonCode: 'spam' },
      { comment: unknown, action: 'spam', version: 1 },
      { comment: b.id, action: 'reject', version: 7 },
      { comment: a.id, action: 'hold', version: 2 },
      { comment: b.id, action: 'reject', version: 1 },
    ])
    t.equal(answer.statusCode, 200)
    t.match(answer.json().data, [
      { status: 200, id: a.id, version: 2, commentStatus: 'spam' },
      { status: 404, problem: { code: 'not_found' } },
      { status: 412, problem: { code: 'stale' } },
      { status: 409, problem: { code: 'conflict' } },
      { status: 200, id: b.id, version: 2, commentStatus: 'rejected' },
    ])
    t.equal((await send([])).statusCode, 422)
    const many = Array.from({ length: 101 }, () => ({ comment: a.id, action: 'spam', version: 1 }))
    t.equal((await send(many)).statusCode, 422)
    t.equal((await send(many.slice(0, 1), await test.key('articles:write'))).statusCode, 403)
  })

  t.test('finds every decision in a log that only grows', async (t) => {
    const { id } = await site.say('Logged')
    for (const action of ['hold', 'approve', 'reject']) {
      test.clock.advance(1000)
      await site.act(id, action, { note: action })
    }
    const log = async (query: string) => (await test.send({ url: `/v1/moderation/log?${query}`, key })).json()
    const first = await log(`comment=${id}&limit=2&count=exact`)
    const rest = await log(`comment=${id}&limit=2&cursor=${first.page.next}`)
    t.equal(first.page.total, 3)
    t.match(
      [...first.data, ...rest.data].map(({ action, commentId }) => ({ action, commentId })),
      ['reject', 'approve', 'hold'].map((action) => ({ action, commentId: id })),
    )
    t.equal((await log('limit=1')).data[0].note, 'reject')
    t.equal((await site.get('/v1/moderation/log')).statusCode, 401)
    const ofComment = eq(commentLog.commentId, id)
    await t.rejects(test.db.write((tx) => tx.update(commentLog).set({ note: 'x' }).where(ofComment)))
    await t.rejects(test.db.write((tx) => tx.delete(commentLog).where(ofComment)))
    const story = await site.publish('Gone')
    const lost = (await site.post({ body: 'Lost', authorName: 'Ada' }, story.slug)).json().id
    await site.act(lost, 'reject')
    const url = `/v1/articles/${story.id}`
    await test.send({ method: 'DELETE', url, key, headers: { 'if-match': '*' } })
    t.match((await log(`comment=${lost}`)).data, [{ action: 'reject', to: 'rejected' }])
  })

  t.test(
    'forgets words after a day, people after their time, and nothing that is still wanted',
    async (t) => {
      const said = await site.post({ body: 'Once', authorName: 'Ada', authorEmail: 'ada@mail.example' })
      const { id } = said.json()
      const kept = async () => [
        (await test.db.read.select().from(commentDuplicates).where(eq(commentDuplicates.commentId, id)))
          .length,
        (await test.db.read.select().from(commentPii).where(eq(commentPii.commentId, id))).length,
      ]
      await test.settle()
      t.same(await kept(), [1, 1])
      test.clock.advance(day)
      await test.settle()
      t.same(await kept(), [0, 1])
      test.clock.advance(90 * day)
      await test.settle()
      t.same(await kept(), [0, 0])
      t.match((await site.get(`/v1/comments/${id}`)).json(), {
        author: { name: 'Ada' },
        body: { text: 'Once' },
      })
    },
  )
})

eachDatabase('after thirty days', async (t, db) => {
  const test = await appOn(t, db)
  const site = await siteOn(test)
  const { comments } = db.tables
  const exists = async (id: string) =>
    (await db.read.select().from(comments).where(eq(comments.id, id))).length
  const seen = async (id: string) =>
    (await test.send({ url: `/v1/moderation/comments/${id}`, key: site.editor })).json()

  t.test('what waits, and what is spam, is deleted; what was decided otherwise stays', async (t) => {
    const ids: Record<string, string> = {}
    for (const action of ['hold', 'spam', 'reject', 'delete', 'none']) {
      const { id } = await site.say(`To ${action}`)
      ids[action] = id
      if (action !== 'none') await site.act(id, action)
    }
    const late = await site.say('Late')
    const root = await site.say('Root')
    await site.say('Reply', { parentId: root.id })
    await site.act(root.id, 'delete')
    test.clock.advance(15 * day)
    await site.act(late.id, 'hold')
    test.clock.advance(15 * day)
    await test.settle()
    t.match(await seen(ids.hold ?? ''), {
      status: 'deleted',
      body: null,
      log: [{}, { action: 'expire', actor: 'system' }],
    })
    t.match(await seen(ids.spam ?? ''), { status: 'deleted' })
    t.match(await seen(ids.reject ?? ''), { status: 'rejected' })
    t.match(await seen(ids.none ?? ''), { status: 'published' })
    t.match(await seen(late.id), { status: 'pending' }, 'it waits since fifteen days')
    t.equal(await exists(ids.delete ?? ''), 0)
    t.match((await site.get(`/v1/comments/${root.id}`)).json(), { state: 'deleted', replyCount: 1 })
    test.clock.advance(30 * day)
    await test.settle()
    t.equal(await exists(ids.spam ?? ''), 0)
    t.equal(await exists(root.id), 1)
    const list = (await site.get(`/v1/articles/${site.slug}/comments?count=exact`)).json()
    t.equal((await site.get(`/v1/articles/${site.slug}`)).json().commentCount, list.page.total)
  })

  t.test('a tombstone stays for the replies under it, and goes after the last of them', async (t) => {
    const root = await site.say('Above')
    const reply = await site.say('Below', { parentId: root.id })
    await site.act(root.id, 'delete')
    test.clock.advance(31 * day)
    await test.settle()
    t.equal(await exists(root.id), 1)
    await site.act(reply.id, 'delete')
    test.clock.advance(29 * day)
    await test.settle()
    t.same([await exists(root.id), await exists(reply.id)], [1, 1])
    test.clock.advance(day)
    await test.settle()
    t.same([await exists(root.id), await exists(reply.id)], [0, 0])
  })

  t.test('the tombstones that have to stay are not looked at again', async (t) => {
    const root = await site.say('Keeps')
    await site.say('Kept', { parentId: root.id })
    await site.act(root.id, 'delete')
    test.clock.advance(30 * day)
    await test.settle()
    for (const { find } of dueWork(db, test.clock.now, testConfig()).purges) t.same(await find(100), [])
  })

  t.test('an answer says at once that what it answered is gone', async (t) => {
    const settings = '/v1/settings'
    const { version } = (await test.send({ url: settings, key: site.editor })).json()
    await test.send({
      method: 'PATCH',
      url: settings,
      key: site.editor,
      headers: { 'if-match': `"${version}"` },
      payload: { comments: { maxDepth: 0 } },
    })
    const first = await site.say('Question')
    const second = await site.say('Answer', { parentId: first.id })
    await site.act(first.id, 'delete')
    test.clock.advance(30 * day)
    const answered = async () => (await site.get(`/v1/comments/${second.id}`)).json().inReplyTo
    t.equal(await answered(), first.id)
    await test.settle()
    t.equal(await answered(), null)
  })
})
