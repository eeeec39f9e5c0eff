// The plain model of a site: everything there is, held in maps, and nothing derived. Instants are ISO 8601 texts in UTC, which
// compare as they are.

export const statuses = ['draft', 'inReview', 'scheduled', 'published', 'unpublished', 'withdrawn'] as const
export type Status = (typeof statuses)[number]

/** Who reads: everybody, or a key that may see everything. */
export type Reader = 'anonymous' | 'editor'

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
  expiresAt: string | null
  commentsOpen: boolean
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

export interface ModelCredit {
  id: string
  articleId: string
  role: 'lead' | 'inline' | 'gallery'
  caption: string | null
  altText: string | null
  creditLine: string | null
  creators: string[]
  organizations: string[]
  rightsExpireAt: string | null
  version: number
  createdAt: string
  updatedAt: string
}

export type CommentStatus = 'pending' | 'published' | 'rejected' | 'spam' | 'deleted'

export interface ModelComment {
  id: string
  articleId: string
  /** Under which it stands; what it answers, save at the last level of a thread. */
  parentId: string | null
  inReplyTo: string | null
  rootId: string
  depth: number
  status: CommentStatus
  previousStatus: CommentStatus | null
  version: number
  createdAt: string
  text: string
  /** By which its author changes it. */
  editToken: string
}

export interface ModelQuote {
  id: string
  articleId: string
  kind: 'direct' | 'mixed' | 'indirect'
  text: string
  speaker: { id: string; name: string; title: string | null; organization: string | null } | null
  via: string | null
  state: 'anchored' | 'orphaned' | 'rejected'
  origin: 'extracted' | 'editor'
  /** In code points of the body's text. */
  start: number | null
  /** Whether an editor made, confirmed or rejected it. */
  isKept: boolean
  version: number
  createdAt: string
}

/** What an article said at one version. */
export type Said = Writing & { slug: string }

export interface World {
  now: string
  /** Whether what the clock has made due is done. */
  isSettled: boolean
  /** By id, in the order they were made. */
  articles: Map<string, ModelArticle>
  /** By id, in the order they were made, which is that of each article. */
  credits: Map<string, ModelCredit>
  comments: Map<string, ModelComment>
  quotes: Map<string, ModelQuote>
  /** Of each article, by version. */
  history: Map<string, Record<number, Said>>
  /** Former slugs, each with the id of the article it leads to. */
  formerSlugs: Map<string, string>
  /** Preview links that were made. */
  links: { token: string; articleId: string; expiresAt: string }[]
  /** Ids of what was deleted. */
  removed: string[]
  /** Words given out so far that stand in one text only. */
  canaries: number
}

export const emptyWorld = (now: string): World => ({
  now,
  isSettled: true,
  articles: new Map(),
  credits: new Map(),
  comments: new Map(),
  quotes: new Map(),
  history: new Map(),
  formerSlugs: new Map(),
  links: [],
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

/** The part of a list that hangs on an article. */
export const ofArticle = <T extends { articleId: string }>(all: Map<string, T>, articleId: string): T[] =>
  [...all.values()].filter((one) => one.articleId === articleId)

/** The newest first, and of those made at one instant the one with the greater id. */
export const newestFirst = <T extends { id: string; createdAt: string }>(all: T[]): T[] =>
  [...all].sort((one, other) => byText(`${other.createdAt} ${other.id}`, `${one.createdAt} ${one.id}`))
