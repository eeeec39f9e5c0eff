import { eachApp, type TestApp } from '../support/app.ts'
import { articleDesk, comparable, unknownArticle } from '../support/articles.ts'

const bodyOf = (text: string) => ({ blocks: [{ type: 'paragraph', text }] })
const story = (word: string) => ({
  headline: `The ${word} sails`,
  tags: [word],
  section: word,
  body: bodyOf(`“The ${word} is dry,” said Ada Ferris.`),
})

/** In which of the places where readers look the word is, or the article. */
function watcher(test: TestApp, { word, id }: { word: string; id: string }) {
  const hits = async (url: string) => {
    const { data, page } = (await test.send({ url })).json()
    return Math.max(data.length, page?.total ?? 0)
  }
  const places: Record<string, () => Promise<number>> = {
    item: async () => ((await test.send({ url: `/v1/articles/${id}` })).statusCode === 200 ? 1 : 0),
    list: () => hits(`/v1/articles?ids=${id}&count=exact`),
    tag: () => hits(`/v1/articles?tag=${word}&count=exact`),
    search: () => hits(`/v1/articles?q=${word}&count=exact`),
    'search by date': () => hits(`/v1/articles?q=${word}&sort=-publishedAt&count=exact`),
    quotes: () => hits(`/v1/quotes?article=${id}&count=exact`),
    'search of quotes': () => hits(`/v1/quotes?q=${word}&count=exact`),
    credits: () => hits(`/v1/media-credits?q=${word}&count=exact`),
    counts: async () => {
      const { data } = (await test.send({ url: '/v1/sections' })).json()
      return data.filter((section: { name: string }) => section.name === word).length
    },
  }
  const told = async () => {
    const { data } = (await test.send({ url: '/v1/changes?limit=1000' })).json()
    return data
      .filter((change: { articleId: string }) => change.articleId === id)
      .map((change: { type: string }) => change.type)
  }
  const seen = async () => {
    const counts = await Promise.all(
      Object.entries(places).map(async ([name, count]) => [name, await count()] as const),
    )
    return counts.flatMap(([name, count]) => (count > 0 ? [name] : []))
  }
  return { places: Object.keys(places), seen, told }
}

eachApp('an article under embargo', async (t, test) => {
  const desk = await articleDesk(test)
  const until = test.clock.now().getTime() + 500
  const embargoUntil = new Date(until).toISOString()
  const { id, slug } = await desk.publish({ ...story('quicksilver'), embargoUntil })
  const caption = 'A quicksilver kite'
  const credit = { articleId: id, caption, mediaUrl: 'https://pictures.example/quicksilver-2026-11-24-1.jpg' }
  const creditId = (await desk.post('/v1/media-credits', credit)).json().id
  const { places, seen, told } = watcher(test, { word: 'quicksilver', id })

  t.test('has pictures that no guess finds, and guessing changes nothing', async (t) => {
    const unknown = '/v1/media-credits/019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11'
    const nothing = comparable(await desk.read(unknown))
    t.same(comparable(await desk.read(`/v1/media-credits/${creditId}`)), nothing)
    const last = Number.parseInt(creditId.slice(-6), 16)
    for (let n = -50; n <= 50; n++) {
      const guess = `${creditId.slice(0, -6)}${((last + n) & 0xffffff).toString(16).padStart(6, '0')}`
      t.same(comparable(await desk.read(`/v1/media-credits/${guess}`)), nothing, `${n}`)
    }
    for (const guess of [slug, '2026-11-24', 'quicksilver-2026-11-24-2.jpg'])
      t.equal((await desk.read(`/v1/media-credits/${guess}`)).statusCode, 404, guess)
    for (const path of [`articles/${id}/media-credits`, `articles/${slug}/media-credits`])
      t.equal((await desk.read(`/v1/${path}`)).statusCode, 404, path)
    t.equal((await desk.readByKey(`/v1/media-credits/${creditId}`)).json().version, 1)
  })

  t.test('gives its slug to nobody, and says nothing of itself', async (t) => {
    const other = await test.key('articles:write')
    const payload = { headline: 'Mine', slug }
    const answer = await test.send({ method: 'POST', url: '/v1/articles', key: other, payload })
    t.equal(answer.statusCode, 409)
    t.notMatch(answer.body.replaceAll(slug, ''), /quicksilver/i)
    t.notMatch(answer.body, id)
  })

  t.test('is nowhere until its instant, and everywhere from then on', async (t) => {
    for (; test.clock.now().getTime() < until; test.clock.advance(50)) {
      await test.settle()
      t.same(await seen(), [], `${until - test.clock.now().getTime()} ms before`)
      t.same(await told(), [])
    }
    t.same(await seen(), places, 'at the instant itself')
    await test.settle()
    t.same(await told(), ['article.published'])
  })
})

eachApp('an article that was seen', async (t, test) => {
  const desk = await articleDesk(test)
  const publish = async (word: string) => {
    const { id } = await desk.publish(story(word))
    await desk.post('/v1/media-credits', { articleId: id, caption: `A ${word} kite` })
    const watched = watcher(test, { word, id })
    t.same(await watched.seen(), watched.places, `${word} was seen`)
    return { id, ...watched }
  }

  t.test('is nowhere once it is withdrawn, but for its tombstone, and told as gone', async (t) => {
    const { id, seen, told } = await publish('aquamarine')
    await desk.act(id, 'withdraw', { reason: 'It was not so.' })
    t.same(await seen(), [])
    t.equal((await desk.read(`/v1/articles/${id}`)).statusCode, 410)
    t.equal((await told()).at(-1), 'article.withdrawn')
  })

  t.test('is nowhere once it is taken back, and as one that never was', async (t) => {
    const { id, seen, told } = await publish('turquoise')
    await desk.act(id, 'unpublish')
    t.same(await seen(), [])
    t.same(comparable(await desk.read(`/v1/articles/${id}`)), comparable(await desk.read(unknownArticle)))
    t.equal((await told()).at(-1), 'article.unpublished')
  })

  t.test('is nowhere once it is deleted', async (t) => {
    const { id, seen, told } = await publish('vermilion')
    await test.send({
      method: 'DELETE',
      url: `/v1/articles/${id}`,
      key: desk.key,
      headers: { 'if-match': '*' },
    })
    t.same(await seen(), [])
    t.equal((await told()).at(-1), 'article.deleted')
  })

  t.test('is found no more by a word that a change took out', async (t) => {
    const { id } = await desk.publish(story('magenta'))
    const { seen } = watcher(test, { word: 'magenta', id })
    await desk.patch(id, story('cyan'))
    t.same(await seen(), ['item', 'list', 'quotes'], 'it is there, but not by that word')
    t.equal((await desk.read('/v1/articles?q=cyan&count=exact')).json().page.total, 1)
  })
})

eachApp('what readers do not see', async (t, test) => {
  const desk = await articleDesk(test)
  for (const n of [1, 2, 3]) await desk.publish({ headline: `Open ${n}`, section: 'Harbour', tags: ['gull'] })
  const before = await counts()
  await desk.create({ headline: 'Draft open', section: 'Harbour', tags: ['gull'] })
  await desk.publish({
    headline: 'Sealed open',
    section: 'Harbour',
    tags: ['gull'],
    embargoUntil: '2027-01-01T00:00:00Z',
  })
  const { id } = await desk.publish({ headline: 'Gone open', section: 'Harbour', tags: ['gull'] })
  await desk.act(id, 'unpublish')

  async function counts() {
    const totals = ['q=open', 'section=harbour', 'tag=gull', 'q=open&tag=gull', 'limit=1'].map(
      async (query) => {
        const { page } = (await desk.read(`/v1/articles?${query}&count=exact`)).json()
        return [query, page.total]
      },
    )
    const taxonomies = ['sections', 'tags'].map(async (path) => (await desk.read(`/v1/${path}`)).json().data)
    return [...(await Promise.all(totals)), ...(await Promise.all(taxonomies))]
  }

  t.test('is in no total and no count', async (t) => {
    t.same(await counts(), before)
    t.match(before[0], ['q=open', 3])
  })
})
