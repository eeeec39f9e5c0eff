import { asc, eq, gt } from 'drizzle-orm'
import { holdArticle } from '../articles/hold-store.ts'
import { searchStore } from '../articles/search-store.ts'
import type { Database } from '../db/database.ts'
import { markQuietChange } from '../db/quiet-changes.ts'
import type { Derived } from './derived.ts'

const window = 20

/** What articles, their credits and their quotes are found by. */
export function searchChecks(db: Database, now: () => Date): Derived {
  const { tables } = db
  const { articles } = tables
  const search = searchStore(db)

  return {
    what: 'what is searched',

    async look(after) {
      const rows = await db.read
        .select({ id: articles.id })
        .from(articles)
        .where(after === undefined ? undefined : gt(articles.id, after))
        .orderBy(asc(articles.id))
        .limit(window)
      const suspects = []
      for (const { id } of rows) if ((await search.stale(db.read, id)).length > 0) suspects.push(id)
      return { suspects, next: rows.length < window ? undefined : rows.at(-1)?.id }
    },

    settle: (id, mend) =>
      db.write(async (tx) => {
        await holdArticle(tx, tables, eq(articles.id, id))
        const stale = await search.stale(tx, id)
        if (mend && stale.length > 0) {
          await search.refresh(tx, id)
          await markQuietChange(tx, tables, now())
        }
        return stale.map(({ resource, resourceId, how }) => ({
          what: `${resource}.search`,
          id: resourceId,
          stored: how,
          expected: how === 'left over' ? 'nothing' : 'its words',
        }))
      }),
  }
}
