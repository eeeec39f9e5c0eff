import { appOn } from '../support/app.ts'
import { claimsOf } from '../support/claims.ts'
import { eachDatabase } from '../support/each-database.ts'
import { operationsOf } from '../support/operations.ts'
import { listen, readStream } from '../support/streams.ts'
import { payloadOf } from '../webhooks/receiver.ts'
import {
  type Kind,
  kindNames,
  kindsIn,
  type PictureKind,
  partnerKey,
  pictureNames,
  picturesIn,
  plantStories,
} from './site.ts'
import { addressesOf, lists, pictureSearches, searches, showsPictures } from './surfaces.ts'
import { type Change, heardBy, hearFrom, kept } from './told.ts'

interface Viewer {
  entitlements?: { delaySeconds?: number; [name: string]: unknown }
  isStaff?: true
  /** What lists have. */
  listed: Kind[]
  /** What has an address beside that. */
  more?: Kind[]
  /** What the feed tells was there and is gone; whoever may not have it any more is told so at its address. */
  told?: Kind[]
  pictures: PictureKind[]
}

/** Who may have which kinds. */
const viewers: Record<string, Viewer> = {
  'a reader': {
    listed: ['plain', 'section', 'language', 'agency', 'late'],
    told: ['withdrawn', 'gone'],
    pictures: ['prohibited'],
  },
  'a partner of one section, agency and language': {
    entitlements: { sections: ['LOCAL'], agencies: ['city wire'], languages: ['en'] },
    listed: ['plain', 'agency', 'late'],
    told: ['withdrawn'],
    pictures: [],
  },
  'a partner an hour late, under embargo too': {
    entitlements: { delaySeconds: 3600, embargoed: true, pictures: 'all' },
    listed: ['plain', 'section', 'language', 'agency', 'embargoed'],
    told: ['withdrawn', 'gone'],
    pictures: ['prohibited'],
  },
  'a partner of another section': { entitlements: { sections: ['Sport'] }, listed: [], pictures: [] },
  staff: {
    isStaff: true,
    listed: ['plain', 'section', 'language', 'agency', 'late'],
    more: ['embargoed', 'draft', 'withdrawn', 'gone'],
    told: ['withdrawn', 'gone'],
    pictures: ['prohibited', 'expired'],
  },
}

eachDatabase('what there is', async (t, db) => {
  const test = await appOn(t, db, { DATELINE_WEBHOOK_ALLOW_PRIVATE: 'on' })
  const editor = await test.key()
  const seats = new Map<string, { key: string | undefined; heard: Awaited<ReturnType<typeof hearFrom>> }>()
  for (const [name, { entitlements, isStaff }] of Object.entries(viewers)) {
    const partner = entitlements && (await partnerKey(test, editor, entitlements, 'webhooks:manage'))
    // Who has no key has no webhook either: what another's hears is what readers are told.
    const heard = await hearFrom(t, test, partner ?? editor)
    seats.set(name, { key: isStaff ? editor : partner, heard })
  }
  const { stories, pictures: planted, preview } = await plantStories(test, editor)
  await test.deliver()
  const url = await listen(test.app)
  const unknown = '019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11'

  for (const [name, viewer] of Object.entries(viewers)) {
    const { entitlements, isStaff, listed, more = [], told = [], pictures } = viewer
    const { key, heard } = seats.get(name) ?? {}
    const ask = (url: string) => test.send({ url, key })
    const may = (kind: Kind) => listed.includes(kind) || more.includes(kind)
    const bare = async (url: string) => {
      const { statusCode, headers, body } = await ask(url)
      const { date: _, 'x-request-id': __, 'content-length': ___, ...others } = headers
      return [statusCode, others, body.replaceAll(/"(?:requestId|instance)":"[^"]*"/g, '')]
    }

    /** Feeds and streams of comments are what readers see, for staff too. */
    const isForReaders = (url: string, kind: Kind) =>
      /\.(?:rss|atom)$|stream$/.test(url) && more.includes(kind)

    t.test(`is given to ${name} at its address, or is not there`, async (t) => {
      const claims = claimsOf(t)
      const absent = new Map<string, unknown>()
      for (const kind of kindNames) {
        for (const url of addressesOf(stories[kind])) {
          const answer = await ask(url)
          const isTold = told.includes(kind) && url.includes('/articles/')
          if (isForReaders(url, kind)) claims.same(answer.statusCode === 200, false, url)
          else if (may(kind)) claims.same(answer.statusCode, 200, `${kind} ${url}`)
          else if (isTold) claims.same(answer.statusCode, 410, `${kind} ${url}`)
          else {
            const other = url.replace(/\/(?:[0-9a-f-]{36}|[a-z]+-story)(?=[/?.]|$)/, `/${unknown}`)
            const nothing = absent.get(other) ?? (await bare(other))
            absent.set(other, nothing)
            claims.same(await bare(url), nothing, `${kind} ${url} is as one that never was`)
          }
          // Staff find a story's own neighbours as well, which are what readers see.
          const others = kindsIn(answer.body).filter((one) => one !== kind && !listed.includes(one))
          claims.same(others, [], `${url} tells of nothing else`)
          const shown = picturesIn(answer.body)
          claims.same(
            shown.filter((one) => !pictures.includes(one)),
            [],
            `${url} shows no other picture`,
          )
          if (kind === 'plain' && answer.statusCode === 200 && showsPictures(url) && !isStaff)
            claims.same(shown, pictures, url)
        }
        const moved = await ask(`/v1/articles/${stories[kind].former}`)
        const wanted = may(kind) ? 301 : 404
        claims.same(moved.statusCode, wanted, `${kind} by its former slug`)
      }
      claims.end()
    })

    t.test(`is listed to ${name} and to nobody else`, async (t) => {
      const claims = claimsOf(t)
      for (const url of lists) {
        const { body } = await ask(url)
        const found = kindsIn(body.replaceAll(/([a-z]+)-story/g, 'Kanarie$1'))
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
        if (url.includes('/v1/comments') && isWide) claims.same(found.length >= listed.length, true, url)
        else claims.same(found.sort(), [...wanted].sort(), url)
        const shown = picturesIn(body)
        claims.same(
          shown.filter((one) => !pictures.includes(one)),
          [],
          `${url} shows no other picture`,
        )
        if (showsPictures(url) && !isStaff) claims.same(shown, listed.includes('plain') ? pictures : [], url)
      }
      claims.end()
    })

    t.test(`is found by ${name} where it is listed`, async (t) => {
      const claims = claimsOf(t)
      for (const kind of kindNames) {
        for (const url of searches(kind, stories[kind])) {
          const answer = await ask(`${url}&count=exact`)
          const isWide = isStaff === true && !url.startsWith('/v1/articles')
          const isFound = isWide ? may(kind) : listed.includes(kind)
          // The credits of a story are as many as its pictures.
          const hasMore = kind === 'plain' && url.startsWith('/v1/media-credits?article=')
          const wanted = isFound ? 1 + (hasMore ? pictures.length : 0) : 0
          const { page, data } = answer.json()
          claims.same([page.total, data.length], [wanted, wanted], `${kind} ${url}`)
        }
      }
      claims.end()
    })

    t.test(`is a picture that ${name} finds by what is said of it, or that is not there`, async (t) => {
      for (const one of pictureNames) {
        const isFound = pictures.includes(one)
        const alone = `/v1/media-credits/${planted[one]}`
        if (isFound) t.equal((await ask(alone)).statusCode, 200, one)
        else t.same(await bare(alone), await bare(`/v1/media-credits/${unknown}`), one)
        for (const url of pictureSearches(one)) {
          const { page, data } = (await ask(`${url}&count=exact`)).json()
          t.same([page.total, data.length], isFound ? [1, 1] : [0, 0], `${one} ${url}`)
        }
      }
    })

    t.test(`is told of to ${name} by the feed, the stream and a webhook alike`, async (t) => {
      const { data } = (await ask('/v1/changes?limit=1000')).json()
      const isNamed = heardBy(stories, planted)
      const changes = data as Change[]
      const once = [...listed, ...told, ...pictures, ...(listed.includes('plain') ? ['expired'] : [])]
      t.same(
        [...new Set(changes.map(isNamed))].filter((one) => !once.includes(one)),
        [],
      )
      t.same(kept(changes).map(isNamed).sort(), [...listed].sort(), 'what a mirror comes to')
      const isDelayed = (entitlements?.delaySeconds ?? 0) > 0
      const authorization = key === undefined ? {} : { authorization: `Bearer ${key}` }
      const stream = await readStream(t, `${url}/v1/changes/stream?since=0`, authorization)
      t.equal(stream.status, isDelayed ? 403 : 200)
      t.equal(heard?.status, isDelayed ? 403 : 201)
      if (isDelayed) return
      const streamed = await stream.until(changes.length)
      t.same(
        streamed.map((event) => event.data),
        changes,
      )
      stream.close()
      const sent = heard?.receiver.received ?? []
      t.same(
        sent.map((one) => payloadOf(one).data),
        changes,
      )
      t.notMatch(sent.map(({ body }) => body).join(), /kanarie/i)
      const logged = (await test.send({ url: heard?.log ?? '', key: key ?? editor })).json().data
      t.same(
        logged.map(({ position }: Change) => position).reverse(),
        changes.map(({ position }) => position),
        'nor does its log name anything else',
      )
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
