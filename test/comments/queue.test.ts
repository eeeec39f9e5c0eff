import { eq } from 'drizzle-orm'
import { newId } from '../../src/ids.ts'
import { eachApp } from '../support/app.ts'
import { siteOn } from './site.ts'

eachApp('the queue of moderation', async (t, test) => {
  const site = await siteOn(test)
  const { comments, commentReports } = test.db.tables
  const read = async (url: string) => (await test.send({ url, key: site.editor })).json()

  /** So many more of a comment, a millisecond apart. */
  async function repeat(id: string, times: number) {
    const [row] = await test.db.read.select().from(comments).where(eq(comments.id, id))
    if (row === undefined) throw new Error('There is no such comment.')
    const copies = Array.from({ length: times }, (_, n) => {
      const copy = newId()
      return { ...row, id: copy, rootId: copy, createdAt: new Date(row.createdAt.getTime() + n + 1) }
    })
    for (let at = 0; at < times; at += 500)
      await test.db.write((tx) => tx.insert(comments).values(copies.slice(at, at + 500)))
  }

  t.test('is looked through a stretch at a time, and nothing in it is missed', async (t) => {
    const first = await site.say('A needle before')
    const hay = await site.say('Hay')
    await repeat(hay.id, 6100)
    test.clock.advance(60_000)
    const last = await site.say('A needle behind')
    const list = '/v1/moderation/comments?status=published&q=needle'
    const one = await read(`${list}&limit=20`)
    t.same(
      one.data.map((found: { id: string }) => found.id),
      [first.id],
    )
    t.type(one.page.next, 'string', 'leads on, though the page is not full')
    const two = await read(`${list}&limit=20&cursor=${one.page.next}`)
    t.same(
      two.data.map((found: { id: string }) => found.id),
      [last.id],
    )
    t.equal(two.page.next, null)
    t.equal((await read(`${list}&count=exact`)).page.total, 2)
    const full = await read('/v1/moderation/comments?status=published&q=hay&limit=100')
    t.equal(full.data.length, 100)
    const more = await read(`/v1/moderation/comments?status=published&q=hay&cursor=${full.page.next}`)
    t.not(more.data[0].id, full.data.at(-1).id)
    t.same((await read('/v1/moderation/comments?status=published&reason=links')).data, [])
  })

  t.test('shows the newest reports of a comment, and no more than a moderator reads', async (t) => {
    const { id } = await site.say('Disputed')
    const other = await site.say('Disputed as well')
    const at = (n: number) => new Date(Date.UTC(2026, 10, 24, 9, 0, n))
    const report = (commentId: string) => (n: number) => ({
      commentId,
      readerKey: `reader ${n}`,
      reason: `No. ${n}`,
      at: at(n),
    })
    const numbers = Array.from({ length: 59 }, (_, n) => n)
    await test.db.write((tx) =>
      tx
        .insert(commentReports)
        .values([...numbers.map(report(id)), ...numbers.slice(0, 2).map(report(other.id))]),
    )
    const { reports } = await read(`/v1/moderation/comments/${id}`)
    t.equal(reports.length, 50)
    t.same([reports[0].reason, reports[49].reason], ['No. 9', 'No. 58'])
    t.same(
      (await read(`/v1/moderation/comments/${other.id}`)).reports.map(
        ({ reason }: { reason: string }) => reason,
      ),
      ['No. 0', 'No. 1'],
    )
  })

  t.test('tells nothing of a deleted comment but that it was there', async (t) => {
    const { id } = await site.say('Reported and gone')
    const url = `/v1/comments/${id}/reports`
    await test.send({ method: 'POST', url, payload: { reason: 'rude' }, remoteAddress: '198.51.100.7' })
    t.match(await read(`/v1/moderation/comments/${id}`), { reportCount: 1, reports: [{ reason: 'rude' }] })
    await site.act(id, 'delete')
    const gone = { status: 'deleted', reportCount: 0, reports: [], spam: null, body: null }
    t.match(await read(`/v1/moderation/comments/${id}`), gone)
  })
})
