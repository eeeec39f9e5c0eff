import { and, eq, sql } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import { commentChanges } from './change-store.ts'
import type { ArticleCounter } from './count-store.ts'
import type { CommentReport } from './moderated-schema.ts'
import { openComments, type ReaderDeps } from './open-comment-store.ts'
import { noSuchComment } from './read-store.ts'
import type { Reader } from './reader.ts'

export type ReportStore = ReturnType<typeof reportStore>

/** What readers report. Enough of them hold a comment that no moderator has seen; none moves one that a moderator approved. */
export function reportStore(db: Database, deps: ReaderDeps & { articles: ArticleCounter }) {
  const { tables } = db
  const { comments, commentReports } = tables
  const open = openComments(db, deps)
  const changes = commentChanges(db, deps.articles)

  /** The row is held by this transaction, so nobody else is faster. */
  async function hold(tx: Queries, row: Tables['comments']['$inferSelect']): Promise<void> {
    const at = deps.now()
    const after = await changes.write(tx, row, {
      status: 'pending',
      statusAt: at,
      previousStatus: row.status,
      pinned: false,
      heldReasons: [...new Set([...row.heldReasons, 'reports'])],
    })
    if (after === undefined) throw noSuchComment()
    await changes.record(tx, { before: row, after, at }, { actor: 'system', action: 'hold' })
  }

  return {
    /** Takes a reader's report; of several of one reader, the first counts. Throws `not_found`. */
    async report(id: string, { reason, reader }: { reason: string; reader: Reader }): Promise<CommentReport> {
      const { readerKey, settings } = await open.find(id, reader)
      const at = deps.now()
      await db.write(async (tx) => {
        const [isNew] = await tx
          .insert(commentReports)
          .values({ commentId: id, readerKey, reason, at })
          .onConflictDoNothing()
          .returning({ commentId: commentReports.commentId })
        if (isNew === undefined) return
        // Locks the row to the end, so that of many at once one is the last that was missing.
        const [row] = await tx
          .update(comments)
          .set({ reportCount: sql`${comments.reportCount} + 1` })
          .where(and(eq(comments.id, id), eq(comments.status, 'published')))
          .returning()
        if (row === undefined) throw noSuchComment()
        const { reportThreshold } = settings
        const isEnough = reportThreshold > 0 && row.reportCount >= reportThreshold
        if (isEnough && row.reviewedAt === null) await hold(tx, row)
      })
      return { reason, at: at.toISOString() }
    },
  }
}
