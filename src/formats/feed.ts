// What a feed is to RSS 2.0, Atom and JSON Feed alike. Ids are the same for good: neither an edit nor another address of the
// site makes a reader show an item twice.

import type { StoryMedia } from './story.ts'

export interface Feed {
  /** An IRI that outlives the site's address. */
  id: string
  title: string
  description: string | null
  language: string | null
  publisher: string
  /** Where the feed itself is, as it was asked for. */
  selfUrl: string
  /** What it is a feed of. */
  homeUrl: string
  /** Its older items; null on the last page. */
  nextUrl: string | null
  /** WebSub hubs that tell subscribers of what is new in it. */
  hubs?: readonly string[] | undefined
  items: readonly FeedItem[]
}

export interface FeedItem {
  /** An IRI that outlives the site's address. */
  id: string
  url: string
  title: string
  summary: string | null
  /** Safe HTML; null where only the summary is given. */
  html: string | null
  authors: readonly string[]
  /** RFC 3339, UTC. */
  publishedAt: string
  updatedAt: string
  language: string | null
  /** Sections, subjects and tags; `scheme` where a vocabulary names it. */
  categories: readonly { name: string; scheme?: string | null }[]
  media: readonly StoryMedia[]
  /** Where readers' comments are, and how many; absent for what has none. */
  comments?: { url: string; count: number } | undefined
  /** What it answers (RFC 4685). */
  inReplyTo?: { id: string; url: string } | undefined
}

/** When the feed last changed, as far as its items say: the newest of their instants. */
export const updatedAtOf = ({ items }: Pick<Feed, 'items'>): string =>
  items.reduce(
    (newest, { updatedAt }) => (updatedAt > newest ? updatedAt : newest),
    '1970-01-01T00:00:00.000Z',
  )

/** RFC 822 with four digits of the year, as RSS 2.0 wants it. */
export const rfc822 = (instant: string): string => new Date(instant).toUTCString()
