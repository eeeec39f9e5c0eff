// Opens a database by its URL. The engine is a matter of configuration: nothing outside this folder asks which it is.

import { fileURLToPath } from 'node:url'
import { AppError } from '../errors.ts'
import type { Database } from './database.ts'
import { migrationsFolder } from './migrations.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'

export interface OpenOptions {
  /** Connections to PostgreSQL at most; SQLite has its two. */
  poolSize?: number
  /** Milliseconds to wait for other writers of a SQLite file, or for a connection to PostgreSQL. */
  patience?: number
  /** A folder of migrations in place of the built-in one. */
  migrations?: string
}

/**
 * Opens `postgres://…`, `file:./data/dateline.db`, `file:///…` or a plain path, and applies what migrations are due. The folder of a
 * SQLite file is made when absent. Throws AppError `invalid` for another kind of URL; `unavailable` for a database that cannot
 * be reached, belongs to another program, is newer than this code or stays locked.
 */
export const open = async (
  url: string,
  { poolSize = 10, patience = 5_000, migrations }: OpenOptions = {},
): Promise<Database> => {
  if (isPostgres(url)) {
    return openPostgres(url, {
      poolSize,
      patience,
      migrationsFolder: migrations ?? migrationsFolder('postgres'),
    })
  }
  return openSqlite(toPath(url), { patience, migrationsFolder: migrations ?? migrationsFolder('sqlite') })
}

export const isPostgres = (url: string): boolean => /^postgres(?:ql)?:\/\//.test(url)

/** `file:` takes a relative path too, which no URL parser would. */
export const toPath = (url: string): string => {
  const path = url.startsWith('file://') ? fileURLToPath(url) : url.replace(/^file:/, '')
  if (path === '' || path === ':memory:' || /^[a-z][a-z\d+.-]*:\/\//i.test(path)) {
    throw new AppError(
      'invalid',
      'The database URL must be "postgres://…" or "file:" and the path of a file.',
    )
  }
  return path
}
