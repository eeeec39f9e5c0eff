import fc from 'fast-check'
import { eachApp } from '../support/app.ts'
import { quoteDesk } from '../support/quotes.ts'

const people = ['Ada Ferris', 'Bo Li', 'Cy Lund', 'Dee Marsh', 'Eve Noor', 'Flo Quist']
const phrases = ['The bridge will carry us all', 'We paid for every bolt', 'It will never open at all']

/** Everything but what counts changes. */
const settled = (list: Record<string, unknown>[]) =>
  list.map(({ version: _, updatedAt: __, ...rest }) => rest)

eachApp('merging and splitting', async (t, test) => {
  const key = await test.key('articles:write', 'articles:publish', 'quotes:write')
  const desk = quoteDesk(test, key)
  const get = async (url: string) => (await test.send({ url, key })).json()
  const act = async (id: string, action: string, payload: object) =>
    (await desk.send({ method: 'POST', url: `/v1/speakers/${id}/${action}`, payload, version: '*' }))
      .statusCode
  for (const [i, phrase] of phrases.entries())
    await desk.published(
      `Story ${i}`,
      ...people.map((name, j) => `“${phrase} by number ${j},” ${name} said.`),
    )

  const speakers = async () => (await get('/v1/speakers?limit=100')).data
  const whole = async () => [settled(await speakers()), settled((await get('/v1/quotes?limit=100')).data)]

  t.test('back is an identity, whatever was merged before', async (t) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 100 }), { minLength: 2, maxLength: 4 }), async (draws) => {
        const all = await speakers()
        const [into, ...others] = [...new Set(draws.map((n) => all[n % all.length]))]
        if (others.length === 0) return
        const before = await whole()
        t.equal(await act(into.id, 'merge', { speakerIds: others.map(({ id }) => id) }), 200)
        t.equal((await speakers()).length, all.length - others.length)
        for (const { name } of others) t.equal(await act(into.id, 'split', { alias: name }), 201)
        t.same(await whole(), before)
        // What stays merged is what the next round starts from.
        if (all.length > 3) await act(into.id, 'merge', { speakerIds: [others[0].id] })
      }),
      { numRuns: 12, seed: 7 },
    )
    t.equal((await speakers()).length, 3)
  })
})
