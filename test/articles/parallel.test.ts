import { eachApp } from '../support/app.ts'
import { articleDesk } from '../support/articles.ts'

eachApp('many hands at once', async (t, test) => {
  const desk = await articleDesk(test)
  const times = <T>(count: number, work: (n: number) => Promise<T>) =>
    Promise.all(Array.from({ length: count }, (_, n) => work(n)))
  const tally = (answers: { statusCode: number }[]) => {
    const statuses = answers.map(({ statusCode }) => statusCode)
    return Object.fromEntries(
      [...new Set(statuses)].map((one) => [one, statuses.filter((other) => other === one).length]),
    )
  }

  t.test('that take one slug make one article, and the others are told', async (t) => {
    const answers = await times(20, (n) =>
      desk.post('/v1/articles', { headline: `Hand ${n}`, slug: 'one-slug' }),
    )
    t.same(tally(answers), { 201: 1, 409: 19 })
    for (const answer of answers.filter(({ statusCode }) => statusCode === 409))
      t.match(answer.json().errors, [{ pointer: '/slug', code: 'duplicate' }])
    const made = answers.find(({ statusCode }) => statusCode === 201)?.json()
    t.match((await desk.readByKey('/v1/articles/one-slug')).json(), { id: made.id, headline: made.headline })
    const { page } = (await desk.readByKey('/v1/articles?status=draft&count=exact')).json()
    t.equal(page.total, 1, 'nothing is left of the others')
  })

  t.test('that rename to one slug leave it to one, and the others as they were', async (t) => {
    const made = await times(8, (n) => desk.create({ headline: `Renamed ${n}`, slug: `renamed-${n}` }))
    const answers = await times(8, (n) => desk.patch(made[n].id, { slug: 'wanted' }, '"1"'))
    t.same(tally(answers), { 200: 1, 409: 7 })
    const slugs = await times(
      8,
      async (n) => (await desk.readByKey(`/v1/articles/${made[n].id}`)).json().slug,
    )
    t.same(slugs.filter((slug) => slug === 'wanted').length, 1)
    t.same(new Set(slugs).size, 8)
  })

  t.test('with one headline make as many articles, each under its own slug', async (t) => {
    const answers = await times(12, () => desk.post('/v1/articles', { headline: 'Same for all' }))
    t.same(tally(answers), { 201: 12 })
    t.equal(new Set(answers.map((answer) => answer.json().slug)).size, 12)
  })

  t.test('that change from one version succeed once, and the rest change nothing', async (t) => {
    const { id } = await desk.publish({ headline: 'Fifty hands' })
    const answers = await times(50, (n) => desk.patch(id, { summary: `By hand ${n}` }, '"2"'))
    t.same(tally(answers), { 200: 1, 412: 49 })
    const winner = answers.find(({ statusCode }) => statusCode === 200)?.json()
    t.match((await desk.read(`/v1/articles/${id}`)).json(), { version: 3, summary: winner.summary })
    const { data } = (await desk.readByKey(`/v1/articles/${id}/revisions`)).json()
    t.equal(data.length, 3)
  })

  t.test('that comment are counted, each that was acknowledged and no other', async (t) => {
    const { id, slug } = await desk.publish({ headline: 'Talk of the town' })
    const answers = await times(40, (n) =>
      test.send({
        method: 'POST',
        url: `/v1/articles/${n % 2 === 0 ? id : slug}/comments`,
        remoteAddress: `203.0.113.${n}`,
        payload: { authorName: `Reader ${n % 30}`, body: `I say ${n % 30}.` },
      }),
    )
    // Ten repeat what another says; one of each pair is refused.
    t.same(tally(answers), { 201: 30, 409: 10 })
    t.equal((await desk.read(`/v1/articles/${id}`)).json().commentCount, 30)
    const { data, page } = (await desk.read(`/v1/articles/${id}/comments?limit=100&count=exact`)).json()
    t.same([data.length, page.total], [30, 30])
  })
})
