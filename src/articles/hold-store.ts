import { type SQL, sql } from 'drizzle-orm'
import type { Queries } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'

/**
 * The article that meets the condition, if there is one, held to the end of the transaction by a write that changes
 * nothing: what hangs on an article is ordered and placed by one writer at a time, on both engines.
 */
export async function holdArticle(
  tx: Queries,
  { articles }: Tables,
  condition: SQL,
): Promise<Tables['articles']['$inferSelect'] | undefined> {
  const [row] = await tx
    .update(articles)
    .set({ version: sql`${articles.version}` })
    .where(condition)
    .returning()
  return row
}
