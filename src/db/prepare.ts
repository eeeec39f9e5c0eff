// Hides how the two drivers prepare: SQLite compiles a statement and runs it synchronously; PostgreSQL parses a named one on
// each connection of the pool at its first use there.

import { type Column, sql } from 'drizzle-orm'
import type { Database, Queries } from './database.ts'

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

/**
 * A placeholder for a value of this column, by name: it is encoded as the column encodes, which a bare
 * `sql.placeholder` leaves out, so that instants, booleans and JSON work on both engines.
 */
export const placeholder = (column: Column, name: string) => sql.param(sql.placeholder(name), column)
