import { openedHtml } from '../formats/article-page/write.ts'
import type { Feed, FeedItem } from '../formats/feed.ts'
import { feedIdOf } from '../formats/feed-id.ts'
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
  /** WebSub hubs that are told of new stories. */
  hubs: readonly string[]
}

interface SiteSettings {
  siteName: string
  publisher: string
  language: string
  articleUrl: string | undefined
  websubHubs: readonly string[]
}

/** The site as its feeds name it; its home is where its stories' own pages are, else the API's index. */
export const feedSite = (settings: SiteSettings, idKey: Uint8Array, link: Link): FeedSite => ({
  name: settings.siteName,
  publisher: settings.publisher,
  language: settings.language,
  home: () => (settings.articleUrl === undefined ? link('/v1') : `${new URL(settings.articleUrl).origin}/`),
  idKey,
  hubs: settings.websubHubs,
})

/** The part of a query that says which feed it is; the rest says how much of it. */
const filtersOf = ({ limit: _, cursor: __, content: ___, ...filters }: FeedQuery) => filters

/** The hubs of a feed by its address: they are told of whole feeds, and know them by their plain address. */
export const hubsOf = (selfUrl: string, { hubs }: FeedSite): readonly string[] =>
  selfUrl.includes('?') ? [] : hubs

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
    hubs: hubsOf(selfUrl, site),
    items: stories.map((story) => toItem(story, query)),
  }
}

/** Of the filters, in whatever order they were named. */
const feedId = (query: FeedQuery, key: Uint8Array): string =>
  feedIdOf(
    JSON.stringify(Object.entries(filtersOf(query)).sort(([one], [other]) => (one < other ? -1 : 1))),
    key,
  )

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
