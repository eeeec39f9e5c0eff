import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import { appOn, eachApp, type TestApp } from '../support/app.ts'
import { articleDesk } from '../support/articles.ts'
import { parseXml } from '../support/judges.ts'

const feeds = ['/feeds/rss.xml', '/feeds/atom.xml', '/feeds/feed.json']

const story = {
  headline: 'Ferries & trams ]]> <again>',
  summary: 'Two winters on.',
  byline: 'By Nell Varga and Tom Reyes',
  dateline: { text: 'PORT ELSIN, Nov. 23 (TCN) —' },
  section: 'Local',
  tags: ['ferries'],
  subjects: [{ name: 'water transport', uri: 'http://cv.iptc.org/newscodes/mediatopic/20000350' }],
  language: 'en',
  body: { blocks: [{ type: 'paragraph', text: 'The harbour is open 😀 & <well>.' }] },
}
const picture = {
  role: 'lead',
  mediaUrl: 'https://media.example/ferry.jpg?w=1&h=2',
  mediaType: 'image/jpeg',
  width: 1200,
  height: 800,
  caption: 'The ferry at noon.',
  creditLine: 'Photo by Ada Lint/TCN',
  copyrightNotice: '© TCN',
}

interface Item {
  id: string
  title: string
  at: number
  html: string
  names: string[]
}

/** The items of a feed as a reader that is not ours sees them. */
async function read(test: TestApp, url: string): Promise<Item[]> {
  const answer = await test.send({ url })
  const { body } = answer
  if (url.includes('.xml')) parseXml(body)
  if (url.includes('rss')) {
    return (parseRssFeed(body).items ?? []).map((item) => ({
      id: item.guid?.value ?? '',
      title: item.title ?? '',
      at: Date.parse(String(item.pubDate)),
      html: item.content?.encoded ?? item.description ?? '',
      names: [...(item.dc?.creators ?? []), ...creditsOf(item.media?.contents)],
    }))
  }
  if (url.includes('atom')) {
    return (parseAtomFeed(body).entries ?? []).map((entry) => ({
      id: entry.id ?? '',
      title: textOf(entry.title),
      at: Date.parse(String(entry.published)),
      html: textOf(entry.content),
      names: [...(entry.authors ?? []).map(({ name }) => name ?? ''), ...creditsOf(entry.media?.contents)],
    }))
  }
  interface Credit {
    credit_line?: string
    creators?: string[]
    organizations?: string[]
  }
  const credits = answer
    .json()
    .items.map((item: { _media_credits?: Credit[] }) =>
      (item._media_credits ?? []).flatMap((credit) => [
        credit.credit_line ?? '',
        ...(credit.creators ?? []),
        ...(credit.organizations ?? []),
      ]),
    )
  return (parseJsonFeed(JSON.parse(body)).items ?? []).map((item, i) => ({
    id: item.id ?? '',
    title: item.title ?? '',
    at: Date.parse(String(item.date_published)),
    html: item.content_html ?? '',
    names: [...(item.authors ?? []).map(({ name }) => name ?? ''), ...credits[i]],
  }))
}

const textOf = (text: unknown): string =>
  typeof text === 'object' && text !== null && 'value' in text ? String(text.value) : String(text ?? '')

const creditsOf = (contents: readonly { credits?: readonly { value?: string }[] }[] | undefined): string[] =>
  (contents ?? []).flatMap(({ credits = [] }) => credits.map(({ value = '' }) => value))

eachApp('the feeds of articles', async (t, test) => {
  const desk = await articleDesk(test)
  const { id } = await desk.create(story)
  await desk.post('/v1/media-credits', { ...picture, articleId: id })
  await desk.act(id, 'publish')
  const published = (await desk.read(`/v1/articles/${id}`)).json()

  t.test('give the same item to an independent reader, with every credit', async (t) => {
    for (const url of feeds) {
      const [item] = await read(test, url)
      t.match(
        item,
        { id: `urn:uuid:${id}`, title: story.headline, at: Date.parse(published.publishedAt) },
        url,
      )
      t.match(
        item?.html,
        /^<p>PORT ELSIN, Nov\. 23 \(TCN\) — The harbour is open 😀 &amp; &lt;well&gt;\.<\/p>$/,
      )
      for (const name of ['Nell Varga', 'Tom Reyes', 'Ada Lint', 'TCN', picture.creditLine])
        t.ok(item?.names.includes(name), `${url} names ${name}`)
    }
  })

  t.test('say of themselves what they are and where, each in its media type', async (t) => {
    const rss = await test.send({ url: '/feeds/rss.xml?section=Local' })
    t.equal(rss.headers['content-type'], 'application/rss+xml; charset=utf-8')
    t.match(rss.body, '<title>Dateline: Local</title>')
    t.match(rss.body, 'href="https://news.example/feeds/rss.xml?section=Local"')
    t.match((await test.send({ url: feeds[1] ?? '' })).headers['content-type'], /^application\/atom\+xml/)
    t.match((await test.send({ url: feeds[2] ?? '' })).headers['content-type'], /^application\/feed\+json/)
    t.match(rss.headers, { etag: /^W\//, 'cache-control': /^public/ })
    const again = await test.send({
      url: '/feeds/rss.xml?section=Local',
      headers: { 'if-none-match': String(rss.headers.etag) },
    })
    t.equal(again.statusCode, 304)
  })

  t.test('keep their ids when the article changes, and the feed its own', async (t) => {
    const idOf = async (url: string) => parseAtomFeed((await test.send({ url })).body).id
    const [feed, other] = [await idOf('/feeds/atom.xml'), await idOf('/feeds/atom.xml?section=Local')]
    test.clock.advance(60_000)
    await desk.patch(id, { headline: 'Another headline', slug: 'another-slug' })
    for (const url of feeds)
      t.match(await read(test, url), [{ id: `urn:uuid:${id}`, title: 'Another headline' }])
    t.equal(await idOf('/feeds/atom.xml'), feed)
    t.equal(await idOf('/feeds/atom.xml?limit=1&content=summary'), feed)
    t.not(other, feed)
  })

  t.test('keep their ids when the site moves to another address, and the feed its own', async (t) => {
    const moved = await appOn(t, test.db, { PUBLIC_URL: 'https://elsewhere.example' })
    moved.clock.advance(test.clock.now().getTime() - moved.clock.now().getTime())
    for (const url of feeds) {
      const ids = async (site: TestApp) => (await read(site, url)).map((item) => item.id)
      t.same(await ids(moved), await ids(test), url)
      t.match((await moved.send({ url })).body, 'https://elsewhere.example')
    }
    const idOf = async (site: TestApp) => parseAtomFeed((await site.send({ url: '/feeds/atom.xml' })).body).id
    t.equal(await idOf(moved), await idOf(test))
  })

  t.test('take the filters of the list, and a summary in place of the text', async (t) => {
    for (const url of feeds) {
      t.same(await read(test, `${url}?section=Sport`), [])
      t.equal((await read(test, `${url}?section=local&tag=ferries&agency=TCN`)).length, 1)
      const { body } = await test.send({ url: `${url}?content=summary` })
      t.match(body, story.summary)
      t.notMatch(body, 'The harbour is open')
      const refused = await test.send({ url: `${url}?status=draft` })
      t.equal(refused.statusCode, 400)
    }
  })

  t.test('go on page by page, each item once', async (t) => {
    for (let n = 0; n < 4; n++) {
      test.clock.advance(1000)
      await desk.publish({ headline: `More ${n}` })
    }
    for (const url of feeds) {
      const seen: string[] = []
      let next: string | undefined = `${url}?limit=2`
      while (next !== undefined) {
        seen.push(...(await read(test, next)).map((item) => item.id))
        const link: string = String((await test.send({ url: next })).headers.link ?? '')
        next = /<https:\/\/news\.example([^>]+)>; rel="next"/.exec(link)?.[1]
      }
      t.equal(seen.length, 5)
      t.equal(new Set(seen).size, 5)
    }
  })

  t.test('have nothing that readers may not see, whoever asks', async (t) => {
    const canary = 'zzcanary'
    await desk.create({ headline: `${canary} draft` })
    const hidden = await desk.create({ headline: `${canary} later`, embargoUntil: '2027-01-01T00:00:00Z' })
    await desk.act(hidden.id, 'publish')
    const gone = await desk.publish({ headline: `${canary} gone` })
    await desk.act(gone.id, 'withdraw', { reason: 'It was wrong.' })
    for (const url of feeds) {
      t.notMatch((await test.send({ url })).body, canary)
      t.notMatch((await test.send({ url, key: desk.key })).body, canary)
      t.same(await read(test, `${url}?q=${canary}`), [])
    }
    test.clock.advance(60 * 24 * 60 * 60 * 1000)
    await test.settle()
    for (const url of feeds) t.match((await test.send({ url })).body, `${canary} later`)
  })
})
