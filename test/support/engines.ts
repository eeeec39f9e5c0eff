import { join } from 'node:path'
import { freshPostgres } from './postgres.ts'
import { type Owner, tempFolder } from './temp.ts'

/** The URLs of a new, empty database of each engine, not yet migrated. */
export const engines = {
  SQLite: async (owner: Owner) => `file:${join(await tempFolder(owner), 'dateline.db')}`,
  PostgreSQL: (owner: Owner) => freshPostgres(owner),
}

export type Engine = keyof typeof engines
