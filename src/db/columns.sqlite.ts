// The column kit of SQLite, and the canonical one: its types are what all other code sees. The kit of
// PostgreSQL has the same keys, so that one table definition serves both. SQLite compares text byte by byte,
// which in UTF-8 is code point order, so sorted text needs no collation here.

import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

export const sqliteKit = {
  table: sqliteTable,
  index,
  uniqueIndex,
  primaryKey,
  /** A key made by the application (UUIDv7), or a reference to one. */
  id: () => text(),
  /** Text that is stored and shown, never sorted or compared by the database. */
  text: () => text(),
  /** Text that is sorted, unique or looked up: code point order on both engines. */
  sortText: () => text(),
  /** A whole number within 32 bits. */
  integer: () => integer(),
  /** A whole number within JavaScript's safe integers: positions of the change log. */
  bigInteger: () => integer(),
  real: () => real(),
  boolean: () => integer({ mode: 'boolean' }),
  /** A point in time, to the millisecond, set by the application's clock. */
  instant: () => integer({ mode: 'timestamp_ms' }),
  /** An opaque value; the order of its keys is kept. Nothing filters or sorts by what is inside. */
  json: <T>() => text({ mode: 'json' }).$type<T>(),
}

export type ColumnKit = typeof sqliteKit
