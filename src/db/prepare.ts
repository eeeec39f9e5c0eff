// Hides how the two drivers prepare: SQLite compiles a statement and runs it synchronously; PostgreSQL parses a named one on
// each connection of the pool at its first use there.

import { type Column, inArray, type SQL, sql } from 'drizzle-orm'
import { chunks } from './chunks.ts'
import type { Database, Preparable, Queries } from './database.ts'

/** `Database.prepare` on these builders. Building waits for the first call, so that making a store costs nothing. */
export const prepareWith = (read: Queries): Database['prepare'] => {
  return (name, build) => {
    const prepare = () => build(read).prepare(name)
    let prepared: ReturnType<typeof prepare> | undefined
    return async (values) => {
      prepared ??= prepare()
      return prepared.execute(values)
    }
  }
}

/** A database whose reads are those of a transaction: code that reads what is committed then reads what is about to be. */
export const within = (db: Database, tx: Queries): Database => ({ ...db, read: tx, prepare: prepareWith(tx) })

/**
 * A placeholder for a value of this column, by name: it is encoded as the column encodes, which a bare
 * `sql.placeholder` leaves out, so that instants, booleans and JSON work on both engines.
 */
export const placeholder = (column: Column, name: string) => sql.param(sql.placeholder(name), column)

/** Ids in one statement: pages are mostly of one, of a few, of twenty or of a hundred. */
const sizes = [1, 5, 20, 100] as const

/**
 * A query over the rows of some ids, built once for each of a few sizes: a list is filled up with its last id, which finds nothing
 * twice, and a longer one is read in portions. Rows of one id come together, in the order of the query. Throws as `read` does.
 */
export function prepareAmong<Row>(
  db: Pick<Database, 'prepare'>,
  name: string,
  build: (read: Queries, isAmong: (column: Column) => SQL) => Preparable<Row[]>,
): (ids: readonly string[]) => Promise<Row[]> {
  const prepared = sizes.map((size) => {
    const names = Array.from({ length: size }, (_, i) => sql.placeholder(`id${i}`))
    return db.prepare(`${name}_${size}`, (read) => build(read, (column) => inArray(column, names)))
  })
  return async (ids) => {
    const rows: Row[] = []
    for (const portion of chunks(ids, 100)) {
      const at = sizes.findIndex((size) => size >= portion.length)
      const values = Array.from({ length: sizes[at] ?? 0 }, (_, i) => [
        `id${i}`,
        portion[i] ?? portion.at(-1),
      ])
      rows.push(...((await prepared[at]?.(Object.fromEntries(values))) ?? []))
    }
    return rows
  }
}
