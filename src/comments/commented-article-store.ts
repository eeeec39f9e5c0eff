import { eq, sql } from 'drizzle-orm'
import { deciding, isVisibleArticle, readerFor } from '../articles/published.ts'
import type { ArticleStore } from '../articles/store.ts'
import type { Database } from '../db/database.ts'
import { type Actor, anonymous } from '../http/actor.ts'
import { isUuid } from '../http/formats.ts'
import type { Submission } from './submission.ts'

/** The article that a comment is left on, as far as the rules need it. */
export type CommentedArticle = Submission['article']

interface Deps {
  articles: Pick<ArticleStore, 'findRow'>
  now: () => Date
}

/**
 * Finds the article behind an id or a slug, without its text. Whoever posts, a comment goes where readers are: drafts have none,
 * for nobody; and a partner posts where it may read as well. Throws as `ArticleStore.findRow` does.
 */
export function commentedArticles(
  db: Database,
  deps: Deps,
): (ref: string, actor: Actor) => Promise<CommentedArticle> {
  const { articles } = db.tables
  const { slug, commentsOpen, commentSettings } = articles
  const columns = { ...deciding(db.tables), slug, commentsOpen, commentSettings }
  const ref = sql.placeholder('ref')
  const byId = db.prepare('commented_by_id', (read) =>
    read.select(columns).from(articles).where(eq(articles.id, ref)),
  )
  const bySlug = db.prepare('commented_by_slug', (read) =>
    read.select(columns).from(articles).where(eq(slug, ref)),
  )
  return async (ref, actor) => {
    const asReader = { actor: anonymous, now: deps.now() }
    const asCaller = { ...asReader, actor: readerFor(actor) }
    const [row] = await (isUuid(ref) ? byId({ ref }) : bySlug({ ref }))
    if (row !== undefined && isVisibleArticle(row, asReader) && isVisibleArticle(row, asCaller)) return row
    // What stands in its place is said there.
    const seen = await deps.articles.findRow(ref, asReader)
    await deps.articles.findRow(ref, asCaller)
    return seen
  }
}
