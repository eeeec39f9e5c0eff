// What the change log tells readers of an article, and remembers to have told; pure. Readers are told of what they can see: a
// story under embargo is not announced before its instant, and one that leaves their sight is said to have left.

import type { ChangeType, Tables } from '../db/schema.ts'
import { isPublicArticle } from './published.ts'

type Row = Tables['articles']['$inferSelect']

/** The columns that remember, for a row as it is written at this instant. */
export function disclosureOf(row: Pick<Row, 'status' | 'embargoUntil' | 'shownAt'>, at: Date) {
  const announced = isPublicArticle(row, at)
  return { announced, shownAt: row.shownAt ?? (announced ? at : null) }
}

type Remembered = Pick<Row, 'status' | 'announced' | 'shownAt'>

/** The change to tell; undefined where readers neither were nor are told of the article. `what` is it for those who were. */
export function toldChange(
  before: Remembered,
  after: Remembered,
  what: 'updated' | 'corrected' = 'updated',
): ChangeType | undefined {
  if (after.announced) return before.announced ? `article.${what}` : 'article.published'
  // Whoever was ever shown the story may still hold a copy: that it was killed is told even where it was taken back before.
  if (after.status === 'withdrawn' && before.status !== 'withdrawn' && after.shownAt !== null)
    return 'article.withdrawn'
  return before.announced ? 'article.unpublished' : undefined
}
