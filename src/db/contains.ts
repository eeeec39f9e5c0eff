// A text that stands within another, where the engines differ: SQLite's `lower` knows ASCII only, PostgreSQL's the letters of the
// database's language. The collation "C" knows no more than SQLite, so both find the same.

import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import type { Database } from './database.ts'

/** Whether a column holds the text as it stands, ASCII letters in either case; no index helps. */
export function contains({ engine }: Pick<Database, 'engine'>, column: AnyColumn, text: string): SQL {
  const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
  return engine === 'postgres'
    ? sql`lower(${column} collate "C") like lower(${pattern}::text collate "C") escape '\\'`
    : sql`lower(${column}) like lower(${pattern}) escape '\\'`
}
