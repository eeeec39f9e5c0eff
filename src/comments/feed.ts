// Comments as a feed, in no format yet: newest first, each as a reader of the page sees it.

import { type Addresses, pageOf } from '../articles/wire.ts'
import type { Feed, FeedItem } from '../formats/feed.ts'
import { feedIdOf } from '../formats/feed-id.ts'
import { type PublicRow, permalinkOf } from './wire.ts'

/** A published comment, with the headline of the story it is on. */
export type FeedRow = PublicRow & { headline: string }

interface FeedOf {
  /** Undefined for the comments of the whole site. */
  article: { id: string; slug: string; headline: string; language: string | null } | undefined
  site: { name: string; publisher: string; language: string; idKey: Uint8Array }
  path: string
  addresses: Addresses
}

/** The feed of an article's comments, or of the site's. */
export function toFeed(rows: readonly FeedRow[], { article, site, path, addresses }: FeedOf): Feed {
  const { link } = addresses
  return {
    id: article === undefined ? feedIdOf('comments', site.idKey) : `${urnOf(article.id)}#comments`,
    title: article === undefined ? site.name : `${article.headline} – ${site.name}`,
    description: null,
    language: article?.language ?? site.language,
    publisher: site.publisher,
    selfUrl: link(path),
    homeUrl: article === undefined ? link('/') : `${pageOf(article, addresses)}#comments`,
    nextUrl: null,
    items: rows.map((row) => toItem(row, addresses)),
  }
}

const urnOf = (id: string): string => `urn:uuid:${id}`

const toItem = (row: FeedRow, addresses: Addresses): FeedItem => ({
  id: urnOf(row.id),
  url: permalinkOf(row, addresses),
  title: `${row.authorName}: ${row.headline}`,
  summary: null,
  html: row.bodyHtml,
  authors: [row.authorName],
  publishedAt: row.createdAt.toISOString(),
  updatedAt: (row.editedAt ?? row.createdAt).toISOString(),
  language: null,
  categories: [],
  media: [],
  inReplyTo:
    row.inReplyTo === null
      ? undefined
      : { id: urnOf(row.inReplyTo), url: permalinkOf({ ...row, id: row.inReplyTo }, addresses) },
})
