import { eq } from 'drizzle-orm'
import { statusActions as actions } from '../../src/comments/rules.ts'
import { eachApp } from '../support/app.ts'
import { siteOn } from './site.ts'

eachApp('a moderator', async (t, test) => {
  const site = await siteOn(test)
  const comments = `/v1/articles/${site.slug}/comments`

  const eventsOf = async (id: string) => {
    const { changes } = test.db.tables
    const rows = await test.db.read.select().from(changes).where(eq(changes.resourceId, id))
    return rows.sort((a, b) => a.position - b.position).map(({ type, version }) => `${type} ${version}`)
  }

  t.test('needs the scope', async (t) => {
    const { id } = await site.say('Whose?')
    const writer = await test.key('articles:write')
    for (const url of ['/v1/moderation/comments', `/v1/moderation/comments/${id}`]) {
      t.equal((await site.get(url)).statusCode, 401)
      t.equal((await test.send({ url, key: writer })).statusCode, 403)
    }
    const payload = { action: 'spam', version: 1 }
    const url = `/v1/moderation/comments/${id}/actions`
    t.equal((await test.send({ method: 'POST', url, payload })).statusCode, 401)
    t.equal((await test.send({ method: 'POST', url, payload, key: writer })).statusCode, 403)
    t.equal((await site.get(`/v1/comments/${id}`)).statusCode, 200)
  })

  t.test('sees what a reader does not, and nobody else does', async (t) => {
    const posted = await test.send({
      method: 'POST',
      url: comments,
      payload: { body: 'Private matters', authorName: 'Ada', authorEmail: 'Ada@Example.org' },
      headers: { 'user-agent': 'Lantern/1.0', referer: 'https://news.example/where-i-was' },
      remoteAddress: '203.0.113.77',
    })
    const { id, editToken } = posted.json()
    const seen = (await test.send({ url: `/v1/moderation/comments/${id}`, key: site.editor })).json()
    t.match(seen, {
      status: 'published',
      version: 1,
      authorEmail: 'Ada@Example.org',
      ipPrefix: '203.0.113.0/24',
      userAgent: 'Lantern/1.0',
      referrer: 'https://news.example/where-i-was',
      body: { raw: 'Private matters' },
      heldReasons: [],
      reviewedAt: null,
      log: [],
    })
    const private_ = [/example\.org/i, '203.0.113', 'Lantern', 'where-i-was', editToken, seen.ipHash]
    const views = [
      comments,
      `${comments}?view=tree`,
      '/v1/comments',
      `/v1/comments/${id}`,
      `/v1/comments/${id}/replies`,
      `/v1/articles/${site.slug}?include=comments`,
    ]
    for (const url of views) {
      const answer = await site.get(url)
      t.equal(answer.statusCode, 200)
      for (const secret of private_) t.notMatch(answer.body + JSON.stringify(answer.headers), secret, url)
    }
    for (const secret of private_.filter((each) => each !== editToken)) t.notMatch(posted.body, secret)
    const changes = await test.db.read.select().from(test.db.tables.changes)
    for (const secret of private_) t.notMatch(JSON.stringify(changes), secret)
    const rows = await test.db.read.select().from(test.db.tables.comments)
    for (const secret of private_) t.notMatch(JSON.stringify(rows), secret)
  })

  t.test('decides, and list, counts and events say the same after each step', async (t) => {
    const story = await site.publish('Counted')
    const url = `/v1/articles/${story.slug}`
    const ids: string[] = []
    for (const text of ['one', 'two', 'three']) {
      ids.push((await site.post({ body: text, authorName: 'Ada' }, story.slug)).json().id)
    }
    const agree = async (expected: number) => {
      const list = (await site.get(`${url}/comments?count=exact`)).json()
      t.equal(list.data.length, expected)
      t.equal(list.page.total, expected)
      t.equal((await site.get(url)).json().commentCount, expected)
    }
    const [first = '', second = ''] = ids
    await agree(3)
    for (const [id, action, expected] of [
      [first, 'reject', 2],
      [first, 'reject', 2],
      [first, 'approve', 3],
      [first, 'approve', 3],
      [first, 'reject', 2],
      [second, 'delete', 1],
      [second, 'delete', 1],
      [first, 'restore', 2],
    ] as const) {
      t.equal((await site.act(id, action)).statusCode, 200, `${action} is taken`)
      await agree(expected)
    }
    t.same(await eventsOf(first), [
      'comment.published 1',
      'comment.removed 2',
      'comment.published 3',
      'comment.removed 4',
      'comment.published 5',
    ])
  })

  t.test('is told of every decision, with its reason and who made it', async (t) => {
    const { id } = await site.say('Buy now')
    await site.act(id, 'spam', { reasonCode: 'spam', note: 'Third today.' })
    await site.act(id, 'spam')
    const decided = (await site.act(id, 'notSpam')).json()
    const at = '2026-11-24T09:00:00.000Z'
    const by = { at, actor: 'test' }
    t.same(decided.log, [
      { ...by, action: 'spam', from: 'published', to: 'spam', reasonCode: 'spam', note: 'Third today.' },
      { ...by, action: 'notSpam', from: 'spam', to: 'published', reasonCode: null, note: null },
    ])
    t.match(decided, { version: 3, status: 'published', reviewedAt: at, reviewedBy: 'test' })
  })

  t.test('changes nothing from a version that is not the current one', async (t) => {
    const { id } = await site.say('Moving target')
    const url = `/v1/moderation/comments/${id}/actions`
    const act = (payload: object) => test.send({ method: 'POST', url, key: site.editor, payload })
    t.equal((await act({ action: 'hold', version: 1 })).statusCode, 200)
    t.equal((await act({ action: 'spam', version: 1 })).statusCode, 412)
    t.equal((await act({ action: 'spam' })).statusCode, 422)
    t.match((await act({ action: 'vanish', version: 2 })).json().errors, [{ pointer: '/action' }])
    const unknown = '/v1/moderation/comments/019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11/actions'
    const payload = { action: 'spam', version: 1 }
    t.equal((await test.send({ method: 'POST', url: unknown, key: site.editor, payload })).statusCode, 404)
  })

  t.test('acts once, however many act at once', async (t) => {
    const { id } = await site.say('Contested')
    const before = (await site.get(`/v1/articles/${site.slug}`)).json().commentCount
    const url = `/v1/moderation/comments/${id}/actions`
    const sent = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        test.send({
          method: 'POST',
          url,
          key: site.editor,
          payload: { action: (['reject', 'spam', 'hold'] as const)[i % 3], version: 1 },
        }),
      ),
    )
    const statuses = sent.map(({ statusCode }) => statusCode).sort()
    t.same(statuses, [200, ...Array.from({ length: 11 }, () => 412)])
    t.equal((await site.get(`/v1/articles/${site.slug}`)).json().commentCount, before - 1)
    t.equal((await eventsOf(id)).length, 2)
  })

  t.test('finds the queue oldest first', async (t) => {
    const held: string[] = []
    for (const text of ['older', 'newer']) {
      test.clock.advance(1000)
      const { id } = await site.say(text)
      await site.act(id, 'hold')
      held.push(id)
    }
    const queue = async (query: string) =>
      (await test.send({ url: `/v1/moderation/comments?${query}`, key: site.editor })).json()
    const first = await queue('limit=1&count=exact')
    const second = await queue(`limit=1&cursor=${first.page.next}`)
    const all = await queue('')
    t.same(all.data.map(({ id }: { id: string }) => id).slice(-2), held)
    t.equal(first.page.total, all.data.length)
    t.equal(second.data[0].id, all.data[1].id)
    t.ok(all.data.every(({ status }: { status: string }) => status === 'pending'))
    const foreign = await test.send({
      url: `/v1/moderation/comments?status=spam&cursor=${first.page.next}`,
      key: site.editor,
    })
    t.equal(foreign.statusCode, 400)
  })
})

/** Where each action leads from each status; '=' changes nothing, '-' is refused. */
const table: Record<string, Record<(typeof actions)[number], string>> = {
  published: {
    approve: '=',
    reject: 'rejected',
    spam: 'spam',
    hold: 'pending',
    notSpam: '=',
    restore: '-',
    delete: 'deleted',
  },
  pending: {
    approve: 'published',
    reject: 'rejected',
    spam: 'spam',
    hold: '=',
    notSpam: '-',
    restore: '-',
    delete: 'deleted',
  },
  rejected: {
    approve: 'published',
    reject: '=',
    spam: '-',
    hold: '-',
    notSpam: '-',
    restore: 'published',
    delete: 'deleted',
  },
  spam: {
    approve: 'published',
    reject: '-',
    spam: '=',
    hold: '-',
    notSpam: 'published',
    restore: '-',
    delete: 'deleted',
  },
  deleted: { approve: '-', reject: '-', spam: '-', hold: '-', notSpam: '-', restore: '-', delete: '=' },
}
const waysTo: Record<string, string | undefined> = {
  pending: 'hold',
  rejected: 'reject',
  spam: 'spam',
  deleted: 'delete',
}

eachApp('a decision', async (t, test) => {
  const site = await siteOn(test)
  let n = 0

  for (const [status, row] of Object.entries(table)) {
    t.test(`on a ${status} comment leads where the table says, or nowhere`, async (t) => {
      for (const action of actions) {
        n += 1
        const { id } = await site.say(`Comment ${n}`)
        const way = waysTo[status]
        if (way !== undefined) await site.act(id, way)
        const before = (await test.send({ url: `/v1/moderation/comments/${id}`, key: site.editor })).json()
        const answer = await site.act(id, action)
        const after = (await test.send({ url: `/v1/moderation/comments/${id}`, key: site.editor })).json()
        const outcome = row[action]
        t.equal(answer.statusCode, outcome === '-' ? 409 : 200, `${action} from ${status}`)
        if (outcome === '-' || outcome === '=') t.same(after, before)
        else t.match(after, { status: outcome, version: before.version + 1, previousStatus: status })
        const seen = (await site.get(`/v1/comments/${id}`)).statusCode
        t.equal(seen, after.status === 'published' ? 200 : 404)
      }
      const { data } = (await site.get(`/v1/articles/${site.slug}/comments?limit=100`)).json()
      t.equal((await site.get(`/v1/articles/${site.slug}`)).json().commentCount, data.length)
    })
  }

  t.test('about what is hidden already shows at its tombstone at once', async (t) => {
    const root = await site.say('Soon a tombstone')
    await site.say('Under it', { parentId: root.id })
    const state = async () => (await site.get(`/v1/comments/${root.id}`)).json().state
    await site.act(root.id, 'reject')
    t.equal(await state(), 'removed')
    await site.act(root.id, 'delete')
    t.equal(await state(), 'deleted')
  })

  t.test('to delete leaves a place in the thread and nothing of the person', async (t) => {
    const root = (
      await site.post({ body: 'A canary', authorName: 'Mallory', authorEmail: 'm@example.org' })
    ).json()
    await site.say('Why?', { parentId: root.id })
    await site.act(root.id, 'delete')
    t.match((await site.get(`/v1/comments/${root.id}`)).json(), {
      state: 'deleted',
      author: null,
      body: null,
    })
    const { comments, commentPii, commentDuplicates } = test.db.tables
    const stored = [
      await test.db.read.select().from(comments).where(eq(comments.id, root.id)),
      await test.db.read.select().from(commentPii).where(eq(commentPii.commentId, root.id)),
      await test.db.read.select().from(commentDuplicates).where(eq(commentDuplicates.commentId, root.id)),
    ]
    t.notMatch(JSON.stringify(stored), /canary|Mallory|example\.org/)
    t.same(stored.slice(1), [[], []])
    const again = await site.post({ body: 'A canary', authorName: 'Mallory', authorEmail: 'm@example.org' })
    t.equal(again.statusCode, 201)
  })
})
