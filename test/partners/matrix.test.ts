import { eachApp } from '../support/app.ts'
import { operationsOf } from '../support/operations.ts'
import { type Kind, kindNames, kindsIn, type Planted, partnerKey, plantStories, wordOf } from './site.ts'

/** Who may have which kinds: by lists, and also by their addresses. */
const viewers: Record<
  string,
  { entitlements?: object; isStaff?: true; listed: Kind[]; more?: Kind[]; told?: Kind[] }
> = {
  'a reader': { listed: ['plain', 'section', 'language', 'agency', 'late'], told: ['withdrawn', 'gone'] },
  'a partner of one section, agency and language': {
    entitlements: { sections: ['LOCAL'], agencies: ['city wire'], languages: ['en'] },
    listed: ['plain', 'agency', 'late'],
    told: ['withdrawn'],
  },
  'a partner an hour late, under embargo too': {
    entitlements: { delaySeconds: 3600, embargoed: true },
    listed: ['plain', 'section', 'language', 'agency', 'embargoed'],
    told: ['withdrawn', 'gone'],
  },
  'a partner of another section': { entitlements: { sections: ['Sport'] }, listed: [], told: [] },
  staff: {
    isStaff: true,
    listed: ['plain', 'section', 'language', 'agency', 'late'],
    more: ['embargoed', 'draft', 'withdrawn', 'gone'],
  },
}

/** Addresses of one story and of what hangs on it. */
const addressesOf = ({ id, slug, credit, quote, speaker, comment }: Planted): string[] => [
  `/v1/articles/${slug}`,
  `/v1/articles/${slug}/quotes`,
  ...[
    '',
    '?include=mediaCredits,quotes,comments',
    ...['jsonld', 'ninjs', 'newsml', 'html', 'text'].map((form) => `?format=${form}`),
    ...[
      '/media-credits',
      '/quotes',
      '/comments',
      '/comments?view=tree',
      '/comments.rss',
      '/comments.atom',
      '/related',
    ],
  ].map((rest) => `/v1/articles/${id}${rest}`),
  `/v1/media-credits/${credit}`,
  `/v1/quotes/${quote}`,
  `/v1/quotes/${quote}?include=article`,
  `/v1/speakers/${speaker}`,
  ...(comment === undefined ? [] : [`/v1/comments/${comment}`, `/v1/comments/${comment}/replies`]),
]

/** Lists that have no word of a story in their address; what they show of each is in their text. */
const lists = [
  '/v1/articles',
  '/v1/articles?fields=headline,body,leadMedia&include=mediaCredits,quotes,comments',
  '/v1/articles?q=harbour',
  '/v1/articles?q=harbour&sort=-publishedAt',
  '/v1/articles?tag=Shared',
  '/v1/articles?tag=Shared,Unknown',
  '/v1/articles?subject=Bridges',
  '/v1/articles?sort=updatedAt',
  '/sitemap.xml',
  '/news-sitemap.xml',
  '/feeds/rss.xml',
  '/feeds/atom.xml',
  '/feeds/feed.json',
  '/feeds/feed.json?q=harbour',
  '/v1/tags?limit=100',
  '/v1/authors?limit=100',
  '/v1/subjects?limit=100',
  '/v1/media-credits',
  '/v1/credit-holders',
  '/v1/credit-holders?kind=agency',
  '/v1/quotes',
  '/v1/quotes?include=article',
  '/v1/speakers',
  '/v1/speakers?sort=-quoteCount',
  '/v1/speakers?q=ola',
  '/v1/comments',
  '/v1/comments.rss',
  '/v1/comments.atom',
]

/** Lists by a word of one story: each has it or is empty. */
const searches = (kind: Kind, { id }: Planted): string[] => {
  const word = wordOf(kind)
  return [
    `/v1/articles?q=${word}`,
    `/v1/articles?tag=${word}%20tag`,
    `/v1/articles?author=Ines%20${word}`,
    `/v1/articles?subject=${word}%20subject`,
    `/v1/articles?mediaAgency=${word}%20Pictures`,
    `/v1/articles?ids=${id}`,
    `/v1/media-credits?q=${word}`,
    `/v1/media-credits?agency=${word}%20Pictures`,
    `/v1/media-credits?creator=Ines%20${word}`,
    `/v1/media-credits?article=${id}`,
    `/v1/quotes?q=${word}`,
    `/v1/quotes?speaker=Ola%20${word}`,
    `/v1/quotes?article=${id}`,
    `/v1/speakers?q=${word}`,
    `/v1/speakers?name=Ola%20${word}`,
  ]
}

eachApp('what there is', async (t, test) => {
  const { editor, stories, preview } = await plantStories(test)
  const unknown = '019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11'

  for (const [name, { entitlements, isStaff, listed, more = [], told = [] }] of Object.entries(viewers)) {
    const key = isStaff ? editor : entitlements && (await partnerKey(test, editor, entitlements))
    const ask = (url: string) => test.send({ url, key })
    const may = (kind: Kind) => listed.includes(kind) || more.includes(kind)
    const bare = async (url: string) => {
      const { statusCode, headers, body } = await ask(url)
      const { date: _, 'x-request-id': __, 'content-length': ___, ...others } = headers
      return [statusCode, others, body.replaceAll(/"(?:requestId|instance)":"[^"]*"/g, '')]
    }

    /** Feeds of comments are what readers see, for staff too. */
    const isForReaders = (url: string, kind: Kind) => /\.(?:rss|atom)$/.test(url) && more.includes(kind)

    t.test(`is given to ${name} at its address, or is not there`, async (t) => {
      const absent = new Map<string, unknown>()
      for (const kind of kindNames) {
        for (const url of addressesOf(stories[kind])) {
          const answer = await ask(url)
          const isTold = told.includes(kind) && url.includes('/articles/')
          if (isForReaders(url, kind)) t.notMatch(answer.statusCode, 200)
          else if (may(kind)) t.equal(answer.statusCode, 200, `${kind} ${url}`)
          else if (isTold) t.equal(answer.statusCode, 410, `${kind} ${url}`)
          else {
            const other = url.replace(/\/(?:[0-9a-f-]{36}|[a-z]+-story)(?=[/?.]|$)/, `/${unknown}`)
            const nothing = absent.get(other) ?? (await bare(other))
            absent.set(other, nothing)
            t.same(await bare(url), nothing, `${kind} ${url} is as one that never was`)
          }
          // Staff find a story's own neighbours as well, which are what readers see.
          const others = kindsIn(answer.body).filter((one) => one !== kind && !listed.includes(one))
          t.same(others, [], `${url} tells of nothing else`)
        }
        const moved = await ask(`/v1/articles/${stories[kind].former}`)
        const wanted = may(kind) ? 301 : 404
        t.equal(moved.statusCode, wanted, `${kind} by its former slug`)
      }
    })

    t.test(`is listed to ${name} and to nobody else`, async (t) => {
      for (const url of lists) {
        const found = kindsIn((await ask(url)).body.replaceAll(/([a-z]+)-story/g, 'Kanarie$1'))
        const isWide =
          isStaff === true &&
          !/^\/(?:v1\/(?:articles|tags|authors|subjects)|feeds|sitemap|news-sitemap|.*\.(?:rss|atom))/.test(
            url,
          )
        const allowed = isWide ? [...listed, ...more] : listed
        const wanted =
          /comments(?!$)|comments$/.test(url) && !url.includes('include')
            ? allowed.filter((kind) => stories[kind].comment !== undefined)
            : allowed
        if (url.includes('/v1/comments') && isWide) t.ok(found.length >= listed.length, url)
        else t.same(found.sort(), [...wanted].sort(), url)
      }
    })

    t.test(`is found by ${name} where it is listed`, async (t) => {
      for (const kind of kindNames) {
        for (const url of searches(kind, stories[kind])) {
          const answer = await ask(`${url}&count=exact`)
          const isWide = isStaff === true && !url.startsWith('/v1/articles')
          const isFound = isWide ? may(kind) : listed.includes(kind)
          t.equal(answer.json().page.total, isFound ? 1 : 0, `${kind} ${url}`)
          t.equal(answer.json().data.length, isFound ? 1 : 0, `${kind} ${url}`)
        }
      }
    })

    t.test(`is counted for ${name}`, async (t) => {
      const counts = async (url: string, term: string) =>
        (await ask(`${url}?limit=100`)).json().data.find((one: { name: string }) => one.name === term)
          ?.articleCount ?? 0
      t.equal(await counts('/v1/tags', 'Shared'), listed.length)
      t.equal(await counts('/v1/subjects', 'Bridges'), listed.length)
      t.equal(await counts('/v1/sections', 'Local'), listed.filter((kind) => kind !== 'section').length)
      t.equal((await ask('/v1/articles?count=exact')).json().page.total, listed.length)
      const ids = kindNames.map((kind) => stories[kind].id)
      const data = (await ask(`/v1/comments/counts?articleIds=${ids}`)).json()
      const counted = kindNames.filter((kind) => JSON.stringify(data).includes(`"${stories[kind].id}":1`))
      const wanted = kindNames.filter((kind) => may(kind) && stories[kind].comment !== undefined)
      t.same(counted.sort(), wanted.sort(), 'comments')
    })

    t.test(`is kept by nobody for ${name}, unless it is everybody's`, async (t) => {
      for (const url of ['/v1/articles', '/feeds/rss.xml', '/v1/sections', '/v1/subjects', '/v1/changes']) {
        const rules = (await ask(url)).headers['cache-control']
        if (key === undefined) t.match(rules, /^public/, url)
        else t.equal(rules, 'private, no-store', url)
      }
    })

    t.test(`is opened to ${name} by a preview link as to everybody`, async (t) => {
      const answer = await ask(`/v1/previews/${preview}`)
      t.equal(answer.statusCode, 200)
      t.same(kindsIn(answer.body), ['draft'])
    })
  }

  t.test('is asked for at every address that anyone may read', async (t) => {
    const asked = [...lists, ...addressesOf(stories.plain), ...searches('plain', stories.plain)].map((url) =>
      url.replace(/[?].*/, ''),
    )
    const others = [
      '/v1',
      '/health/live',
      '/health/ready',
      '/problems/{code}',
      '/openapi.json',
      '/v1/changes',
      '/v1/changes/stream',
      '/v1/articles/{article}/comments/stream',
      '/v1/sections',
      '/v1/previews/{token}',
      '/v1/comments/counts',
      '/v1/comments/form',
    ]
    const missing = operationsOf(test.app)
      .filter(({ method, scope }) => method === 'GET' && scope === undefined)
      .filter(({ template }) => {
        const pattern = new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/.]+')}$`)
        return !others.includes(template) && !asked.some((url) => pattern.test(url))
      })
    t.same(
      missing.map(({ template }) => template),
      [],
    )
  })
})
