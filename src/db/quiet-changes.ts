// What readers see changes with every reaction, and there is nothing to tell of it: no change of the log, which others follow and
// fetch by, is worth one vote. Whoever keeps answers must know all the same. One counter says so: it grows with every such
// change, and is about the milliseconds since 1970 of the last one.

import { eq, sql } from 'drizzle-orm'
import type { Database, Queries } from './database.ts'
import type { Tables } from './schema.ts'

const name = 'quietChanges'

/** Notes that readers see something else from now on. Others wait from here to the end of the transaction: call it last. */
export async function markQuietChange(tx: Queries, { counters }: Tables, at: Date): Promise<void> {
  const value = at.getTime()
  const next = sql`case when ${counters.value} < ${value} then ${value} else ${counters.value} + 1 end`
  await tx
    .insert(counters)
    .values({ name, value })
    .onConflictDoUpdate({ target: counters.name, set: { value: next } })
}

/** Gives the counter as it is committed; 0 before the first such change. */
export function latestQuietChange(db: Database): () => Promise<number> {
  const { counters } = db.tables
  const read = db.prepare('quiet_changes_latest', (read) =>
    read.select({ value: counters.value }).from(counters).where(eq(counters.name, name)),
  )
  return async () => (await read())[0]?.value ?? 0
}
