import { eq, sql } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'

/** What the counts above a comment need of the articles below this slice. */
export interface ArticleCounter {
  addToCommentCount(tx: Queries, articleId: string, difference: number): Promise<void>
}

/**
 * Keeps every count above a comment: of its parent, of all ancestors and of its article. Counts change only by the
 * difference between seen before and seen after, in the transaction that makes it, so they can neither drift nor fall
 * below zero. Rows are locked from the comment upward, always, so that writers side by side cannot block each other.
 */
export function commentCounts(db: Database, articles: ArticleCounter) {
  const { comments } = db.tables
  const addAbove = db.prepareWrite('comment_count_above', (tx) =>
    tx
      .update(comments)
      .set({
        replyCount: sql`${comments.replyCount} + ${sql.placeholder('direct')}`,
        descendantCount: sql`${comments.descendantCount} + ${sql.placeholder('difference')}`,
      })
      .where(eq(comments.id, sql.placeholder('above')))
      .returning({ parentId: comments.parentId }),
  )

  return {
    async add(
      tx: Queries,
      comment: { articleId: string; parentId: string | null },
      difference: number,
    ): Promise<void> {
      if (difference === 0) return
      let direct = difference
      for (let above = comment.parentId; above !== null; ) {
        const [ancestor] = await addAbove(tx, { above, direct, difference })
        above = ancestor?.parentId ?? null
        direct = 0
      }
      await articles.addToCommentCount(tx, comment.articleId, difference)
    },
  }
}
