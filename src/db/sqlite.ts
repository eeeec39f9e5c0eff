// SQLite: one read-only connection and one writer whose transactions queue. On a single connection, other requests would
// read uncommitted rows and lose their own writes to a foreign rollback. Durable: `synchronous=FULL` is set on each
// connection, because WAL databases open with NORMAL in every process but the first. Refuses files of other programs.

import { statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { whileBusy } from './busy.ts'
import type { Database } from './database.ts'
import { isBusy, translate, unavailable } from './errors.ts'
import { gated } from './gate.ts'
import { applicationId, migrateSqlite } from './migrate.sqlite.ts'
import { prepareWith } from './prepare.ts'
import { jobQueue } from './queue.ts'
import * as tables from './tables.sqlite.ts'
import { settle, writer } from './transaction.ts'

/** How long SQLite may block the event loop on a lock; longer waits are asynchronous. */
const blockingWait = 25
/** How long a start waits for a lock. */
const startPatience = 10_000

export interface SqliteOptions {
  /** A folder of migrations in place of the built-in one. */
  migrationsFolder: string
  /** Milliseconds a write waits for its turn in the queue, and again for another process's lock. */
  patience: number
}

/**
 * Opens the file, which is made when absent, and brings it up to date.
 * Throws AppError `unavailable` for a file that is not ours, not a database, newer than the code, or locked for too long.
 */
export const openSqlite = async (
  path: string,
  { migrationsFolder, patience }: SqliteOptions,
): Promise<Database> => {
  await mkdir(dirname(path), { recursive: true })
  const writing = await openWriter(path, migrationsFolder)
  const reading = connect(path, { readonly: true })
  const inode = statSync(path).ino
  const queue = jobQueue(patience)
  const read = gated(drizzle({ client: reading }))
  const begin = writing.prepare('begin immediate')
  const commit = writing.prepare('commit')
  const rollback = writing.prepare('rollback')
  let closed = false

  const write = writer((work) =>
    queue.add(async () => {
      if (closed) throw unavailable('The database is closed.')
      try {
        await whileBusy(() => begin.run(), patience)
        const result = await settle(work, drizzle({ client: writing }))
        commit.run()
        return result
      } catch (err) {
        // A failed COMMIT leaves the transaction open; some errors (a full disk) have already rolled it back.
        if (writing.inTransaction) rollback.run()
        throw translate(err)
      }
    }),
  )

  const ping = async () => {
    if (closed) throw unavailable('The database is closed.')
    // A file that is deleted or replaced while open goes on being written, silently, and is lost at the end.
    if (statSync(path, { throwIfNoEntry: false })?.ino !== inode) {
      throw unavailable('The database file was removed or replaced.')
    }
    await read.select({ name: tables.settings.name }).from(tables.settings).limit(1)
  }

  const close = async () => {
    if (closed) return
    await queue.idle()
    closed = true
    reading.close()
    shut(writing)
  }

  return { engine: 'sqlite', tables, read, write, prepare: prepareWith(read), ping, close }
}

const openWriter = async (path: string, migrationsFolder: string): Promise<Sqlite.Database> => {
  const connection = connect(path, {})
  try {
    await whileBusy(() => identify(connection, path), startPatience)
    await whileBusy(() => connection.pragma('journal_mode = WAL'), startPatience)
    await migrateSqlite(connection, migrationsFolder)
    return connection
  } catch (err) {
    connection.close()
    throw translate(err)
  }
}

/** A connection with the settings that every connection needs. Throws AppError `unavailable` when the file cannot be opened. */
export const connect = (path: string, options: Sqlite.Options): Sqlite.Database => {
  const connection = open(path, options)
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  connection.pragma('trusted_schema = OFF')
  connection.pragma('temp_store = MEMORY')
  connection.pragma('cache_size = -32768')
  connection.pragma('journal_size_limit = 67108864')
  return connection
}

const open = (path: string, options: Sqlite.Options): Sqlite.Database => {
  try {
    return new Sqlite(path, { ...options, timeout: blockingWait })
  } catch (err) {
    throw unavailable(`The database file "${path}" cannot be opened.`, err)
  }
}

/** Refuses what is not ours before anything is changed; an empty file or database is a new one. */
const identify = (connection: Sqlite.Database, path: string) => {
  try {
    const id = connection.pragma('application_id', { simple: true })
    if (id === applicationId) return
    const { count } = connection.prepare('select count(*) as count from sqlite_schema').get() as {
      count: number
    }
    if (id === 0 && count === 0) return
  } catch (err) {
    if (isBusy(err)) throw err
    throw unavailable(`The file "${path}" is not a SQLite database.`, err)
  }
  throw unavailable(`The file "${path}" is a SQLite database of another program.`)
}

const shut = (connection: Sqlite.Database) => {
  // Both are courtesies to the next start; a reader in another process may hold either up, and then it can wait.
  connection.pragma('optimize')
  connection.pragma('wal_checkpoint(TRUNCATE)')
  connection.close()
}
