// The closed sets of values in the tables, and the shape of stored JSON.

export type ArticleStatus = 'draft' | 'inReview' | 'scheduled' | 'published' | 'unpublished' | 'withdrawn'
/** As ODRL calls what a licence says of an action: a permission or a prohibition. */
export type Syndication = 'permitted' | 'prohibited'
export type MediaRole = 'lead' | 'inline' | 'gallery'
export type CorrectionKind = 'correction' | 'clarification' | 'update' | 'editorsNote'
export type QuoteKind = 'direct' | 'mixed' | 'indirect'
export type QuoteOrigin = 'extracted' | 'editor'
export type QuoteState = 'anchored' | 'orphaned' | 'rejected'
export type CommentStatus = 'pending' | 'published' | 'rejected' | 'spam' | 'deleted'
export type ReactionKind = 'up' | 'down'

/** What an article decides about its own comments, where it differs from the site. */
export interface CommentOverrides {
  mode?: 'post' | 'pre' | 'closed'
  requireEmail?: boolean
  closeAfterDays?: number
  maxLinks?: number
  maxLength?: number
  editWindowS?: number
  maxDepth?: number
  reportThreshold?: number
  firstCommentHold?: boolean
  reactions?: boolean
}
/** The lists that moderators keep. */
export type ListName = 'rules' | 'bans' | 'reservedNames'
export type ListedKind = 'word' | 'email' | 'domain' | 'network' | 'name'
/** What becomes of a comment that meets an entry; `refuse` sends it back to the reader. */
export type ListedEffect = 'hold' | 'spam' | 'reject' | 'refuse'
export type SpamReport = 'ham' | 'spam'
/** What the spam service said of a comment. */
export interface SpamCheck {
  provider: string
  verdict: SpamReport
  /** So plain that nobody need look at it. */
  discard: boolean
  guid: string | null
  checkedAt: string
}
/** The fields of a question to the spam service, under its own names. */
export type SpamSubmission = Record<string, string>
/** Keys of what an article is filed under. */
export interface FormerKind {
  sectionKey: string | null
  datelineAgencyKey: string | null
  providerKey: string | null
  language: string | null
}

/** What a partner's key is limited to, as it is stored; empty lists are no limit. */
export interface Entitlements {
  sections: string[]
  agencies: string[]
  languages: string[]
  delaySeconds: number
  embargoed: boolean
  pictures: 'permitted' | 'all'
}
export type SearchedResource = 'article' | 'mediaCredit' | 'quote'

/** What made a version of an article. */
export const revisionActions = [
  'created',
  'edited',
  'scheduled',
  'published',
  'unpublished',
  'withdrawn',
  'corrected',
  'restored',
  'recorded',
] as const
export type RevisionAction = (typeof revisionActions)[number]

export type CreditNameKind = 'creator' | 'organization'

/** A block of an article's body as it is stored; the wire contract of its types is the articles' schema. */
export type StoredBlock = { type: string } & Record<string, unknown>

/** Everything that can be told; a public contract. */
export const changeTypes = [
  'article.published',
  'article.updated',
  'article.corrected',
  'article.unpublished',
  'article.withdrawn',
  'article.deleted',
  'mediaCredit.created',
  'mediaCredit.updated',
  'mediaCredit.deleted',
  'quote.created',
  'quote.updated',
  'quote.deleted',
  'speaker.updated',
  'comment.published',
  'comment.removed',
] as const
export type ChangeType = (typeof changeTypes)[number]

export const changedResources = ['article', 'mediaCredit', 'quote', 'speaker', 'comment'] as const
export type ChangedResource = (typeof changedResources)[number]

export type WebhookStatus = 'active' | 'disabled'
/** Who switched a webhook off: its owner, its receiver by 410, or the days for which it took nothing. */
export type DisabledReason = 'owner' | 'gone' | 'failing'
export type DeliveryStatus = 'pending' | 'delivered' | 'failed'
