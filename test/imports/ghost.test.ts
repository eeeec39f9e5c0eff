import { eachApp } from '../support/app.ts'
import { articleDesk } from '../support/articles.ts'

const post = (n: number, more: object = {}) => ({
  ...{
    id: `p${n}`,
    uuid: `00000000-0000-4000-8000-00000000000${n}`,
    title: `Post &amp; ${n}`,
    slug: `post-${n}`,
  },
  ...{ html: `<p>Text ${n}.<script>zzcanary</script></p><h2>More</h2>`, type: 'post', status: 'published' },
  ...{ visibility: 'public', published_at: '2025-01-02 03:04:05', custom_excerpt: null, canonical_url: null },
  ...more,
})
const exported = (posts: object[]) => ({
  meta: { exported_on: 1775409738177, version: '5.0.0' },
  data: {
    posts,
    users: [
      { id: 'u1', name: 'Nell Varga', email: 'zzcanary@example.com' },
      { id: 'u2', name: 'Tom Reyes' },
    ],
    posts_authors: [
      { post_id: 'p1', author_id: 'u2', sort_order: 1 },
      { post_id: 'p1', author_id: 'u1', sort_order: 0 },
    ],
    tags: [
      { id: 't1', name: 'Harbour' },
      { id: 't2', name: '#internal' },
      { id: 't3', name: 'Ferries' },
    ],
    posts_tags: ['t1', 't2', 't3'].map((tag_id, sort_order) => ({ post_id: 'p1', tag_id, sort_order })),
    posts_meta: [
      {
        post_id: 'p1',
        feature_image_alt: 'A ferry',
        feature_image_caption: 'Photo by <a href="x">Ada Lint</a> / TCN',
      },
    ],
    settings: [{ key: 'locale', value: 'en' }],
  },
})

eachApp('a Ghost export', async (t, test) => {
  const desk = await articleDesk(test)
  const send = (value: unknown, query = '') =>
    test.send({
      method: 'POST',
      url: `/v1/imports?format=ghost${query}`,
      key: desk.key,
      payload: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
    })
  const posts = [
    post(1, { feature_image: 'https://pictures.example/1.jpg', custom_excerpt: 'In short.' }),
    post(2, { visibility: 'members' }),
    post(3, { status: 'draft', published_at: null }),
    post(4, { type: 'page' }),
  ]

  t.test('brings its posts with their authors, tags, dates and pictures', async (t) => {
    const dry = await send({ db: [exported(posts)] }, '&publish=true&dryRun=true')
    t.match(dry.json().counts, { created: 4 })
    t.equal((await desk.read('/v1/articles')).json().data.length, 0, 'a dry run stores nothing')
    const report = (await send({ db: [exported(posts)] }, '&publish=true')).json()
    t.match(report.counts, { created: 4, refused: 0 })
    const article = (await desk.read('/v1/articles/post-1?include=mediaCredits')).json()
    t.match(article, {
      headline: 'Post & 1',
      summary: 'In short.',
      authors: [{ name: 'Nell Varga' }, { name: 'Tom Reyes' }],
      section: 'Harbour',
      tags: ['Ferries'],
      language: 'en',
      publishedAt: '2025-01-02T03:04:05.000Z',
      body: { text: 'Text 1.\n\nMore' },
      mediaCredits: [{ altText: 'A ferry', creditLine: 'Photo by Ada Lint / TCN', creators: ['Ada Lint'] }],
    })
    t.equal(article.tags.length, 1)
    t.notMatch(JSON.stringify(article), 'zzcanary')
  })

  t.test('publishes nothing that readers there did not see', async (t) => {
    for (const n of [2, 3, 4])
      t.equal((await desk.read(`/v1/articles/post-${n}`)).statusCode, 404, `post ${n}`)
    t.equal((await desk.readByKey('/v1/articles/post-2')).json().status, 'draft')
  })

  t.test('is the same articles a second time', async (t) => {
    const again = (await send(exported(posts), '&publish=true')).json()
    t.match(again.counts, { created: 0, unchanged: 4 })
    const edited = exported([
      post(1, { title: 'Another title', feature_image: 'https://pictures.example/1.jpg' }),
    ])
    t.match((await send(edited)).json().counts, { created: 0, refused: 0 })
  })

  t.test('is refused where it is none, with one error', async (t) => {
    for (const [value, code] of [
      [{ data: {} }, 'wrong_format'],
      ['{"data":', 'invalid_json'],
      [`{"data":${'['.repeat(5000)}${']'.repeat(5000)}}`, 'too_deep'],
    ] as const) {
      const answer = await send(value)
      t.equal(answer.statusCode, 422, code)
      t.equal(answer.json().errors.length, 1)
    }
  })
})
