import { createHmac } from 'node:crypto'
import { openedHtml } from '../formats/article-page/write.ts'
import type { Feed, FeedItem } from '../formats/feed.ts'
import { type Story, urnOf } from '../formats/story.ts'
import type { Link } from '../http/links.ts'
import type { FeedQuery } from './schema.ts'

export interface FeedSite {
  name: string
  publisher: string
  language: string
  /** Absolute; where readers of the feed go for more. */
  home: () => string
  /** A key of this installation: the same feed has the same id for good, and another installation's has another. */
  idKey: Uint8Array
}

interface SiteSettings {
  siteName: string
  publisher: string
  language: string
  articleUrl: string | undefined
}

/** The site as its feeds name it; its home is where its stories' own pages are, else the API's index. */
export const feedSite = (settings: SiteSettings, idKey: Uint8Array, link: Link): FeedSite => ({
  name: settings.siteName,
  publisher: settings.publisher,
  language: settings.language,
  home: () => (settings.articleUrl === undefined ? link('/v1') : `${new URL(settings.articleUrl).origin}/`),
  idKey,
})

/** The part of a query that says which feed it is; the rest says how much of it. */
const filtersOf = ({ limit: _, cursor: __, content: ___, ...filters }: FeedQuery) => filters

/** What the feed of these stories says of itself. */
export function toFeed(
  stories: readonly Story[],
  query: FeedQuery,
  { site, selfUrl, nextUrl }: { site: FeedSite; selfUrl: string; nextUrl: string | null },
): Feed {
  const filters = Object.values(filtersOf(query)).flat()
  return {
    id: feedId(query, site.idKey),
    title: [site.name, filters.join(', ')].filter(Boolean).join(': '),
    description: null,
    language: query.language ?? site.language,
    publisher: site.publisher,
    selfUrl,
    homeUrl: site.home(),
    nextUrl,
    items: stories.map((story) => toItem(story, query)),
  }
}

/** A UUIDv8 (RFC 9562, section 5.8) of the filters, in whatever order they were named. */
function feedId(query: FeedQuery, key: Uint8Array): string {
  const named = Object.entries(filtersOf(query)).sort(([one], [other]) => (one < other ? -1 : 1))
  const hash = createHmac('sha256', key).update(JSON.stringify(named)).digest().subarray(0, 16)
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  const id = hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return urnOf({ id })
}

function toItem(story: Story, { content = 'full' }: FeedQuery): FeedItem {
  return {
    id: urnOf(story),
    url: story.canonicalUrl,
    title: story.headline,
    summary: story.summary,
    html: content === 'full' ? openedHtml(story) : null,
    authors: story.authors.map(({ name }) => name),
    publishedAt: story.publishedAt ?? story.createdAt,
    updatedAt: story.updatedAt,
    language: story.language,
    categories: [
      ...(story.section === null ? [] : [{ name: story.section }]),
      ...story.subjects.map(({ name, uri }) => ({ name, scheme: uri && vocabularyOf(uri) })),
      ...story.tags.map((name) => ({ name })),
    ],
    media: story.mediaCredits,
    comments: { url: story.links.comments, count: story.commentCount },
  }
}

/** A concept's address without its last part names the vocabulary. */
const vocabularyOf = (uri: string): string => uri.slice(0, uri.lastIndexOf('/') + 1)
