import { open } from '../../src/db/index.ts'
import { appOn, type TestApp } from '../support/app.ts'
import { eachDatabase } from '../support/each-database.ts'
import { type Desk, pollUnderWrites } from './order.ts'

const deskOf = async (test: TestApp): Promise<Desk> => {
  const key = await test.key()
  return {
    async write(method, url, payload) {
      const answer = await test.send({ method, url, key, headers: { 'if-match': '*' }, payload })
      if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`)
      return answer.json()
    },
    poll: async (since) => (await test.send({ url: `/v1/changes?since=${since}&limit=7` })).json(),
  }
}

eachDatabase('four writers at two servers, and a poller', async (t, db, url) => {
  const otherDb = await open(url)
  t.teardown(() => otherDb.close())
  const desks = [await deskOf(await appOn(t, db)), await deskOf(await appOn(t, otherDb))] as const

  t.test('the poller gets every committed change once, in order', async (t) => {
    t.equal(await pollUnderWrites(desks, { writers: 4, changes: 204 }), 204)
  })

  t.test('the end of the feed is no former answer, whichever server has written', async (t) => {
    const [here, there] = desks
    const ends = async () => (await here.poll('204')).data.map(({ type }) => type)
    for (const _ of [1, 2, 3]) t.same(await ends(), [])
    const { id } = await there.write('POST', '/v1/articles', { headline: 'Elsewhere' })
    await there.write('POST', `/v1/articles/${id}/publish`, {})
    t.same(await ends(), ['article.published'])
  })
})
