import { and, eq } from 'drizzle-orm'
import { holdArticle } from '../articles/hold-store.ts'
import type { Database, Queries } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import { AppError } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { changedSince } from '../http/conditional.ts'
import { commentChanges } from './change-store.ts'
import type { ArticleCounter } from './count-store.ts'
import type { CommentDecision } from './moderated-schema.ts'
import { noSuchComment } from './read-store.ts'
import { emptied, removeTraces } from './removal-store.ts'
import { mostPinned, outcomeOf } from './rules.ts'
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
  const { comments } = tables
  const changes = commentChanges(db, articles)
  const spam = spamCheckStore(db, now)

  async function decide(tx: Queries, row: Row, { decision, actor }: Decided): Promise<Row> {
    const outcome = outcomeOf(decision.action, row)
    if (outcome === undefined) return row
    const at = now()
    const reviewer = actor.name ?? actor.keyId ?? 'system'
    const { status } = outcome
    const after = await changes.write(tx, row, {
      ...outcome,
      ...(status !== row.status && { previousStatus: row.status, statusAt: at }),
      reviewedAt: at,
      reviewedBy: reviewer,
      ...(status === 'deleted' && emptied),
    })
    if (after === undefined) throw changedSince()
    if (status === 'deleted') await removeTraces(tx, tables, row.id)
    else if (status !== row.status) await spam.settle(tx, row.id, status)
    if (outcome.pinned && !row.pinned) await keepPinsFew(tx, row.articleId)
    const { action, reasonCode, note } = decision
    await changes.record(tx, { before: row, after, at }, { actor: reviewer, action, reasonCode, note })
    return after
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
