// The migrations that drizzle-kit wrote, as both engines apply them. Drizzle's own migrators are not used: they take no
// lock, and on SQLite a table that is rebuilt with foreign keys on takes every child row with it. Refuses a database that
// has seen migrations this code does not know.

import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { unavailable } from './errors.ts'

export interface Migration {
  /** When it was generated, in milliseconds: its identity, and the order of application. */
  id: number
  statements: string[]
}

/** The folder of an engine's migrations; `src/db` and `dist/db` lie equally deep below the project. */
export const migrationsFolder = (engine: 'sqlite' | 'postgres'): string =>
  fileURLToPath(new URL(`../../migrations/${engine}`, import.meta.url))

export const readMigrations = (folder: string): Migration[] =>
  readMigrationFiles({ migrationsFolder: folder })
    .map(({ folderMillis, sql }) => ({
      id: folderMillis,
      statements: sql.filter((each) => each.trim() !== ''),
    }))
    .sort((a, b) => a.id - b.id)

/** What is still to be applied. Throws AppError `unavailable` when the database is newer than the code. */
export const pending = (known: Migration[], applied: number[]): Migration[] => {
  const done = new Set(applied)
  const unknown = applied.filter((id) => !known.some((each) => each.id === id))
  if (unknown.length > 0) {
    throw unavailable(
      'The database is newer than this version of Dateline: start the version that migrated it, or a later one.',
    )
  }
  return known.filter(({ id }) => !done.has(id))
}
