// Rows become the wire's comments here and nowhere else; a new column shows only when it is written here.

import { type Addresses, pageOf } from '../articles/wire.ts'
import type { Tables } from '../db/schema.ts'
import type { ModerationLogEntry } from './decision-schema.ts'
import type { ModeratedComment } from './moderated-schema.ts'
import { isSeen } from './rules.ts'
import type { Comment, OwnComment, PostedComment } from './schema.ts'

type CommentRow = Tables['comments']['$inferSelect']

/** The columns that readers' queries take, with the slug that a permalink needs. */
export type PublicRow = Pick<
  CommentRow,
  | 'id'
  | 'articleId'
  | 'parentId'
  | 'inReplyTo'
  | 'rootId'
  | 'depth'
  | 'status'
  | 'authorName'
  | 'authorUrl'
  | 'avatarSeed'
  | 'isStaff'
  | 'isVerified'
  | 'bodyHtml'
  | 'bodyText'
  | 'createdAt'
  | 'editedAt'
  | 'replyCount'
  | 'descendantCount'
  | 'upCount'
  | 'downCount'
  | 'pinned'
> & { articleSlug: string }

/** A comment as readers see it: a tombstone, without body and author, where it is not published. */
export function toComment(row: PublicRow, addresses: Addresses): Comment {
  const shown = isSeen(row.status)
  return {
    ...placeAndCounts(row, addresses),
    state: stateOf(row),
    author: shown ? toAuthor(row) : null,
    body: shown ? { html: row.bodyHtml, text: row.bodyText } : null,
    pinned: shown && row.pinned,
  }
}

const placeAndCounts = (row: PublicRow, addresses: Addresses) => ({
  id: row.id,
  articleId: row.articleId,
  parentId: row.parentId,
  inReplyTo: row.inReplyTo,
  rootId: row.rootId,
  depth: row.depth,
  createdAt: row.createdAt.toISOString(),
  editedAt: row.editedAt?.toISOString() ?? null,
  replyCount: row.replyCount,
  descendantCount: row.descendantCount,
  reactions: { up: row.upCount, down: row.downCount },
  permalink: permalinkOf(row, addresses),
})

/** Where readers find it: the article's page, at the comment. */
export const permalinkOf = (row: PublicRow, addresses: Addresses): string =>
  `${pageOf({ id: row.articleId, slug: row.articleSlug }, addresses)}#comment-${row.id}`

const stateOf = ({ status }: PublicRow): Comment['state'] =>
  isSeen(status) ? 'published' : status === 'deleted' ? 'deleted' : 'removed'

const toAuthor = (row: PublicRow) => ({
  name: row.authorName,
  url: row.authorUrl,
  avatarSeed: row.avatarSeed,
  isStaff: row.isStaff,
  isVerified: row.isVerified,
})

type OwnRow = PublicRow & { bodyRaw: string }

/** A comment as its author sees it; one judged spam waits, as far as its author is told. */
export function toOwn(row: OwnRow, addresses: Addresses, editableUntil: Date): OwnComment {
  const moderation = isSeen(row.status) ? 'published' : 'pending'
  return {
    ...placeAndCounts(row, addresses),
    state: moderation,
    author: toAuthor(row),
    body: { html: row.bodyHtml, text: row.bodyText, raw: row.bodyRaw },
    pinned: row.pinned,
    moderation,
    editableUntil: editableUntil.toISOString(),
  }
}

/** The same with the secret that is told this once. */
export const toPosted = (
  row: OwnRow,
  { addresses, editToken, editableUntil }: { addresses: Addresses; editToken: string; editableUntil: Date },
): PostedComment => ({ ...toOwn(row, addresses, editableUntil), editToken })

/** What moderators see beyond the public columns. */
export type ModerationRow = PublicRow &
  Pick<
    CommentRow,
    | 'bodyRaw'
    | 'previousStatus'
    | 'version'
    | 'heldReasons'
    | 'reviewedAt'
    | 'reviewedBy'
    | 'reportCount'
    | 'spam'
  > & {
    email: string | null
    ipPrefix: string | null
    ipHash: string | null
    userAgent: string | null
    referrer: string | null
    /** Where an imported comment came from; null for one that was posted here. */
    system: string | null
    externalId: string | null
  }

/** What happened to a comment, each list oldest first. */
export interface History {
  log: readonly Tables['commentLog']['$inferSelect'][]
  revisions: readonly Tables['commentRevisions']['$inferSelect'][]
  reports: readonly Tables['commentReports']['$inferSelect'][]
}

export function toModerated(
  row: ModerationRow,
  { log, revisions, reports }: History,
  addresses: Addresses,
): ModeratedComment {
  const kept = row.status !== 'deleted'
  return {
    ...placeAndCounts(row, addresses),
    state: stateOf(row),
    author: kept ? toAuthor(row) : null,
    body: kept ? { html: row.bodyHtml, text: row.bodyText, raw: row.bodyRaw } : null,
    pinned: row.pinned,
    status: row.status,
    previousStatus: row.previousStatus,
    version: row.version,
    heldReasons: row.heldReasons,
    reviewedAt: row.reviewedAt?.toISOString() ?? null,
    reviewedBy: row.reviewedBy,
    spam: row.spam,
    authorEmail: row.email,
    ipPrefix: row.ipPrefix,
    ipHash: row.ipHash,
    userAgent: row.userAgent,
    referrer: row.referrer,
    source: { kind: row.system === null ? 'api' : 'import', system: row.system, externalId: row.externalId },
    reportCount: row.reportCount,
    reports: reports.map(({ reason, at }) => ({ reason, at: at.toISOString() })),
    revisions: revisions.map(({ version, raw, at, authorName }) => ({
      version,
      raw,
      at: at.toISOString(),
      by: authorName,
    })),
    log: log.map(toLogEntry),
  }
}

const toLogEntry = (entry: Tables['commentLog']['$inferSelect']): ModeratedComment['log'][number] => ({
  at: entry.at.toISOString(),
  actor: entry.actor,
  action: entry.action,
  from: entry.fromStatus,
  to: entry.toStatus,
  // Only what the schema of a decision lets through is stored.
  reasonCode: entry.reasonCode as ModeratedComment['log'][number]['reasonCode'],
  note: entry.note,
})

/** An entry of the log of everything, which outlives its comment. */
export const toModerationLogEntry = (entry: Tables['commentLog']['$inferSelect']): ModerationLogEntry => ({
  id: entry.id,
  commentId: entry.commentId,
  ...toLogEntry(entry),
})
