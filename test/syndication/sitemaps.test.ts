import { SaxesParser } from 'saxes'
import type { Test } from 'tap'
import { newId } from '../../src/ids.ts'
import { sitemapStore } from '../../src/syndication/sitemap-store.ts'
import { appOn, eachApp, type TestApp } from '../support/app.ts'
import { articleDesk } from '../support/articles.ts'
import { eachDatabase } from '../support/each-database.ts'
import { articleRow } from '../support/sample-rows.ts'

const day = 24 * 60 * 60 * 1000
const sitemaps = 'http://www.sitemaps.org/schemas/sitemap/0.9'
const news = 'http://www.google.com/schemas/sitemap-news/0.9'

interface Element {
  name: string
  text: string
  children: Element[]
}

/** The document as a strict parser with namespaces sees it; another namespace than the two is told by its address. */
function parse(text: string): Element {
  const top: Element = { name: '', text: '', children: [] }
  const open = [top]
  const prefixes: Record<string, string> = { [sitemaps]: '', [news]: 'news:' }
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ local, uri }) => {
    const element = { name: `${prefixes[uri] ?? uri}${local}`, text: '', children: [] }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('text', (part) => {
    const element = open.at(-1)
    if (element !== undefined) element.text += part
  })
  parser.on('closetag', () => open.pop())
  parser.write(text).close()
  return top.children[0] ?? top
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const shapes: Record<string, { children: string[]; text?: RegExp }> = {
  urlset: { children: ['url'] },
  sitemapindex: { children: ['sitemap'] },
  sitemap: { children: ['loc'] },
  url: { children: ['loc', 'lastmod', 'news:news'] },
  loc: { children: [], text: /^https?:\/\/[\x21-\x7e]{1,2040}$/ },
  lastmod: { children: [], text: instant },
  'news:news': { children: ['news:publication', 'news:publication_date', 'news:title'] },
  'news:publication': { children: ['news:name', 'news:language'] },
  'news:name': { children: [], text: /\S/ },
  'news:language': { children: [], text: /^(?:[a-z]{2,3}|zh-cn|zh-tw)$/ },
  'news:publication_date': { children: [], text: instant },
  'news:title': { children: [], text: /\S/ },
}

/** Holds every element against the protocol: its children in their order, each once, and its text. */
function judge(t: Test, element: Element): void {
  const shape = shapes[element.name]
  if (shape === undefined) return void t.fail(`${element.name} is not of the protocol`)
  const names = element.children.map(({ name }) => name)
  const isList = ['urlset', 'sitemapindex'].includes(element.name)
  const wanted = isList ? names.map(() => shape.children[0]) : shape.children.filter((n) => names.includes(n))
  t.same(names, wanted, element.name)
  if (shape.text !== undefined) t.match(element.text, shape.text)
  for (const child of element.children) judge(t, child)
}

const locations = (root: Element): string[] =>
  root.children.map(({ children }) => children.find(({ name }) => name === 'loc')?.text ?? '')

async function read(t: Test, { send }: TestApp, url: string): Promise<Element> {
  const answer = await send({ url })
  t.equal(answer.statusCode, 200)
  t.equal(answer.headers['content-type'], 'application/xml; charset=utf-8')
  const root = parse(answer.body)
  judge(t, root)
  return root
}

eachDatabase('the sitemaps of a site with pages of its own', async (t, db) => {
  const test = await appOn(t, db, {
    DATELINE_ARTICLE_URL: 'https://site.example/stories/{slug}',
    DATELINE_SITE_NAME: 'Elsin & <Coast>',
    DATELINE_LANGUAGE: 'de-CH',
  })
  const desk = await articleDesk(test)
  const addressesOf = async (url: string) => locations(await read(t, test, url))

  t.test('are valid while there is nothing to list', async (t) => {
    t.same(await addressesOf('/sitemap.xml'), [])
    t.same(await addressesOf('/news-sitemap.xml'), [])
  })

  t.test('list each story at its own page, with the instant of its last change', async (t) => {
    const { id } = await desk.publish({ headline: 'Ferries & trams', slug: 'ferries' })
    test.clock.advance(60_000)
    const { updatedAt } = (await desk.patch(id, { headline: 'Ferries & <trams> ]]>' })).json()
    const page = (await read(t, test, '/sitemap.xml')).children[0]
    t.match(page?.children, [
      { name: 'loc', text: 'https://site.example/stories/ferries' },
      { name: 'lastmod', text: updatedAt },
    ])
  })

  t.test('name story, publication, language and day to search engines of news', async (t) => {
    const [language, date, title] = ['de', '2026-11-24T09:00:00.000Z', 'Ferries & <trams> ]]>']
    const [story] = (await read(t, test, '/news-sitemap.xml')).children
    const [loc, told] = story?.children ?? []
    t.equal(loc?.text, 'https://site.example/stories/ferries')
    t.same(
      told?.children.map(({ text, children }) => (children.length > 0 ? children.map((c) => c.text) : text)),
      [['Elsin & <Coast>', language], date, title],
    )
  })

  t.test('name a language without its region, and Chinese by its script', async (t) => {
    const wanted = { 'zh-Hant': 'zh-tw', 'zh-CN': 'zh-cn', zh: 'zh', 'pt-BR': 'pt' }
    for (const tag of Object.keys(wanted)) {
      await desk.publish({ headline: tag, slug: `in-${tag.toLowerCase()}`, language: tag })
    }
    const { body } = await desk.read('/news-sitemap.xml')
    for (const [tag, language] of Object.entries(wanted)) {
      const at = body.indexOf(`/in-${tag.toLowerCase()}<`)
      t.match(body.slice(at), new RegExp(`^[^]{0,200}<news:language>${language}<`), tag)
    }
  })

  t.test(
    'keep the address that a story has on this site, and leave out one that lives elsewhere',
    async (t) => {
      await desk.publish({ headline: 'Here', canonicalUrl: 'https://site.example/2026/hier?a=1&b=ü' })
      await desk.publish({ headline: 'There', slug: 'there', canonicalUrl: 'https://other.example/there' })
      for (const url of ['/sitemap.xml', '/news-sitemap.xml']) {
        const listed = await addressesOf(url)
        t.ok(listed.includes('https://site.example/2026/hier?a=1&b=%C3%BC'))
        t.notMatch(listed.join(' '), 'there')
      }
    },
  )

  t.test('have nothing that readers may not see, whoever asks', async (t) => {
    const canary = 'zzcanary'
    await desk.create({ headline: `${canary} draft` })
    const held = await desk.create({ headline: `${canary} held`, embargoUntil: '2026-12-24T09:00:00Z' })
    await desk.act(held.id, 'publish')
    const gone = await desk.publish({ headline: `${canary} gone` })
    await desk.act(gone.id, 'withdraw', { reason: 'It was wrong.' })
    const back = await desk.publish({ headline: `${canary} back` })
    await desk.act(back.id, 'unpublish')
    for (const url of ['/sitemap.xml', '/news-sitemap.xml']) {
      t.notMatch((await desk.read(url)).body, canary)
      t.notMatch((await desk.readByKey(url)).body, canary)
    }
  })

  t.test('forget as news what is two days old, and take as news an embargo that ends', async (t) => {
    const before = (await addressesOf('/sitemap.xml')).length
    test.clock.advance(2 * day + 60_001)
    await test.settle()
    t.same(await addressesOf('/news-sitemap.xml'), [])
    t.equal((await addressesOf('/sitemap.xml')).length, before)
    test.clock.advance(28 * day)
    await test.settle()
    t.same(await addressesOf('/news-sitemap.xml'), ['https://site.example/stories/zzcanary-held'])
    t.match((await desk.read('/news-sitemap.xml')).body, '2026-12-24T09:00:00.000Z</news:publication_date>')
  })

  t.test(
    'answer as everything public does: 304, HEAD, gzip, and no parameter they do not know',
    async (t) => {
      for (let n = 0; n < 5; n++) await desk.publish({ headline: `A story of many words, number ${n}` })
      for (const url of ['/sitemap.xml', '/news-sitemap.xml']) {
        const { headers, body } = await desk.read(url)
        t.match(headers, { etag: /^W\//, 'cache-control': /^public/ })
        const again = await test.send({ url, headers: { 'if-none-match': String(headers.etag) } })
        t.equal(again.statusCode, 304)
        const head = await test.send({ method: 'HEAD', url })
        t.equal(head.body, '')
        t.equal(head.headers.etag, headers.etag)
        t.equal(Number(head.headers['content-length']), Buffer.byteLength(body))
        t.equal((await desk.read(`${url}?page=2`)).statusCode, 400)
      }
      t.equal((await desk.read('/sitemap.xml?part=xyz')).statusCode, 400)
      const packed = await test.send({ url: '/sitemap.xml', headers: { 'accept-encoding': 'gzip' } })
      t.equal(packed.headers['content-encoding'], 'gzip')
    },
  )
})

eachApp('the sitemap of a site without pages', async (t, test) => {
  t.test('lists the addresses of the stories here', async (t) => {
    const desk = await articleDesk(test)
    await desk.publish({ headline: 'Plain' })
    t.same(locations(await read(t, test, '/sitemap.xml')), ['https://news.example/v1/articles/plain'])
  })

  t.test('reads the same by part, and nothing where the part has nothing', async (t) => {
    const listed = async (part: string) => locations(await read(t, test, `/sitemap.xml?part=${part}`))
    t.equal((await listed('0')).length, 1)
    t.equal((await listed('f')).length, 0)
  })
})

eachDatabase('the parts of a sitemap', async (t, db) => {
  const { articles } = db.tables
  const addresses = { link: (path: string) => path, articleUrl: 'https://site.example/{id}' }
  const store = sitemapStore(db, { now: () => new Date(), addresses, perPart: 4 })
  const ids = Array.from({ length: 60 }, newId).concat(
    ['0190abcd-1234', '0190abcd-1235', '1190abcd-1234', 'ffffffff-ffff'].flatMap((start) =>
      ['7000-8000-00000000000a', '7000-8000-0000000000ff'].map((end) => `${start}-${end}`),
    ),
  )
  await db.write((tx) =>
    tx.insert(articles).values(ids.map((id) => ({ ...articleRow(id), status: 'published' as const }))),
  )

  const listAll = async (): Promise<Map<string, string[]>> => {
    const parts = new Map<string, string[]>()
    for (const part of await store.listParts()) {
      const inside: string[] = []
      for await (const pages of store.listPages(part))
        inside.push(...pages.map(({ url }) => url.slice('https://site.example/'.length)))
      parts.set(part, inside)
    }
    return parts
  }

  t.test('hold every story once, and none too many', async (t) => {
    const parts = await listAll()
    t.same([...parts.values()].flat(), ids.toSorted())
    for (const [part, inside] of parts) {
      t.ok(inside.length > 0 && inside.length <= 4)
      t.ok(inside.every((id) => id.replaceAll('-', '').startsWith(part)))
    }
  })

  t.test('stay as they are when a story comes to another one, or goes', async (t) => {
    const before = await listAll()
    const id = 'ffffffff-ffff-7000-8000-0000000000aa'
    await db.write((tx) => tx.insert(articles).values({ ...articleRow(id), status: 'published' }))
    const after = await listAll()
    t.same([...after.keys()], [...before.keys()])
    const changed = [...after].filter(([part, inside]) => inside.length !== before.get(part)?.length)
    t.equal(changed.length, 1)
  })
})
