// The plain model of a site: everything there is, held in maps, and nothing derived. Instants are ISO 8601 texts in UTC, which
// compare as they are.

export const statuses = ['draft', 'inReview', 'scheduled', 'published', 'unpublished', 'withdrawn'] as const
export type Status = (typeof statuses)[number]

/** What an editor writes of an article. */
export interface Writing {
  headline: string
  summary: string | null
  section: string | null
  tags: string[]
  authors: string[]
  provider: string | null
  /** The agency of its dateline. */
  agency: string | null
  language: string | null
  paragraphs: string[]
  embargoUntil: string | null
}

export interface ModelArticle extends Writing {
  id: string
  slug: string
  status: Status
  version: number
  createdAt: string
  publishAt: string | null
  publishedAt: string | null
  updatedAt: string
  corrections: { kind: string; text: string; createdAt: string }[]
  /** Whether readers ever saw it. */
  wasSeen: boolean
  withdrawal: string | null
}

export interface World {
  now: string
  /** Whether what the clock has made due is done. */
  isSettled: boolean
  /** By id, in the order they were made. */
  articles: Map<string, ModelArticle>
  /** Former slugs, each with the id of the article it leads to. */
  formerSlugs: Map<string, string>
  /** Ids of what was deleted. */
  removed: string[]
  /** Words given out so far that stand in one text only. */
  canaries: number
}

export const emptyWorld = (now: string): World => ({
  now,
  isSettled: true,
  articles: new Map(),
  formerSlugs: new Map(),
  removed: [],
  canaries: 0,
})

export const minutesAfter = (instant: string, minutes: number): string =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString()

/** Case does not tell two names apart; the names of the model have no other spellings. */
export const fold = (name: string): string => name.normalize('NFC').toLowerCase()

/** As databases compare: by code points. */
export const byText = (one: string, other: string): number =>
  Buffer.compare(Buffer.from(one), Buffer.from(other))
