import { eq } from 'drizzle-orm'
import { isPublicArticle } from '../articles/published.ts'
import type { Queries } from '../db/database.ts'
import { appendChanges } from '../db/outbox.ts'
import type { Tables } from '../db/schema.ts'

interface Announced {
  type: 'comment.published' | 'comment.removed'
  comment: { id: string; articleId: string; version: number }
  at: Date
}

/**
 * Tells of a comment that readers see from now on, or no longer; of one under an article they cannot see, nothing.
 * The transaction holds the article's row: it has counted the comment, or called `holdArticle`.
 */
export async function announceComment(
  tx: Queries,
  tables: Tables,
  { type, comment, at }: Announced,
): Promise<void> {
  const { articles } = tables
  const { status, embargoUntil } = articles
  const [article] = await tx
    .select({ status, embargoUntil })
    .from(articles)
    .where(eq(articles.id, comment.articleId))
  if (article === undefined || !isPublicArticle(article, at)) return
  const { id: resourceId, articleId, version } = comment
  await appendChanges(tx, tables, [{ type, resource: 'comment', resourceId, articleId, version, at }])
}
