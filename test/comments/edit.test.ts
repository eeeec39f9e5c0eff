import { eq } from 'drizzle-orm'
import { eachApp } from '../support/app.ts'
import { type Said, siteOn } from './site.ts'

const minute = 60_000

eachApp('the author of a comment', async (t, test) => {
  const site = await siteOn(test)
  const comments = `/v1/articles/${site.slug}/comments`
  const send = (method: 'PATCH' | 'DELETE' | 'GET', id: string, token?: string, payload?: object) =>
    test.send({
      method,
      url: `/v1/comments/${id}`,
      headers: token === undefined ? {} : { 'comment-token': token },
      ...(payload !== undefined && { payload }),
    })
  const patch = ({ id, editToken }: Said, payload: object) => send('PATCH', id, editToken, payload)
  const moderated = async (id: string) =>
    (await test.send({ url: `/v1/moderation/comments/${id}`, key: site.editor })).json()
  const countOf = async () => {
    const { commentCount } = (await site.get(`/v1/articles/${site.slug}`)).json()
    t.equal((await site.get(`${comments}?count=exact&limit=1`)).json().page.total, commentCount)
    return commentCount
  }

  t.test('changes it, and everybody reads the new text at once', async (t) => {
    const said = await site.say('Well sayd.')
    t.match((await site.get(`/v1/comments/${said.id}`)).json().body, { text: 'Well sayd.' })
    test.clock.advance(minute)
    const answer = await patch(said, { body: 'Well *said*.' })
    t.equal(answer.statusCode, 200)
    t.equal(answer.headers['cache-control'], 'private, no-store')
    const edited = answer.json()
    t.match(edited, {
      id: said.id,
      moderation: 'published',
      body: { html: '<p>Well <em>said</em>.</p>', text: 'Well said.', raw: 'Well *said*.' },
      author: { name: 'Ada' },
      editedAt: test.clock.now().toISOString(),
    })
    for (const url of [`/v1/comments/${said.id}`, comments]) {
      t.match((await site.get(url)).body, 'Well said.')
      t.notMatch((await site.get(url)).body, /sayd|editToken/)
    }
  })

  t.test('is held to the rules and words of a new comment', async (t) => {
    const said = await site.say('Rules are rules')
    const blank = { pointer: '/body', code: 'required', message: 'Please enter your comment!' }
    for (const body of ['', ' \u200B', '> ', '```\n```']) {
      const answer = await patch(said, { body })
      t.equal(answer.statusCode, 422)
      t.match(answer.json().errors, [blank])
    }
    const both = await patch(said, { body: '> ', authorName: ' ' })
    t.match(both.json().errors, [
      blank,
      { pointer: '/authorName', code: 'required', message: 'Please enter your name here' },
    ])
    const long = await patch(said, { body: 'x'.repeat(5001) })
    t.equal(long.statusCode, 422)
    t.match(long.json().errors, [{ pointer: '/body', code: 'too_long' }])
    for (const forged of ['status', 'pinned', 'isStaff', 'createdAt', 'parentId', 'version'])
      t.match((await patch(said, { body: 'x', [forged]: 1 })).json().errors, [{ pointer: `/${forged}` }])
    t.equal((await site.get(`/v1/comments/${said.id}`)).json().editedAt, null)

    const safe = (await patch(said, { body: '<script>alert(1)</script> [x](javascript:alert(1))' })).json()
    t.equal(safe.body.html, '<p>&lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:alert(1))</p>')
    t.equal(
      (await patch({ ...said, ...safe }, { body: `x${'\u0337'.repeat(9)}` })).json().body.text.length,
      4,
    )
  })

  t.test('says nothing twice by changing it', async (t) => {
    await site.say('First come')
    const said = await site.say('Second come')
    const answer = await patch(said, { body: 'FIRST come' })
    t.equal(answer.statusCode, 409)
    t.equal(answer.json().code, 'duplicate')
    t.equal((await patch(said, { body: 'Third come' })).statusCode, 200)
    t.equal((await site.post({ body: 'Third come', authorName: 'Ada' })).statusCode, 409)
    t.equal((await site.post({ body: 'Second come', authorName: 'Ada' })).statusCode, 201)
  })

  t.test('is known by the token of that comment and that text, and by no other', async (t) => {
    const [mine, other] = [await site.say('Mine'), await site.say('Other')]
    const before = await moderated(mine.id)
    for (const token of [undefined, other.editToken, 'x', mine.id]) {
      for (const [method, payload] of [
        ['PATCH', { body: 'Stolen' }],
        ['DELETE', undefined],
      ] as const) {
        const answer = await send(method, mine.id, token, payload)
        t.equal(answer.statusCode, 403, `${method} with ${token}`)
      }
    }
    t.same(await moderated(mine.id), before)
    const edited = (await patch(mine, { body: 'Mine, better' })).json()
    t.not(edited.editToken, mine.editToken)
    t.equal((await patch(mine, { body: 'Mine, by an old token' })).statusCode, 403)
    t.equal((await patch(edited, { body: 'Mine, best' })).statusCode, 200)
  })

  t.test('changes it once, however many hold the token', async (t) => {
    const said = await site.say('Contested')
    const sent = await Promise.all(Array.from({ length: 8 }, (_, n) => patch(said, { body: `Claim ${n}` })))
    const statuses = sent.map(({ statusCode }) => statusCode).sort()
    t.equal(statuses.filter((status) => status === 200).length, 1)
    t.ok(statuses.every((status) => [200, 403, 409].includes(status)))
    t.equal((await moderated(said.id)).revisions.length, 1)
  })

  t.test('changes nothing by saying the same', async (t) => {
    const said = await site.say('Same same')
    for (const payload of [{}, { body: 'Same same' }, { authorName: ' Ada ' }]) {
      const answer = await patch(said, payload)
      t.equal(answer.statusCode, 200)
      t.equal(answer.json().editToken, said.editToken)
    }
    t.match(await moderated(said.id), { version: 1, revisions: [], log: [] })
  })

  t.test('has fifteen minutes', async (t) => {
    const said = await site.say('Quick')
    test.clock.advance(15 * minute - 1)
    t.equal((await patch(said, {})).statusCode, 200)
    test.clock.advance(1)
    for (const [method, payload] of [
      ['PATCH', { body: 'Late' }],
      ['DELETE', undefined],
    ] as const) {
      const answer = await send(method, said.id, said.editToken, payload)
      t.equal(answer.statusCode, 403)
      t.equal(answer.json().code, 'edit_window_closed')
    }
  })

  t.test('leaves moderators the former texts, and nobody else', async (t) => {
    const said = await site.say('What the canary sang')
    test.clock.advance(minute)
    const edited = (await patch(said, { body: 'Nothing', authorName: 'Bea' })).json()
    await patch(edited, { body: 'Nothing at all' })
    const { revisions, log, version } = await moderated(said.id)
    t.equal(version, 3)
    t.match(revisions, [
      { version: 1, raw: 'What the canary sang', by: 'Ada' },
      { version: 2, raw: 'Nothing', by: 'Bea', at: edited.editedAt },
    ])
    t.match(log, [{ actor: 'author', action: 'edit', from: 'published', to: 'published' }, {}])
    for (const url of [`/v1/comments/${said.id}`, comments, '/v1/comments'])
      t.notMatch((await site.get(url)).body, 'canary')
  })

  t.test('deletes it: the replies stay, and nothing of the person', async (t) => {
    const root = (
      await site.post({ body: 'A canary', authorName: 'Mallory', authorEmail: 'm@example.org' })
    ).json()
    const edited = (await patch(root, { body: 'A canary indeed' })).json()
    const replies = [
      await site.say('Why?', { parentId: root.id }),
      await site.say('How?', { parentId: root.id }),
    ]
    const before = await countOf()
    const answer = await send('DELETE', root.id, edited.editToken)
    t.equal(answer.statusCode, 200)
    const tombstone = { id: root.id, state: 'deleted', author: null, body: null, replyCount: 2 }
    t.match(answer.json(), tombstone)
    t.match((await site.get(`/v1/comments/${root.id}`)).json(), tombstone)
    t.equal(await countOf(), before - 1)
    const { data } = (await site.get(`/v1/comments/${root.id}/replies`)).json()
    t.same(
      data.map(({ id }: Said) => id),
      replies.map(({ id }) => id),
    )
    const { comments: all, commentPii, commentDuplicates, commentRevisions } = test.db.tables
    const stored = [await test.db.read.select().from(all).where(eq(all.id, root.id))]
    for (const table of [commentPii, commentDuplicates, commentRevisions]) {
      const rows = await test.db.read.select().from(table).where(eq(table.commentId, root.id))
      t.same(rows, [])
    }
    t.notMatch(JSON.stringify(stored), /canary|Mallory|example\.org/)
    t.match((await moderated(root.id)).log, [{ action: 'edit' }, { actor: 'author', action: 'delete' }])
    t.equal((await send('DELETE', root.id, edited.editToken)).statusCode, 403)
  })

  t.test('leaves no tombstone where nothing hangs on it', async (t) => {
    const said = await site.say('Gone without a trace')
    t.match((await send('DELETE', said.id, said.editToken)).json(), { state: 'deleted', body: null })
    t.equal((await site.get(`/v1/comments/${said.id}`)).statusCode, 404)
    t.equal((await site.say('Gone without a trace')).depth, 0)
  })

  t.test('reads it while it waits, and nobody else does', async (t) => {
    const said = await site.say('Patience')
    await site.act(said.id, 'hold')
    const own = await send('GET', said.id, said.editToken)
    t.equal(own.statusCode, 200)
    t.match(own.json(), { state: 'pending', moderation: 'pending', body: { raw: 'Patience' } })
    t.notOk('editToken' in own.json())
    t.equal(own.headers['cache-control'], 'private, no-store')
    t.equal(own.headers['x-robots-tag'], 'noindex')
    for (const token of [undefined, 'x', (await site.say('Another')).editToken]) {
      t.equal((await send('GET', said.id, token)).statusCode, 404)
      t.equal((await send('PATCH', said.id, token, { body: 'x' })).statusCode, 404)
    }
    t.match((await site.get(`/v1/comments/${said.id}`)).headers.vary, 'Comment-Token')
    test.clock.advance(15 * minute)
    t.equal((await send('GET', said.id, said.editToken)).statusCode, 404)
  })

  t.test('does not lift what a moderator has decided', async (t) => {
    const held = await site.say('Held')
    await site.act(held.id, 'hold')
    const before = await countOf()
    const edited = (await patch(held, { body: 'Held, and mended' })).json()
    t.equal(edited.moderation, 'pending')
    t.equal((await patch(edited, { body: 'Held, and mended again' })).json().moderation, 'pending')
    t.equal(await countOf(), before)

    const refused = await site.say('Refused')
    await site.act(refused.id, 'reject')
    const answer = await patch(refused, { body: 'Refused?' })
    t.equal(answer.statusCode, 403)
    t.equal(answer.json().code, 'edit_window_closed')
    t.equal((await send('GET', refused.id, refused.editToken)).statusCode, 404)

    const approved = await site.say('Approved')
    await site.act(approved.id, 'hold')
    await site.act(approved.id, 'approve')
    t.equal((await patch(approved, { body: 'Approved, then changed' })).json().moderation, 'published')
    t.match(await moderated(approved.id), { status: 'published', reviewedAt: null, reviewedBy: null })
  })

  t.test('moves it by an edit no nearer to readers, whatever a moderator restores then', async (t) => {
    const rules = '/v1/moderation/rules'
    const payload = { kind: 'word', value: 'nastiness', effect: 'reject' }
    const rule = (await test.send({ method: 'POST', url: rules, key: site.editor, payload })).json()
    const said = await site.say('Harmless once')
    for (const n of [1, 2, 3])
      await test.send({
        method: 'POST',
        url: `/v1/comments/${said.id}/reports`,
        remoteAddress: `198.51.100.${n}`,
        payload: { reason: 'spam' },
      })
    t.match(await moderated(said.id), { status: 'pending', heldReasons: ['reports'] })
    t.equal((await patch(said, { body: 'Now with nastiness' })).json().moderation, 'pending')
    t.match(await moderated(said.id), {
      status: 'rejected',
      previousStatus: 'pending',
      heldReasons: ['reports', `rule:${rule.id}`],
    })
    t.match((await site.act(said.id, 'restore')).json(), { status: 'pending' })
    t.equal((await site.get(`/v1/comments/${said.id}`)).statusCode, 404)

    const pinned = await site.say('On top')
    await site.act(pinned.id, 'pin')
    await patch(pinned, { body: 'On top with nastiness' })
    t.match(await moderated(pinned.id), { status: 'rejected', pinned: false })
    await site.act(pinned.id, 'restore')
    t.match((await site.act(pinned.id, 'approve')).json(), { status: 'published', pinned: false })
    const url = `${rules}/${rule.id}`
    await test.send({ method: 'DELETE', url, key: site.editor, headers: { 'if-match': '*' } })
  })

  t.test('changes none under an article that takes none any more, or that is gone', async (t) => {
    const story = await site.publish('Soon closed')
    const said = (await site.post({ body: 'In time', authorName: 'Ada' }, story.slug)).json()
    const change = (method: 'PATCH' | 'POST', url: string, payload: object) =>
      test.send({ method, url, key: site.editor, headers: { 'if-match': '*' }, payload })
    await change('PATCH', `/v1/articles/${story.id}`, { commentsOpen: false })
    t.equal((await patch(said, { body: 'Late' })).json().code, 'comments_closed')
    await change('POST', `/v1/articles/${story.id}/unpublish`, {})
    t.equal((await patch(said, { body: 'Late' })).statusCode, 404)
    t.equal((await send('GET', said.id, said.editToken)).statusCode, 404)
  })
})
