import { changeStore } from '../../src/changes/store.ts'
import { appendChanges } from '../../src/db/outbox.ts'
import { newId } from '../../src/ids.ts'
import { eachApp, type TestApp } from '../support/app.ts'

const day = 24 * 60 * 60 * 1000

const tell = ({ db, clock }: TestApp, count: number) =>
  db.write((tx) =>
    appendChanges(
      tx,
      db.tables,
      Array.from({ length: count }, () => ({
        type: 'article.updated' as const,
        resource: 'article' as const,
        resourceId: newId(),
        articleId: null,
        version: 1,
        at: clock.now(),
      })),
    ),
  )

eachApp('old changes', async (t, test) => {
  const { removeOld } = changeStore(test.db, { now: test.clock.now, keptDays: 30 })
  const read = (query: string) => test.send({ url: `/v1/changes?${query}` })

  t.test('are kept for as long as is said', async (t) => {
    await tell(test, 2500)
    test.clock.advance(29 * day)
    t.equal(await removeOld(), 0)
    await tell(test, 3)
    t.equal((await read('since=0')).json().data.length, 100)
  })

  t.test('are then removed, in batches, from the oldest on', async (t) => {
    test.clock.advance(2 * day)
    t.equal(await removeOld(), 2500)
    const { data, page } = (await read('')).json()
    t.same(
      data.map((change: { position: string }) => change.position),
      ['2501', '2502', '2503'],
    )
    t.equal(page.next, '2503')
    t.equal((await read('since=2500')).json().data.length, 3, 'nothing behind it was removed')
  })

  t.test('cannot be missed: a position before them is gone, with advice', async (t) => {
    for (const since of [0, 1, 2499]) {
      const answer = await read(`since=${since}`)
      t.equal(answer.statusCode, 410)
      t.match(answer.json(), { code: 'too_old', detail: /go on from GET \/v1\/changes without "since"/ })
    }
    t.equal((await test.send({ url: '/problems/too_old' })).statusCode, 200)
  })

  t.test('leave a position to come back with when none is left', async (t) => {
    test.clock.advance(31 * day)
    t.equal(await removeOld(), 3)
    t.same((await read('')).json(), { data: [], page: { limit: 100, next: '2503' } })
    t.same((await read('since=2503')).json().data, [])
    t.equal((await read('since=2502')).statusCode, 410)
    await tell(test, 1)
    t.same((await read('since=2503')).json().page.next, '2504')
  })
})
