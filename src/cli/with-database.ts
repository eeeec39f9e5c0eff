import type { Config } from '../config.ts'
import type { Database } from '../db/database.ts'
import { open } from '../db/index.ts'

/** Opens the configured database for the length of some work. A running server sees what is committed at once. */
export async function withDatabase<T>(
  config: Pick<Config, 'databaseUrl'>,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const db = await open(config.databaseUrl)
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}
