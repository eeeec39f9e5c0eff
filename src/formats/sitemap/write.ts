// Sitemaps (https://www.sitemaps.org/protocol.html, 0.9) and the news of them
// (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap). Addresses must be percent-encoded, and the
// news name a language by its two or three letters, Chinese by its script.

import { writeXml, writeXmlSlices, type XmlElement, xml } from '../../text/xml.ts'

/** The protocol's own limits: addresses of one sitemap, and of one with news. */
export const mostAddresses = 50_000
export const mostNews = 1000

export interface SitemapPage {
  url: string
  /** RFC 3339, as everything here that is an instant. */
  updatedAt: string
}

export interface SitemapNews {
  url: string
  title: string
  language: string | null
  publishedAt: string
}

export interface Publication {
  name: string
  /** Of stories that name none. */
  language: string
}

const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9'

/** The pages as one sitemap; an empty one is a site without a story. Each slice is written as it comes. */
export const writeSitemap = (
  slices: Iterable<readonly SitemapPage[]> | AsyncIterable<readonly SitemapPage[]>,
): Promise<string> => writeXmlSlices(xml('urlset', { xmlns: namespace }), asElements(slices))

async function* asElements(
  slices: Iterable<readonly SitemapPage[]> | AsyncIterable<readonly SitemapPage[]>,
): AsyncGenerator<XmlElement[]> {
  for await (const pages of slices)
    yield pages.map(({ url, updatedAt }) =>
      xml('url', {}, xml('loc', {}, encodeUrl(url)), xml('lastmod', {}, updatedAt)),
    )
}

/** The addresses of sitemaps as an index of them. */
export const writeSitemapIndex = (urls: readonly string[]): string =>
  writeXml(
    xml(
      'sitemapindex',
      { xmlns: namespace },
      urls.map((url) => xml('sitemap', {}, xml('loc', {}, encodeUrl(url)))),
    ),
  )

/** The stories as a sitemap for search engines of news. */
export const writeNewsSitemap = (stories: readonly SitemapNews[], publication: Publication): string =>
  writeXml(
    xml(
      'urlset',
      { xmlns: namespace, 'xmlns:news': 'http://www.google.com/schemas/sitemap-news/0.9' },
      stories.map((story) =>
        xml(
          'url',
          {},
          xml('loc', {}, encodeUrl(story.url)),
          xml(
            'news:news',
            {},
            xml(
              'news:publication',
              {},
              xml('news:name', {}, publication.name),
              xml(
                'news:language',
                {},
                newsLanguage(story.language) ?? newsLanguage(publication.language) ?? 'und',
              ),
            ),
            xml('news:publication_date', {}, story.publishedAt),
            xml('news:title', {}, story.title),
          ),
        ),
      ),
    ),
  )

/** RFC 3986 has no letters beyond ASCII; what is encoded already stays as it is. */
const encodeUrl = (url: string): string =>
  url.replace(/[^\x21-\x7e]|["<>\\^`{|}]/gu, (char) => encodeURIComponent(char))

/** The language as news sitemaps name it; undefined for a tag that begins with no language. */
function newsLanguage(tag: string | null): string | undefined {
  const [language = '', ...others] = (tag ?? '').toLowerCase().split('-')
  if (!/^[a-z]{2,3}$/.test(language)) return undefined
  if (language !== 'zh') return language
  if (others.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part))) return 'zh-tw'
  return others.some((part) => ['hans', 'cn', 'sg', 'my'].includes(part)) ? 'zh-cn' : 'zh'
}
