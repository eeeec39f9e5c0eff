// What the newsroom has decided about comments changes seldom and is needed for each of them. One counter grows with every such
// change, of the settings and of the lists, so that what was read once is good while it stands still: in every process, and
// with the next comment.

import { eq, sql } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'

const name = 'commentRules'

/** Notes, in the transaction that does it, that what holds for comments changes. Others wait from here on: call it last. */
export async function markRuleChange(tx: Queries, { counters }: Tables): Promise<void> {
  await tx
    .insert(counters)
    .values({ name, value: 1 })
    .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + 1` } })
}

/** Gives what `read` gives, which is asked again only when something has changed since. Throws as `Database.read` does. */
export function keptWhileRulesStand<T>(db: Database, read: () => Promise<T>): () => Promise<T> {
  const { counters } = db.tables
  const counter = db.prepare('comment_rules', (read) =>
    read.select({ value: counters.value }).from(counters).where(eq(counters.name, name)),
  )
  let kept: { stamp: number | undefined; at: number; value: T } | undefined
  return async () => {
    // Both before anything else, so that a change in between is seen the next time.
    const stamp = db.exactStamp()
    if (kept !== undefined && stamp !== undefined && kept.stamp === stamp) return kept.value
    const at = (await counter())[0]?.value ?? 0
    kept = { stamp, at, value: kept?.at === at ? kept.value : await read() }
    return kept.value
  }
}
