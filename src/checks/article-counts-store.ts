import { asc, eq, gt, type SQL, sql } from 'drizzle-orm'
import { holdArticle } from '../articles/hold-store.ts'
import type { Database, Queries } from '../db/database.ts'
import { markQuietChange } from '../db/quiet-changes.ts'
import type { Derived, Difference } from './derived.ts'

const window = 200

/** How many comments readers find under each article. */
export function articleCountChecks(db: Database, now: () => Date): Derived {
  const { tables } = db
  const { articles, comments } = tables
  /** As text: columns would lose the names of their tables in the list of what is selected. */
  const made = sql`(select count(*) from ${comments} where "comments"."articleId" = "articles"."id" and "comments"."status" = 'published')`

  const read = (queries: Queries, condition: SQL | undefined) =>
    queries
      .select({ id: articles.id, stored: articles.commentCount, made: made.mapWith(Number) })
      .from(articles)
      .where(condition)
      .orderBy(asc(articles.id))
      .limit(window)

  return {
    what: 'counts of articles',

    async look(after) {
      const rows = await read(db.read, after === undefined ? undefined : gt(articles.id, after))
      const suspects = rows.filter((row) => row.stored !== row.made).map(({ id }) => id)
      return { suspects, next: rows.length < window ? undefined : rows.at(-1)?.id }
    },

    settle: (id, mend) =>
      db.write(async (tx): Promise<Difference[]> => {
        await holdArticle(tx, tables, eq(articles.id, id))
        const [row] = await read(tx, eq(articles.id, id))
        if (row === undefined || row.stored === row.made) return []
        if (mend) {
          await tx.update(articles).set({ commentCount: row.made }).where(eq(articles.id, id))
          await markQuietChange(tx, tables, now())
        }
        return [{ what: 'article.commentCount', id, stored: row.stored, expected: row.made }]
      }),
  }
}
