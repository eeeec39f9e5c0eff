import { eachApp, type TestApp } from '../support/app.ts'
import { type Site, siteOn } from './site.ts'

type Method = 'PUT' | 'DELETE' | 'POST'
const poster = '203.0.113.9'

/** Acts on a comment from an address, or with a key. */
const actOn =
  (test: TestApp) =>
  (method: Method, path: string, more: { from?: string; key?: string; payload?: object; token?: string }) =>
    test.send({
      method,
      url: `/v1/comments/${path}`,
      key: more.key,
      remoteAddress: more.from ?? '198.51.100.1',
      ...(more.token !== undefined && { headers: { 'comment-token': more.token } }),
      ...(more.payload !== undefined && { payload: more.payload }),
    })

const sayFrom = async (test: TestApp, site: Site, body: string, more: object = {}) =>
  (
    await test.send({
      method: 'POST',
      url: `/v1/articles/${site.slug}/comments`,
      remoteAddress: poster,
      payload: { body, authorName: 'Ada', ...more },
    })
  ).json()

eachApp('a reader', async (t, test) => {
  const site = await siteOn(test)
  const act = actOn(test)
  const vote = (id: string, reaction: string, more: { from?: string; key?: string; token?: string } = {}) =>
    act('PUT', `${id}/reaction`, { ...more, payload: { reaction } })
  const shown = async (id: string) => (await site.get(`/v1/comments/${id}`)).json().reactions

  t.test('has one vote, however often and however fast it is given', async (t) => {
    const { id } = await sayFrom(test, site, 'Vote for me')
    t.same(await shown(id), { up: 0, down: 0 })
    const sent = await Promise.all(Array.from({ length: 50 }, () => vote(id, 'up')))
    t.ok(sent.every(({ statusCode }) => statusCode === 200))
    t.same(sent.at(-1)?.json(), { reaction: 'up', reactions: { up: 1, down: 0 } })
    t.same(await shown(id), { up: 1, down: 0 })
    t.match((await vote(id, 'down')).json(), { reaction: 'down', reactions: { up: 0, down: 1 } })
    t.same(await shown(id), { up: 0, down: 1 })
    for (let twice = 0; twice < 2; twice++) {
      t.equal((await act('DELETE', `${id}/reaction`, {})).statusCode, 204)
      t.same(await shown(id), { up: 0, down: 0 })
    }
  })

  t.test('changes sides as fast as anybody, and is counted once', async (t) => {
    const { id } = await sayFrom(test, site, 'To and fro')
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        n % 4 === 3 ? act('DELETE', `${id}/reaction`, {}) : vote(id, n % 2 === 0 ? 'up' : 'down'),
      ),
    )
    const { up, down } = await shown(id)
    const rows = await test.db.read.select().from(test.db.tables.commentReactions)
    const mine = rows.filter(({ commentId }) => commentId === id)
    t.same(
      [up, down],
      ['up', 'down'].map((kind) => mine.filter((row) => row.kind === kind).length),
    )
  })

  t.test('is told from others by the key, else by the address', async (t) => {
    const { id } = await sayFrom(test, site, 'How many?')
    const [one, two] = [await test.key('articles:read'), await test.key('articles:read')]
    for (const reader of [
      { from: '198.51.100.1' },
      { from: '198.51.100.2' },
      { key: one },
      { key: two },
      { key: two, from: '198.51.100.7' },
    ])
      t.equal((await vote(id, 'up', reader)).statusCode, 200)
    for (const from of ['2001:db8::1', '2001:db8::2']) await vote(id, 'down', { from })
    t.same(await shown(id), { up: 4, down: 1 })
    const stored = JSON.stringify(await test.db.read.select().from(test.db.tables.commentReactions))
    t.notMatch(stored, /198\.51|2001:db8/)
  })

  t.test('has no vote on what is their own', async (t) => {
    const posted = await sayFrom(test, site, 'I like me')
    for (const own of [{ from: poster }, { from: '198.51.100.3', token: posted.editToken }])
      t.equal((await vote(posted.id, 'up', own)).statusCode, 403)
    t.same(await shown(posted.id), { up: 0, down: 0 })
  })

  t.test('has none on what nobody sees', async (t) => {
    const { id } = await sayFrom(test, site, 'Hidden')
    await vote(id, 'up')
    await site.act(id, 'hold')
    t.equal((await vote(id, 'up')).statusCode, 404)
    t.equal((await act('DELETE', `${id}/reaction`, {})).statusCode, 404)
    t.equal((await vote('019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11', 'up')).statusCode, 404)
    t.match((await vote(id, 'sideways')).json().errors, [{ pointer: '/reaction' }])
    await site.act(id, 'approve')
    t.same(await shown(id), { up: 1, down: 0 })
  })

  t.test('finds the best first, and what is talked about most', async (t) => {
    const story = await site.publish('Ranked')
    const url = `/v1/articles/${story.slug}/comments`
    const ids: string[] = []
    for (let n = 0; n < 5; n++)
      ids.push((await site.post({ body: `R${n}`, authorName: 'Ada' }, story.slug)).json().id)
    const [a = '', b = '', c = '', d = '', e = ''] = ids
    for (const from of ['198.51.100.1', '198.51.100.2']) await vote(b, 'up', { from })
    await vote(d, 'up')
    await vote(a, 'down')
    const order = async (query: string) => {
      const seen: string[] = []
      for (let cursor = ''; ; ) {
        const { data, page } = (await site.get(`${url}?limit=2&${query}${cursor}`)).json()
        seen.push(...data.map(({ id }: { id: string }) => id))
        if (page.next === null) return seen
        cursor = `&cursor=${page.next}`
      }
    }
    t.same(await order('sort=top'), [b, d, e, c, a])
    t.same(await order('sort=top&view=tree'), [b, d, e, c, a])
    await site.post({ body: 'Under c', authorName: 'Bob', parentId: c }, story.slug)
    t.same(await order('sort=active&view=tree'), [c, e, d, b, a])
  })
})

eachApp('reports of a comment', async (t, test) => {
  const site = await siteOn(test)
  const act = actOn(test)
  const report = (id: string, from: string, reason = 'spam') =>
    act('POST', `${id}/reports`, { from, payload: { reason } })
  const moderated = async (id: string) =>
    (await test.send({ url: `/v1/moderation/comments/${id}`, key: site.editor })).json()
  const three = ['198.51.100.1', '198.51.100.2', '198.51.100.3']

  t.test('count once for each reader, and enough of them hold it', async (t) => {
    const { id } = await sayFrom(test, site, 'Buy now')
    const before = (await site.get(`/v1/articles/${site.slug}`)).json().commentCount
    for (let n = 0; n < 10; n++) t.equal((await report(id, '198.51.100.1', `Reason ${n}`)).statusCode, 202)
    t.match(await moderated(id), { reportCount: 1, reports: [{ reason: 'Reason 0' }], status: 'published' })
    await report(id, '198.51.100.2')
    t.equal((await site.get(`/v1/comments/${id}`)).statusCode, 200)
    await report(id, '198.51.100.3')
    t.equal((await site.get(`/v1/comments/${id}`)).statusCode, 404)
    t.equal((await site.get(`/v1/articles/${site.slug}`)).json().commentCount, before - 1)
    t.match(await moderated(id), {
      status: 'pending',
      previousStatus: 'published',
      heldReasons: ['reports'],
      reportCount: 3,
      reviewedAt: null,
      version: 2,
      log: [{ actor: 'system', action: 'hold', from: 'published', to: 'pending' }],
    })
    t.equal((await report(id, '198.51.100.4')).statusCode, 404)
  })

  t.test('hold it once, however many come at once', async (t) => {
    const { id } = await sayFrom(test, site, 'Everybody at once')
    const before = (await site.get(`/v1/articles/${site.slug}`)).json().commentCount
    await Promise.all(Array.from({ length: 12 }, (_, n) => report(id, `198.51.100.${n}`)))
    t.match(await moderated(id), { status: 'pending', version: 2, log: [{ action: 'hold' }] })
    t.equal((await moderated(id)).log.length, 1)
    t.equal((await site.get(`/v1/articles/${site.slug}`)).json().commentCount, before - 1)
  })

  t.test('do not move what a moderator has approved', async (t) => {
    const { id } = await sayFrom(test, site, 'Approved')
    await site.act(id, 'hold')
    await site.act(id, 'approve')
    for (const from of three) t.equal((await report(id, from)).statusCode, 202)
    t.match(await moderated(id), { status: 'published', reportCount: 3 })
  })

  t.test('take a pinned one from the top for good', async (t) => {
    const said = await sayFrom(test, site, 'Pinned')
    await site.act(said.id, 'pin')
    await test.send({
      method: 'PATCH',
      url: `/v1/comments/${said.id}`,
      headers: { 'comment-token': said.editToken },
      payload: { body: 'Pinned, and changed' },
    })
    t.match(await moderated(said.id), { pinned: true, reviewedAt: null })
    for (const from of three) await report(said.id, from)
    t.match(await moderated(said.id), { status: 'pending', pinned: false })
    t.match((await site.act(said.id, 'approve')).json(), { status: 'published', pinned: false })
  })

  t.test('say why, and tell readers nothing', async (t) => {
    const { id } = await sayFrom(test, site, 'Offended')
    for (const reason of ['', ' \u200B', 'x'.repeat(1001)])
      t.equal((await report(id, '198.51.100.1', reason)).statusCode, 422)
    await report(id, '198.51.100.1', 'A canary sings')
    for (const url of [`/v1/comments/${id}`, `/v1/articles/${site.slug}/comments`])
      t.notMatch((await site.get(url)).body, /canary|report/)
    t.equal((await report('019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11', '198.51.100.1')).statusCode, 404)
  })

  t.test('outlive no deletion', async (t) => {
    const { id } = await sayFrom(test, site, 'Forget me')
    await report(id, '198.51.100.1', 'A canary')
    await site.act(id, 'delete')
    t.notMatch(JSON.stringify(await test.db.read.select().from(test.db.tables.commentReports)), id)
  })
})
