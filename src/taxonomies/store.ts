import { and, asc, countDistinct, eq, exists, gt, inArray, isNotNull, max, type SQL, sql } from 'drizzle-orm'
import { publishedFor, type View } from '../articles/published.ts'
import type { Database } from '../db/database.ts'
import type { Cursors } from '../http/cursor.ts'
import type { Page } from '../http/schema.ts'
import type { Term, TermListQuery } from './schema.ts'

export type TaxonomyName = 'sections' | 'tags' | 'authors'
export type TaxonomyStore = ReturnType<typeof taxonomyStore>

/**
 * Sections, tags and authors of what readers see. They are ordered by name and by nothing else: an index has the names, but
 * counts depend on the clock, since embargoes end, and so on no index.
 */
export function taxonomyStore({ tables, read }: Database, cursors: Cursors) {
  const { articles, articleTags, articleAuthors } = tables

  const ofNames = (names: typeof articleTags | typeof articleAuthors) => ({
    table: names,
    key: names.nameKey,
    articleId: names.articleId,
    name: names.name,
    // Not a join: the index of names is to be walked in order, and left when the page is full.
    isSeen: (view: View) =>
      exists(
        read
          .select({ one: sql`1` })
          .from(articles)
          .where(and(eq(articles.id, names.articleId), publishedFor(tables, view))),
      ),
  })

  const taxonomies = {
    sections: {
      table: articles,
      key: articles.sectionKey,
      articleId: articles.id,
      name: articles.section,
      isSeen: (view: View) => and(isNotNull(articles.sectionKey), publishedFor(tables, view)),
    },
    tags: ofNames(articleTags),
    authors: ofNames(articleAuthors),
  }
  type Taxonomy = (typeof taxonomies)[TaxonomyName]

  /** How each key is spelled in the article that was named for it. */
  async function spellings({ table, key, articleId, name }: Taxonomy, newest: { id: string | null }[]) {
    if (newest.length === 0) return new Map<string | null, string | null>()
    const ids = newest.flatMap(({ id }) => id ?? [])
    const rows = await read.select({ key, name, articleId }).from(table).where(inArray(articleId, ids))
    return new Map(rows.map((row) => [`${row.key} ${row.articleId}`, row.name]))
  }

  async function countOf({ table, key }: Taxonomy, condition: SQL | undefined): Promise<number> {
    const [row] = await read
      .select({ total: countDistinct(key) })
      .from(table)
      .where(condition)
    return row?.total ?? 0
  }

  return {
    /** A page of names with their counts of published articles. Throws `invalid` for a cursor of another list. */
    async list(
      name: TaxonomyName,
      { limit = 20, cursor, count }: TermListQuery,
      view: View,
    ): Promise<{ data: Term[]; page: Page }> {
      const taxonomy = taxonomies[name]
      const { table, key, articleId, isSeen } = taxonomy
      const after = cursor === undefined ? undefined : String(cursors.read(name, cursor)[0])
      const rows = await read
        .select({ key, id: max(articleId), articleCount: countDistinct(articleId) })
        .from(table)
        .where(and(isSeen(view), after === undefined ? undefined : gt(key, after)))
        .groupBy(key)
        .orderBy(asc(key))
        .limit(limit + 1)
      const shown = rows.slice(0, limit)
      const named = await spellings(taxonomy, shown)
      const last = rows.length > limit ? shown.at(-1) : undefined
      const total = count === 'exact' ? { total: await countOf(taxonomy, isSeen(view)) } : {}
      return {
        data: shown.map(({ key, id, articleCount }) => ({
          name: named.get(`${key} ${id}`) ?? key ?? '',
          articleCount,
        })),
        page: { limit, next: last === undefined ? null : cursors.write(name, [last.key]), ...total },
      }
    },
  }
}
