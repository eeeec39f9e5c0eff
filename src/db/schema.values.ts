// The closed sets of values in the tables, and the shape of stored JSON.

export type ArticleStatus = 'draft' | 'inReview' | 'scheduled' | 'published' | 'unpublished' | 'withdrawn'
export type MediaRole = 'lead' | 'inline' | 'gallery'
export type CorrectionKind = 'correction' | 'clarification' | 'update' | 'editorsNote'
export type QuoteKind = 'direct' | 'mixed' | 'indirect'
export type QuoteOrigin = 'extracted' | 'editor'
export type QuoteState = 'anchored' | 'orphaned' | 'rejected'
export type CommentStatus = 'pending' | 'published' | 'rejected' | 'spam' | 'deleted'
export type ReactionKind = 'up' | 'down'
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
  'comment.published',
  'comment.removed',
] as const
export type ChangeType = (typeof changeTypes)[number]

export const changedResources = ['article', 'mediaCredit', 'quote', 'comment'] as const
export type ChangedResource = (typeof changedResources)[number]
