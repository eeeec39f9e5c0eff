import { and, eq } from 'drizzle-orm'
import { holdArticle } from '../articles/hold-store.ts'
import type { Database, Queries } from '../db/database.ts'
import { markQuietChange } from '../db/quiet-changes.ts'
import type { Tables } from '../db/schema.ts'
import { AppError } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { changedSince } from '../http/conditional.ts'
import { newId } from '../ids.ts'
import { announceComment } from './announce-store.ts'
import { type ArticleCounter, commentCounts } from './count-store.ts'
import { noSuchComment } from './read-store.ts'
import { emptied, removeTraces } from './removal-store.ts'
import { isSeen, mostPinned, outcomeOf, seenDifference } from './rules.ts'
import type { CommentDecision } from './schema.ts'
import { spamCheckStore } from './spam-store.ts'

/** A decision, and who made it. */
export interface Decided {
  decision: CommentDecision
  actor: Actor
}

type Row = Tables['comments']['$inferSelect']

/** Carries out moderators' decisions, each in one transaction with its log, its counts and its announcement. */
export function commentDecisions(
  db: Database,
  { now, articles }: { now: () => Date; articles: ArticleCounter },
) {
  const { tables } = db
  const { comments, commentLog } = tables
  const counts = commentCounts(tables, articles)
  const spam = spamCheckStore(db, now)

  async function decide(tx: Queries, row: Row, { decision, actor }: Decided): Promise<Row> {
    const outcome = outcomeOf(decision.action, row)
    if (outcome === undefined) return row
    const at = now()
    const reviewer = actor.name ?? actor.keyId ?? 'system'
    const { status } = outcome
    const after = await updateRow(tx, row, {
      ...outcome,
      ...(status !== row.status && { previousStatus: row.status, statusAt: at }),
      reviewedAt: at,
      reviewedBy: reviewer,
      ...(status === 'deleted' && emptied),
    })
    if (status === 'deleted') await removeTraces(tx, tables, row.id)
    else if (status !== row.status) await spam.settle(tx, row.id, status)
    await tx.insert(commentLog).values({
      id: newId(),
      commentId: row.id,
      at,
      actor: reviewer,
      action: decision.action,
      fromStatus: row.status,
      toStatus: status,
      reasonCode: decision.reasonCode ?? null,
      note: decision.note ?? null,
    })
    await counts.add(tx, row, seenDifference(row.status, status))
    if (outcome.pinned && !row.pinned) await keepPinsFew(tx, row.articleId)
    if (!isSeen(row.status) && !isSeen(status)) {
      // Its tombstone may say something else now.
      await markQuietChange(tx, tables, at)
      return after
    }
    const type = isSeen(status) ? 'comment.published' : 'comment.removed'
    await announceComment(tx, tables, { type, comment: after, at })
    return after
  }

  /** The next version of a row, if it still is the one that was read. Throws `stale`. */
  async function updateRow(tx: Queries, row: Row, set: Partial<Row>): Promise<Row> {
    const [updated] = await tx
      .update(comments)
      .set({ ...set, version: row.version + 1 })
      .where(and(eq(comments.id, row.id), eq(comments.version, row.version)))
      .returning()
    if (updated === undefined) throw changedSince()
    return updated
  }

  /** Counted while the article is held, so that of two who pin at once one sees the other's. Throws `conflict`. */
  async function keepPinsFew(tx: Queries, articleId: string): Promise<void> {
    await holdArticle(tx, tables, eq(tables.articles.id, articleId))
    const pinned = await tx.$count(
      comments,
      and(eq(comments.articleId, articleId), eq(comments.pinned, true)),
    )
    if (pinned > mostPinned)
      throw new AppError('conflict', `${mostPinned} comments of this article are pinned; unpin one of them.`)
  }

  /**
   * Carries out a decision on the version it was made of, and gives the comment's row; where it is so already, nothing
   * changes. Throws `not_found`, `stale`, and `conflict` where the action does not lead on.
   */
  return (id: string, decided: Decided): Promise<Row> =>
    db.write(async (tx) => {
      const [row] = await tx.select().from(comments).where(eq(comments.id, id))
      if (row === undefined) throw noSuchComment()
      if (row.version !== decided.decision.version) throw changedSince(row.version)
      return decide(tx, row, decided)
    })
}
