import { and, desc, eq, lt, type SQL } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { hasTerms, type SearchTerms } from '../db/search.ts'
import type { Position } from '../http/cursor.ts'
import { scoreOf } from './relevance.ts'

/**
 * Documents weighed against each other. To rank every hit of a common word would take a second; so the newest hits are ranked
 * first, then as many older ones, and so on: what is found is complete, and a page costs the same everywhere.
 */
const block = 200

interface Ranked {
  /** The article. */
  id: string
  position: [start: number, score: number, document: number]
}

/** Articles in the order of their relevance. */
export function relevanceReads(db: Database) {
  const { articles, searchDocuments: documents } = db.tables

  const blockBelow = (start: number | undefined, where: SQL[], terms: SearchTerms) =>
    db.read
      .select({ id: articles.id, document: documents.id, title: documents.title, words: documents.words })
      .from(documents)
      .innerJoin(articles, eq(articles.id, documents.articleId))
      .where(
        and(
          eq(documents.resource, 'article'),
          hasTerms(db, terms),
          start === undefined ? undefined : lt(documents.id, start),
          ...where,
        ),
      )
      .orderBy(desc(documents.id))
      .limit(block)

  return {
    /** So many articles that meet the conditions, behind a position; each with its own. */
    async rank(
      terms: SearchTerms,
      { where, limit, after }: { where: SQL[]; limit: number; after: Position | undefined },
    ): Promise<Ranked[]> {
      const found: Ranked[] = []
      let start = after === undefined ? undefined : Number(after[0])
      for (let beyond = after; found.length < limit; beyond = undefined) {
        const rows = await blockBelow(start, where, terms)
        const first = rows[0]?.document
        const last = rows.at(-1)?.document
        if (first === undefined || last === undefined) break
        // The block keeps its upper end for the pages to come, whatever is written meanwhile.
        const end = start ?? first + 1
        const ranked = rows
          .map((row): Ranked => ({ id: row.id, position: [end, scoreOf(terms.wanted, row), row.document] }))
          .sort((a, b) => compare(a.position, b.position))
        found.push(...ranked.filter(({ position }) => beyond === undefined || compare(position, beyond) > 0))
        if (rows.length < block) break
        start = last
      }
      return found.slice(0, limit)
    },
  }
}

/** The better, and of two alike the newer, comes first. */
const compare = ([, a, newA]: Position, [, b, newB]: Position): number =>
  Number(b) - Number(a) || Number(newB) - Number(newA)
