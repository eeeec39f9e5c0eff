import { and, desc, eq } from 'drizzle-orm'
import type { Database } from '../db/database.ts'

/** What an article was imported from in a format, whole, as the import read it; undefined for one that was not. */
export type FindSource = (articleId: string, format: string) => Promise<unknown>

export function findSourceIn(db: Database): FindSource {
  const { articleSources } = db.tables
  return async (articleId, format) => {
    const [row] = await db.read
      .select({ extensions: articleSources.extensions })
      .from(articleSources)
      .where(and(eq(articleSources.articleId, articleId), eq(articleSources.format, format)))
      .orderBy(desc(articleSources.importedAt), desc(articleSources.identity))
      .limit(1)
    return row?.extensions ?? undefined
  }
}
