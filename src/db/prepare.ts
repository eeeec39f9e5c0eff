// Hides how the two drivers prepare: SQLite compiles a statement and runs it synchronously; PostgreSQL parses a named one on
// each connection of the pool at its first use there.

import { type Column, getTableColumns, inArray, type SQL, sql, type Table } from 'drizzle-orm'
import { chunks } from './chunks.ts'
import type { Database, Preparable, Queries } from './database.ts'
import { passIn } from './gate.ts'

/** `Database.prepare` on these builders. Building waits for the first call, so that making a store costs nothing. */
export const prepareWith = (read: Queries): Database['prepare'] => {
  return (name, build) => {
    const prepare = () => build(read).prepare(name)
    let prepared: ReturnType<typeof prepare> | undefined
    return async (values) => {
      prepared ??= prepare()
      return atOnce(prepared.execute(values))
    }
  }
}

/** SQLite's builders run what is executed when it is awaited, by some promises more, unless they are asked for it at once. */
const atOnce = <Rows>(executed: PromiseLike<Rows> & { sync?: () => Rows }): PromiseLike<Rows> | Rows =>
  executed.sync === undefined ? executed : executed.sync()

/** `Database.prepareWrite` where one connection writes: `handle` is of that connection, and of no transaction. */
export const prepareWriteOn = (handle: Queries): Database['prepareWrite'] => {
  return (name, build) => {
    const prepare = () => build(handle).prepare(name)
    let prepared: ReturnType<typeof prepare> | undefined
    return async (tx, values) => {
      prepared ??= prepare()
      const statement = prepared
      return passIn(tx, () => atOnce(statement.execute(values)))
    }
  }
}

/** `Database.prepareWrite` where each transaction has a connection of its own, which knows the statement by its name. */
export const prepareWriteByName: Database['prepareWrite'] = (name, build) => async (tx, values) =>
  build(tx).prepare(name).execute(values)

/** An insert of one row that was built once; what the row leaves out is NULL. */
export function prepareInsert<T extends Table>(
  db: Pick<Database, 'prepareWrite'>,
  name: string,
  table: T,
): (tx: Queries, row: T['$inferInsert']) => Promise<void> {
  const columns = Object.entries(getTableColumns(table))
  const empty = Object.fromEntries(columns.map(([key]) => [key, null]))
  const values = Object.fromEntries(columns.map(([key, column]) => [key, sql`${placeholder(column, key)}`]))
  // The builder takes statements in the place of values, which the type of a row does not say.
  const insert = db.prepareWrite(name, (tx) => tx.insert(table as never).values(values as never))
  return async (tx, row) => void (await insert(tx, { ...empty, ...row }))
}

/** A database whose reads are those of a transaction: code that reads what is committed then reads what is about to be. */
export const within = (db: Database, tx: Queries): Database => ({ ...db, read: tx, prepare: prepareWith(tx) })

/**
 * A placeholder for a value of this column, by name: it is encoded as the column encodes, which a bare
 * `sql.placeholder` leaves out, so that instants, booleans and JSON work on both engines.
 */
export const placeholder = (column: Column, name: string) =>
  sql.param(sql.placeholder(name), {
    mapToDriverValue: (value: unknown) =>
      value === null || value === undefined ? null : column.mapToDriverValue(value),
  })

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
