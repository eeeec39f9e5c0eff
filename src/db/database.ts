// What the rest of the code knows of a database: tables, builders, one transaction at a time. The surface is
// SQLite's in its asynchronous flavour, which forces `await` and leaves out what PostgreSQL lacks. There are no raw
// statements, no `.get/.all/.run`, no relational queries and no count of changed rows: use `.returning()`.

import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import type { Tables } from './schema.ts'

/** Query builders. Every statement rejects with the driver's own error, or with AppError `unavailable`. */
export type Queries = Pick<
  BaseSQLiteDatabase<'async', unknown>,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | '$count' | 'with' | '$with'
>

/** A built query, as `prepare` takes it: it can be awaited, and prepared under a name. */
export interface Preparable<Rows> extends PromiseLike<Rows> {
  prepare(name?: string): { execute(values?: Record<string, unknown>): PromiseLike<Rows> }
}

/** A query that was built once; `values` fill its placeholders by name. */
export type Prepared<Rows> = (values?: Record<string, unknown>) => Promise<Rows>

/** A statement that was built once for every transaction: `tx` is the one it runs in. */
export type PreparedWrite<Rows> = (tx: Queries, values?: Record<string, unknown>) => Promise<Rows>

export interface Database {
  readonly engine: 'sqlite' | 'postgres'
  readonly tables: Tables

  /**
   * Builders on committed data only; outside of any transaction, and blind to what an open `write` has done.
   * Throws AppError `unavailable` when the database is busy beyond the limit or out of reach.
   */
  readonly read: Queries

  /**
   * One transaction: all of `work`, or nothing of it when `work` throws. Writers of a SQLite file queue, and those
   * that wait together share a commit; PostgreSQL runs them side by side. Either runs `work` again, PostgreSQL after a deadlock and
   * SQLite where a shared commit failed: so `work` awaits the database and nothing else.
   * `tx` is dead once `work` has settled. Throws what `work` throws; AppError `unavailable` when the database is busy beyond
   * the limit or out of reach; an Error when called within another `write`.
   */
  write<T>(work: (tx: Queries) => Promise<T>): Promise<T>

  /**
   * Runs `begin`; every transaction that is opened from there does `mark` too, last before its commit, and is undone when
   * `mark` throws. So a request's effect and the note that it happened are one. `begin` sees to it that `end` is called when all of
   * that has happened: until then whatever the process does costs more.
   */
  alongside<T>(mark: (tx: Queries) => Promise<void>, begin: (end: () => void) => T): T

  /**
   * Builds a hot read once: building costs five times what running costs, so stores call this in their closure. Values
   * come in by `placeholder(column, 'id')` of `prepare.ts`, a limit by `sql.placeholder('limit')`; the name is unique in the
   * process and at most 63 bytes. Throws as `read` does.
   */
  prepare<Rows>(name: string, build: (read: Queries) => Preparable<Rows>): Prepared<Rows>

  /**
   * The same for a statement of transactions, which takes the one it belongs to with each call. SQLite compiles it once,
   * PostgreSQL once for each connection.
   */
  prepareWrite<Rows>(name: string, build: (tx: Queries) => Preparable<Rows>): PreparedWrite<Rows>

  /**
   * A value that has changed if anything was committed since it was last asked: at once for what this process commits and, on
   * SQLite, for what others do; within half a second for other nodes on PostgreSQL. It may change without a commit.
   */
  stamp(): number | string

  /** The same, but undefined where it would be late for what other nodes commit: there only the database can say. */
  exactStamp(): number | undefined

  /** Throws AppError `unavailable` when the database cannot answer, or its file was replaced or removed. */
  ping(): Promise<void>

  /** Waits for running writes, then closes; the database cannot be used afterwards. Safe to call twice. */
  close(): Promise<void>
}
