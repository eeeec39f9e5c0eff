// Full-text search over `searchDocuments`, where the engines differ. Nothing a caller wrote reaches an engine's query language: a
// query is lists of folded words, letters and digits only, and becomes FTS5's or tsquery's syntax here.

import { count, type SQL, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import type { SearchedResource } from './schema.values.ts'

/** Words that stand side by side; one alone, mostly. */
export type SearchPhrase = readonly string[]

export interface SearchTerms {
  /** All of these occur. */
  wanted: readonly SearchPhrase[]
  /** None of these does. */
  excluded: readonly SearchPhrase[]
}

/** The condition that a document has the terms; there is at least one wanted. */
export function hasTerms({ engine, tables }: Database, terms: SearchTerms): SQL {
  if (engine === 'postgres') return sql`"searchDocuments"."vector" @@ ${toTsquery(terms)}::tsquery`
  const { id } = tables.searchDocuments
  return sql`${id} in (select rowid from "searchIndex" where "searchIndex" match ${toFts5(terms)})`
}

/** The same condition, asked of one document after another: for whoever walks the documents in another order. */
export function hasTermsEach(db: Database, terms: SearchTerms): SQL {
  if (db.engine === 'postgres') return hasTerms(db, terms)
  const { id } = db.tables.searchDocuments
  return sql`exists (select 1 from "searchIndex" where "searchIndex" match ${toFts5(terms)} and rowid = ${id})`
}

/**
 * Whether more than so many documents of a resource have the terms. SQLite plans without knowing, and would list every hit of a common
 * word before it gives the first; PostgreSQL keeps statistics and needs not be told: nothing is common there.
 */
export async function isCommon(
  { engine, read }: Database,
  { terms, resource, most }: { terms: SearchTerms; resource: SearchedResource; most: number },
): Promise<boolean> {
  if (engine === 'postgres') return false
  const hits = sql`(select 1 from "searchIndex" join "searchDocuments" on "searchDocuments"."id" = "searchIndex".rowid
    where "searchIndex" match ${toFts5(terms)} and "searchDocuments"."resource" = ${resource} limit ${most + 1})`
  const [row] = await read.select({ count: count() }).from(hits)
  return (row?.count ?? 0) > most
}

/** https://sqlite.org/fts5.html, section 3: a quoted string of several words is a phrase. */
const toFts5 = ({ wanted, excluded }: SearchTerms): string => {
  const quoted = (phrase: SearchPhrase) => `"${phrase.join(' ')}"`
  return [wanted.map(quoted).join(' AND '), ...excluded.map(quoted)].join(' NOT ')
}

/** https://www.postgresql.org/docs/current/datatype-textsearch.html: `<->` is "followed by". */
const toTsquery = ({ wanted, excluded }: SearchTerms): string => {
  const phraseOf = (phrase: SearchPhrase) => `(${phrase.map((word) => `'${word}'`).join(' <-> ')})`
  return [...wanted.map(phraseOf), ...excluded.map((phrase) => `!${phraseOf(phrase)}`)].join(' & ')
}
