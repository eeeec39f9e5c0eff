import { eachApp } from '../support/app.ts'
import { articleDesk } from '../support/articles.ts'

const sorts = ['-publishedAt', 'publishedAt', '-updatedAt', 'updatedAt', 'relevance'] as const

eachApp('while articles are published all the time', async (t, test) => {
  const desk = await articleDesk(test)
  const stable: string[] = []
  for (let i = 0; i < 24; i++) {
    stable.push((await desk.publish({ headline: `Ferry story ${i}` })).id)
    // Three at each instant, so that ties are walked over too.
    if (i % 3 === 0) test.clock.advance(1)
  }
  stable.sort()

  /** Two at the instant before it, and one behind. */
  async function publishMore(): Promise<void> {
    await Promise.all(['one', 'two'].map((which) => desk.publish({ headline: `Ferry news ${which}` })))
    test.clock.advance(1)
    await desk.publish({ headline: 'Ferry news' })
  }

  /** Ids on all pages of a list; others publish while each is read. */
  async function walk(query: string): Promise<string[]> {
    const ids: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const at: string = cursor === '' ? '' : `&cursor=${cursor}`
      const url = `/v1/articles?${query}&limit=5&fields=slug${at}`
      const [answer] = await Promise.all([test.send({ url }), publishMore()])
      const { data, page } = answer.json()
      ids.push(...data.map(({ id }: { id: string }) => id))
      cursor = page.next
    }
    return ids
  }

  for (const sort of sorts) {
    t.test(`a walk by ${sort} shows each that stays exactly once`, async (t) => {
      const words = sort === 'relevance' ? '&q=ferry' : ''
      // A list that grows at its end is walked to where it ended when the walk began.
      const end = sort.startsWith('p') || sort.startsWith('u')
      const until = end ? `&publishedBefore=${test.clock.now().toISOString()}` : ''
      const ids = await walk(`sort=${sort}${words}${until}`)
      t.equal(new Set(ids).size, ids.length, 'nothing is shown twice')
      t.same(ids.filter((id) => stable.includes(id)).sort(), stable, 'nothing that stays is left out')
    })
  }
})
