// SQLite: one read-only connection and one writer whose transactions queue. On a single connection, other requests would
// read uncommitted rows and lose their own writes to a foreign rollback. Durable: `synchronous=FULL` is set on each
// connection, because WAL databases open with NORMAL in every process but the first. Refuses files of other programs.

import { statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { AppError } from '../errors.ts'
import { whileBusy } from './busy.ts'
import type { Database } from './database.ts'
import { isBusy, translate, unavailable } from './errors.ts'
import { gated } from './gate.ts'
import { commitGroups } from './group-commit.ts'
import { applicationId, migrateSqlite } from './migrate.sqlite.ts'
import { prepareWith, prepareWriteOn } from './prepare.ts'
import * as tables from './tables.sqlite.ts'
import { settle, writer } from './transaction.ts'

// SQLite's own wait for a lock blocks the event loop. A writer meets locks all the time and waits asynchronously; a reader
// meets one only while another process repairs the file after a crash, and has no other way to wait.
const writerBlocks = 5
const readerBlocks = 250

/** Milliseconds a start waits for a lock. */
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
  const { writing, reading } = await openConnections(path, migrationsFolder)
  const inode = statSync(path).ino
  const read = gated(drizzle({ client: reading }))
  let closed = false
  let commits = 0
  const groups = commitGroups(writing, { patience, onCommit: () => (commits += 1) })

  const { write, alongside } = writer((work) =>
    groups.add(async () => {
      if (closed) throw unavailable('The database is closed.')
      return settle(work, drizzle({ client: writing }))
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

  const dataVersion = oncePerTurn(reading.prepare('pragma data_version').pluck())
  const stamp = () => commits + dataVersion()

  const close = async () => {
    if (closed) return
    await groups.idle()
    closed = true
    reading.close()
    shut(writing)
  }

  return {
    engine: 'sqlite',
    tables,
    read,
    write,
    alongside,
    prepare: prepareWith(read),
    prepareWrite: prepareWriteOn(gated(drizzle({ client: writing }))),
    stamp,
    exactStamp: stamp,
    ping,
    close,
  }
}

/** The writer comes first: it makes the file and turns it to WAL, which a read-only connection cannot. */
const openConnections = async (path: string, migrationsFolder: string) => {
  const opened: Sqlite.Database[] = []
  const connectTo = (options: Sqlite.Options) =>
    whileBusy(() => {
      const connection = connect(path, options)
      opened.push(connection)
      return connection
    }, startPatience)

  try {
    await mkdir(dirname(path), { recursive: true })
    const writing = await connectTo({ timeout: writerBlocks })
    await whileBusy(() => refuseForeign(writing, path), startPatience)
    await whileBusy(() => writing.pragma('journal_mode = WAL'), startPatience)
    await migrateSqlite(writing, migrationsFolder)
    const reading = await connectTo({ timeout: readerBlocks, readonly: true })
    return { writing, reading }
  } catch (err) {
    for (const connection of opened) connection.close()
    throw explain(err, path)
  }
}

/** A connection with the settings that every connection needs. */
export const connect = (path: string, options: Sqlite.Options): Sqlite.Database => {
  const connection = new Sqlite(path, options)
  try {
    connection.pragma('synchronous = FULL')
    connection.pragma('foreign_keys = ON')
    connection.pragma('trusted_schema = OFF')
    connection.pragma('temp_store = MEMORY')
    connection.pragma('cache_size = -32768')
    connection.pragma('journal_size_limit = 67108864')
    return connection
  } catch (err) {
    connection.close()
    throw err
  }
}

/** Refuses a database that is not ours, before anything in it is changed; an empty one is a new one. */
const refuseForeign = (connection: Sqlite.Database, path: string) => {
  const id = connection.pragma('application_id', { simple: true })
  const objects = connection.prepare('select count(*) from sqlite_schema').pluck()
  if (id === applicationId || (id === 0 && objects.get() === 0)) return
  throw unavailable(`The file "${path}" is a SQLite database of another program.`)
}

/** At start the reader is the operator, who needs to know which file it is and what is wrong with it. */
const explain = (err: unknown, path: string): unknown => {
  if (err instanceof AppError) return err
  const code = err instanceof Error && 'code' in err ? String(err.code) : ''
  if (code === 'SQLITE_NOTADB') return unavailable(`The file "${path}" is not a SQLite database.`, err)
  if (code.startsWith('SQLITE_CORRUPT')) return unavailable(`The database file "${path}" is damaged.`, err)
  // better-sqlite3 throws a TypeError for a folder that does not exist; the rest comes from the file system.
  if (code.startsWith('E') || code.startsWith('SQLITE_CANTOPEN') || err instanceof TypeError) {
    return unavailable(`The database file "${path}" cannot be opened.`, err)
  }
  return translate(err)
}

/**
 * The number that the file gives this connection, which changes whenever another one, of any process, commits. Asking takes
 * two locks, so it is asked once in a turn of the event loop: what the turn has to do had arrived before it was asked.
 */
const oncePerTurn = (statement: Sqlite.Statement): (() => number) => {
  let version = 0
  let isKnown = false
  return () => {
    if (isKnown) return version
    version = Number(statement.get())
    isKnown = true
    setImmediate(() => {
      isKnown = false
    })
    return version
  }
}

/** Leaves the file tidy for the next start; where another process holds it up, that one will do so. */
const shut = (connection: Sqlite.Database) => {
  try {
    connection.pragma('optimize')
    connection.pragma('wal_checkpoint(TRUNCATE)')
  } catch (err) {
    if (!isBusy(err)) throw err
  } finally {
    connection.close()
  }
}
