import fc from 'fast-check'
import { XmlDocument } from 'libxml2-wasm'
import t from 'tap'
import { writeAtom } from '../../src/formats/atom/write.ts'
import type { Feed, FeedItem } from '../../src/formats/feed.ts'
import { writeJsonFeed } from '../../src/formats/json-feed/write.ts'
import { writeRss } from '../../src/formats/rss/write.ts'
import { writeNewsSitemap, writeSitemap } from '../../src/formats/sitemap/write.ts'
import type { StoryMedia } from '../../src/formats/story.ts'
import { escapeHtml } from '../../src/text/html.ts'
import { hostileTexts } from '../support/hostile.ts'

const at = '2026-11-24T09:00:00.000Z'
const texts = fc.sample(hostileTexts, { numRuns: 5000, seed: 31 })
const perDocument = 100
const documents = Array.from({ length: texts.length / perDocument }, (_, i) =>
  texts.slice(i * perDocument, (i + 1) * perDocument),
)

const mediaOf = (text: string): StoryMedia => ({
  id: '019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11',
  role: 'lead',
  mediaUrl: `https://media.example/?${encodeURIComponent(text)}`,
  mediaType: 'image/jpeg',
  width: 1,
  height: 1,
  altText: text,
  caption: text,
  creditLine: text,
  creators: [text],
  organizations: [text],
  copyrightNotice: text,
  usageTerms: text,
  license: text,
  webStatement: null,
  rightsExpireAt: null,
})

const itemOf = (text: string, i: number): FeedItem => ({
  id: `urn:x:${i}`,
  url: `https://site.example/${encodeURIComponent(text)}?a=1&b=${i}`,
  title: text,
  summary: text,
  html: `<p>${escapeHtml(text)}</p>`,
  authors: [text],
  publishedAt: at,
  updatedAt: at,
  language: 'en',
  categories: [{ name: text, scheme: 'https://site.example/' }],
  media: [mediaOf(text)],
  comments: { url: 'https://site.example/c', count: i },
})

const feedOf = (all: readonly string[]): Feed => ({
  id: 'urn:x:feed',
  title: all[0] ?? '',
  description: all[1] ?? null,
  language: 'en',
  publisher: all[2] ?? '',
  selfUrl: 'https://site.example/feed',
  homeUrl: 'https://site.example/',
  nextUrl: null,
  items: all.map(itemOf),
})

/** The texts of all elements of a name, as a strict parser reads them. */
function textsIn(document: string, name: string): string[] {
  const parsed = XmlDocument.fromString(document)
  try {
    return parsed.find(`//*[local-name() = '${name}']`).map((node) => node.content)
  } finally {
    parsed.dispose()
  }
}

/** XML has no U+FFFE and U+FFFF, so they come back as U+FFFD. */
const asRead = (text: string) => text.replace(/[\uFFFE\uFFFF]/g, '\uFFFD')

t.test('5,000 texts come back from every document as they went in', async (t) => {
  const broken: string[] = []
  const hold = (name: string, read: readonly string[], wanted: readonly string[]) => {
    for (const text of wanted)
      if (!read.includes(asRead(text))) broken.push(`${name}: ${JSON.stringify(text)}`)
  }
  for (const all of documents) {
    const feed = feedOf(all)
    const news = all.map((title) => ({
      url: 'https://site.example/a',
      title,
      language: 'en',
      publishedAt: at,
    }))
    hold('RSS', textsIn(writeRss(feed), 'title'), all)
    hold('Atom', textsIn(writeAtom(feed), 'title'), all)
    hold('news', textsIn(writeNewsSitemap(news, { name: all[0] ?? '', language: 'en' }), 'title'), all)
    const items: { title: string }[] = JSON.parse(writeJsonFeed(feed)).items
    hold(
      'JSON Feed',
      items.map(({ title }) => asRead(title)),
      all,
    )
    const urls = all.map((text) => ({ url: `https://site.example/${text}`, updatedAt: at }))
    const listed = textsIn(await writeSitemap([urls]), 'loc')
    if (listed.some((url) => !/^[\x21-\x7e]+$/.test(url)))
      broken.push('a sitemap with an address in other letters')
  }
  t.same(broken.slice(0, 5), [])
})
