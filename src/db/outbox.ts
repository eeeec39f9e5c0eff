// The outbox and change log: what happened, written in the transaction in which it happened. Positions come from a counter row,
// whose lock is held until the commit: so they follow the order of commits and have no gap, on both engines. An identity
// column would not do: PostgreSQL hands out 7 and 8, commits 8 first, and a reader who has seen 8 never asks for 7.

import { asc, desc, sql } from 'drizzle-orm'
import { newId } from '../ids.ts'
import { chunks } from './chunks.ts'
import type { Database, Queries } from './database.ts'
import type { Tables } from './schema.ts'
import type { ChangedResource, ChangeType, FormerKind } from './schema.values.ts'

/** The counter whose value is the last position given out. */
export const changeCounter = 'changes'

export interface NewChange {
  type: ChangeType
  resource: ChangedResource
  resourceId: string
  /** The article it belongs to; its own id for an article, null for what belongs to none. */
  articleId: string | null
  version: number | null
  at: Date
  /** What an article was filed under before, where this change moved it elsewhere or deleted it. */
  former?: FormerKind | undefined
}

/**
 * Appends the changes in this order. Other writers of changes wait from here to the end of the transaction: call it last.
 * Throws nothing of its own.
 */
export const appendChanges = async (
  tx: Queries,
  tables: Tables,
  list: readonly NewChange[],
): Promise<void> => {
  if (list.length === 0) return
  const { changes, counters } = tables
  const [counter] = await tx
    .insert(counters)
    .values({ name: changeCounter, value: list.length })
    .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + ${list.length}` } })
    .returning({ last: counters.value })
  if (!counter) throw new Error('The counter of changes gave no position.')

  const first = counter.last - list.length + 1
  const rows = list.map((change, index) => ({ ...change, position: first + index, id: newId() }))
  for (const chunk of chunks(rows)) await tx.insert(changes).values(chunk)
}

/** Gives the newest committed change: its position, and when it was made; undefined while there is none. */
export function latestChange(db: Database) {
  const { changes } = db.tables
  const newest = db.prepare('changes_latest', (read) =>
    read
      .select({ position: changes.position, at: changes.at })
      .from(changes)
      .orderBy(desc(changes.position))
      .limit(1),
  )
  return async (): Promise<{ position: number; at: Date } | undefined> => (await newest())[0]
}

/** Gives the position of the oldest change that is kept; undefined while there is none. */
export function oldestChange(db: Database) {
  const { position } = db.tables.changes
  const oldest = db.prepare('changes_oldest', (read) =>
    read.select({ position }).from(db.tables.changes).orderBy(asc(position)).limit(1),
  )
  return async (): Promise<number | undefined> => (await oldest())[0]?.position
}
