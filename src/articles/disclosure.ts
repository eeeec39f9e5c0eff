// What the change log tells readers of an article, and remembers to have told; pure. Readers are told of what they can see: a
// story under embargo is not announced before its instant, and one that leaves their sight is said to have left.

import type { ChangeType, Tables } from '../db/schema.ts'
import { isOver, isPublicArticle } from './published.ts'

type Row = Pick<
  Tables['articles']['$inferSelect'],
  'status' | 'embargoUntil' | 'expiresAt' | 'announced' | 'shownAt'
>

/**
 * Whether readers saw it: an embargo ends by the clock, a moment before anyone has announced it, and what was out then was seen even
 * if its time was over a moment later.
 */
export const wasSeen = (before: Row, at: Date): boolean =>
  before.announced || isPublicArticle({ ...before, expiresAt: null }, at)

/** The columns that remember, for a row as it is written at this instant. */
export function disclosureOf(
  before: Row,
  after: Pick<Row, 'status' | 'embargoUntil' | 'expiresAt'>,
  at: Date,
) {
  const announced = isPublicArticle(after, at)
  return { announced, shownAt: before.shownAt ?? (announced || wasSeen(before, at) ? at : null) }
}

/** What is told of a change of an article, and whether only to those who have articles before their release. */
export interface ToldChange {
  type: ChangeType | undefined
  isEmbargoed?: boolean
}

/** The change to tell, if there is anybody who was or is shown the article. `what` is it for those who were. */
export function toldChange(
  before: Row,
  after: Row,
  options: { at: Date; what?: 'updated' | 'corrected' },
): ToldChange {
  const type = toldToReaders(before, after, options)
  return type === undefined ? { type: toldUnderEmbargo(before, after, options), isEmbargoed: true } : { type }
}

/** The change that it is deleted. Where a story was withdrawn, readers saw a tombstone, and no longer see that. */
export function toldRemoval(row: Row, at: Date): ToldChange {
  const isTombstone = row.status === 'withdrawn' && row.shownAt !== null
  if (wasSeen(row, at) || isTombstone) return { type: 'article.deleted' }
  return { type: row.status === 'published' ? 'article.deleted' : undefined, isEmbargoed: true }
}

/** Whatever is published is shown to those who need not wait for its release. */
function toldUnderEmbargo(
  before: Row,
  after: Row,
  { at, what = 'updated' }: { at: Date; what?: 'updated' | 'corrected' },
): ChangeType | undefined {
  const wasShown = before.status === 'published'
  if (after.status === 'published' && !isOver(after, at))
    return wasShown ? `article.${what}` : 'article.published'
  return wasShown ? 'article.unpublished' : undefined
}

function toldToReaders(
  before: Row,
  after: Row,
  { at, what = 'updated' }: { at: Date; what?: 'updated' | 'corrected' },
): ChangeType | undefined {
  if (after.announced) return before.announced ? `article.${what}` : 'article.published'
  // Whoever was ever shown the story may still hold a copy: that it was killed is told even where it was taken back before.
  if (after.status === 'withdrawn' && before.status !== 'withdrawn' && after.shownAt !== null)
    return 'article.withdrawn'
  return wasSeen(before, at) ? 'article.unpublished' : undefined
}
