import t from 'tap'
import { placeOf } from '../../src/comments/thread.ts'
import { eachApp } from '../support/app.ts'
import { siteOn } from './site.ts'

const unknownId = '019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11'

t.test('a comment that answers none is its own root', async (t) => {
  t.same(placeOf('a', undefined, 4), { parentId: null, inReplyTo: null, rootId: 'a', depth: 0 })
})

eachApp('a reply', async (t, test) => {
  const site = await siteOn(test)

  t.test('goes no deeper than level 4, and still says what it answers', async (t) => {
    const chain = [await site.say('level 0')]
    for (let depth = 1; depth <= 4; depth++) {
      chain.push(await site.say(`level ${depth}`, { parentId: chain.at(-1)?.id }))
    }
    t.same(
      chain.map(({ depth }) => depth),
      [0, 1, 2, 3, 4],
    )
    const beyond = await site.say('level 5?', { parentId: chain[4]?.id })
    t.match(beyond, { depth: 4, parentId: chain[3]?.id, inReplyTo: chain[4]?.id, rootId: chain[0]?.id })
    const again = await site.say('level 6?', { parentId: beyond.id })
    t.match(again, { depth: 4, parentId: chain[3]?.id, inReplyTo: beyond.id })

    const root = (await site.get(`/v1/comments/${chain[0]?.id}`)).json()
    t.match(root, { replyCount: 1, descendantCount: 6 })
    t.match((await site.get(`/v1/comments/${chain[3]?.id}`)).json(), { replyCount: 3, descendantCount: 3 })
  })

  t.test('to what is not there is refused, and becomes no root', async (t) => {
    const other = await site.publish('Another story')
    const elsewhere = (await site.post({ body: 'Over here', authorName: 'Ada' }, other.slug)).json()
    const hidden = await site.say('Soon hidden')
    await site.act(hidden.id, 'reject')
    const before = (await site.get('/v1/comments?count=exact')).json().page.total
    for (const parentId of [elsewhere.id, unknownId, hidden.id]) {
      const answer = await site.post({ body: 'Orphan', authorName: 'Ada', parentId })
      t.equal(answer.statusCode, 422)
      t.match(answer.json().errors, [{ pointer: '/parentId', code: 'parent_not_available' }])
    }
    const injected = await site.post({ body: 'Orphan', authorName: 'Ada', parentId: '1 OR 1=1' })
    t.equal(injected.statusCode, 422)
    t.match(injected.json().errors, [{ pointer: '/parentId' }])
    t.equal((await site.get('/v1/comments?count=exact')).json().page.total, before)
  })
})
