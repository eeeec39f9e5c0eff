import { eq, sql } from 'drizzle-orm'
import { isPublicArticle } from '../articles/published.ts'
import type { Database, Queries } from '../db/database.ts'
import { appendChange, appendChanges } from '../db/outbox.ts'
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
export function commentAnnouncer(db: Database): (tx: Queries, announced: Announced) => Promise<void> {
  const { articles } = db.tables
  const { status, embargoUntil, expiresAt } = articles
  const article = db.prepareWrite('comment_article', (tx) =>
    tx
      .select({ status, embargoUntil, expiresAt })
      .from(articles)
      .where(eq(articles.id, sql.placeholder('articleId'))),
  )
  const append = appendChange(db)
  return async (tx, { type, comment: { id, articleId, version }, at }) => {
    const [found] = await article(tx, { articleId })
    if (found === undefined || !isPublicArticle(found, at)) return
    await append(tx, { type, resource: 'comment', resourceId: id, articleId, version, at })
  }
}

/** The same of several comments of one article. */
export async function announceComments(
  tx: Queries,
  tables: Tables,
  {
    type,
    articleId,
    comments,
    at,
  }: Pick<Announced, 'type' | 'at'> & {
    articleId: string
    comments: readonly { id: string; version: number }[]
  },
): Promise<void> {
  if (comments.length === 0) return
  const { articles } = tables
  const { status, embargoUntil, expiresAt } = articles
  const [article] = await tx
    .select({ status, embargoUntil, expiresAt })
    .from(articles)
    .where(eq(articles.id, articleId))
  if (article === undefined || !isPublicArticle(article, at)) return
  const toChange = ({ id: resourceId, version }: { id: string; version: number }) =>
    ({ type, resource: 'comment', resourceId, articleId, version, at }) as const
  await appendChanges(tx, tables, comments.map(toChange))
}
