// Applies migrations to a SQLite file in one transaction under its write lock, with foreign keys off for the while: SQLite
// rebuilds a table by dropping it, and with foreign keys on that deletes the rows that refer to it
// (https://sqlite.org/lang_altertable.html, section 7). The check before the commit makes up for it.

import type Sqlite from 'better-sqlite3'
import { whileBusy } from './busy.ts'
import { type Migration, pending, readMigrations } from './migrations.ts'

/** "DtLn" in ASCII: marks a file as ours (https://sqlite.org/fileformat.html, offset 68 of the header). */
export const applicationId = 0x44744c6e

/** Another process may be in the middle of a long migration. */
const patience = 60_000

/**
 * Brings the database up to date; processes that start together take turns.
 * Throws AppError `unavailable` when it is newer than the code or locked for too long.
 */
export const migrateSqlite = async (connection: Sqlite.Database, folder: string): Promise<void> => {
  const known = readMigrations(folder)
  if (await whileBusy(() => pending(known, applied(connection)).length === 0, patience)) return

  connection.pragma('foreign_keys = OFF')
  try {
    await whileBusy(() => connection.exec('begin immediate'), patience)
    try {
      apply(connection, pending(known, applied(connection)))
      connection.exec('commit')
    } catch (err) {
      if (connection.inTransaction) connection.exec('rollback')
      throw err
    }
  } finally {
    connection.pragma('foreign_keys = ON')
  }
}

const applied = (connection: Sqlite.Database): number[] => {
  const present = connection.prepare("select 1 from sqlite_schema where name = 'migrations'").get()
  return present ? (connection.prepare('select id from migrations').pluck().all() as number[]) : []
}

const apply = (connection: Sqlite.Database, migrations: Migration[]) => {
  connection.pragma(`application_id = ${applicationId}`)
  connection.exec(
    'create table if not exists migrations (id integer primary key, appliedAt integer not null) strict',
  )
  const record = connection.prepare('insert into migrations (id, appliedAt) values (?, ?)')
  for (const { id, statements } of migrations) {
    for (const statement of statements) connection.exec(statement)
    record.run(id, Date.now())
  }
  const broken = connection.pragma('foreign_key_check') as unknown[]
  if (broken.length > 0)
    throw new Error(`The migration would leave ${broken.length} rows without their parent.`)
}
