import { eq, sql } from 'drizzle-orm'
import type { Queries } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'

/** What the counts above a comment need of the articles below this slice. */
export interface ArticleCounter {
  addToCommentCount(tx: Queries, articleId: string, difference: number): Promise<void>
}

/**
 * Keeps every count above a comment: of its parent, of all ancestors and of its article. Counts change only by the
 * difference between seen before and seen after, in the transaction that makes it, so they can neither drift nor fall
 * below zero. Rows are locked from the comment upward, always, so that writers side by side cannot block each other.
 */
export const commentCounts = ({ comments }: Tables, articles: ArticleCounter) => ({
  async add(
    tx: Queries,
    comment: { articleId: string; parentId: string | null },
    difference: number,
  ): Promise<void> {
    if (difference === 0) return
    let direct = difference
    for (let above = comment.parentId; above !== null; ) {
      const [ancestor] = await tx
        .update(comments)
        .set({
          replyCount: sql`${comments.replyCount} + ${direct}`,
          descendantCount: sql`${comments.descendantCount} + ${difference}`,
        })
        .where(eq(comments.id, above))
        .returning({ parentId: comments.parentId })
      above = ancestor?.parentId ?? null
      direct = 0
    }
    await articles.addToCommentCount(tx, comment.articleId, difference)
  },
})
