import { eachApp } from '../support/app.ts'

eachApp('related articles', async (t, test) => {
  const key = await test.key('articles:write', 'articles:publish')
  const write = async (url: string, payload: object) =>
    (await test.send({ method: 'POST', url, key, payload, headers: { 'if-match': '*' } })).json()
  const publish = (id: string) => write(`/v1/articles/${id}/publish`, {})
  const said = (speaker: string) => ({
    blocks: [{ type: 'paragraph', text: `“We will build it again,” said ${speaker}.` }],
  })
  const published = async (headline: string, body: object = {}) => {
    const article = await write('/v1/articles', { headline, ...body })
    test.clock.advance(1000)
    return publish(article.id)
  }
  const subjects = [{ name: 'Bridges' }]
  const story = await published('The story', {
    section: 'Local',
    tags: ['harbour', 'ferry'],
    subjects,
    body: said('Ada Ferris'),
  })
  await published('Old neighbour', { section: 'LOCAL' })
  await published('New neighbour', { section: 'Local' })
  await published('Same tag', { tags: ['FERRY'] })
  await published('Same person', { body: said('Ada Ferris') })
  await published('Same subject', { subjects })
  await published('Same tags and section', { section: 'Local', tags: ['ferry', 'harbour'] })
  await published('Unrelated', { section: 'Sport', tags: ['cycling'] })
  const everything = { section: 'Local', tags: ['harbour', 'ferry'], subjects, body: said('Ada Ferris') }
  await write('/v1/articles', { headline: 'Canary draft', ...everything })
  const taken = await published('Canary taken back', everything)
  await write(`/v1/articles/${taken.id}/unpublish`, {})
  await published('Under embargo', { ...everything, embargoUntil: '2026-11-24T10:00:00Z' })

  const headlines = async (query = '', reader?: string) =>
    (await test.send({ url: `/v1/articles/${story.slug}/related?limit=20${query}`, key: reader }))
      .json()
      .data.map(({ headline }: { headline: string }) => headline)
  const nearest = [
    'Same tags and section',
    'Same subject',
    'Same person',
    'Same tag',
    'New neighbour',
    'Old neighbour',
  ]

  t.test('are those that share the most, newest first among equals, and published ones only', async (t) => {
    t.same(await headlines(), nearest)
    t.same(await headlines('', key), nearest, 'a desk is shown what readers are')
    test.clock.advance(3_600_000)
    t.same(await headlines(), ['Under embargo', ...nearest])
  })

  t.test('are as many as asked for, with the fields asked for', async (t) => {
    const few = await test.send({
      url: `/v1/articles/${story.id}/related?limit=2&fields=slug&include=quotes`,
    })
    t.match(few.json().data, [{ slug: 'under-embargo', quotes: [{}] }, { slug: 'same-tags-and-section' }])
    for (const query of ['limit=21', 'limit=0', 'cursor=x', 'sort=publishedAt'])
      t.equal((await test.send({ url: `/v1/articles/${story.id}/related?${query}` })).statusCode, 400, query)
  })

  t.test('are none of an article that shares nothing, and not found for one that is not seen', async (t) => {
    const alone = await published('Alone')
    t.same((await test.send({ url: `/v1/articles/${alone.id}/related` })).json(), { data: [] })
    const draft = await write('/v1/articles', { headline: 'Draft' })
    t.equal((await test.send({ url: `/v1/articles/${draft.id}/related` })).statusCode, 404)
  })

  t.test('are found by a single term', async (t) => {
    const one = await published('One tag', { tags: ['cycling'] })
    const { data } = (await test.send({ url: `/v1/articles/${one.id}/related?fields=headline` })).json()
    t.match(data, [{ headline: 'Unrelated' }])
    t.equal(data.length, 1)
  })

  t.test('are found however many unrelated terms an article has', async (t) => {
    const tags = ['ferry', ...Array.from({ length: 99 }, (_, i) => `tag ${i}`)]
    const many = await published('Many tags', { tags })
    const { data } = (await test.send({ url: `/v1/articles/${many.id}/related?fields=headline` })).json()
    t.match(data[0], { headline: 'Under embargo' })
  })
})
