// The outbox and change log: what happened, written in the transaction in which it happened. Positions come from a counter row,
// whose lock is held until the commit: so they follow the order of commits and have no gap, on both engines. An identity
// column would not do: PostgreSQL hands out 7 and 8, commits 8 first, and a reader who has seen 8 never asks for 7.
//
// What is under embargo is logged apart, with numbers of its own, under the same lock: so the two have one order. Its place in it is
// the last position given out by then plus its number; a change stands at its position plus the number of those before it.

import { asc, desc, sql } from 'drizzle-orm'
import { newId } from '../ids.ts'
import { chunks } from './chunks.ts'
import type { Database, Queries } from './database.ts'
import { prepareInsert } from './prepare.ts'
import type { Tables } from './schema.ts'
import type { ChangedResource, ChangeType, FormerKind } from './schema.values.ts'

/** The counter whose value is the last position given out. */
export const changeCounter = 'changes'

/** The counter of changes to what is under embargo. */
export const embargoedCounter = 'embargoedChanges'

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
  /** Only for those who have articles before their release. */
  isEmbargoed?: boolean | undefined
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
  const { changes, embargoedChanges } = tables
  const open = list.filter(({ isEmbargoed }) => !isEmbargoed).map(toRow)
  const last = await takeNumbers(tx, tables, { name: changeCounter, count: open.length })
  const rows = open.map((row, i) => ({ ...row, position: last - open.length + 1 + i }))
  for (const chunk of chunks(rows)) await tx.insert(changes).values(chunk)

  const embargoed = list.filter(({ isEmbargoed }) => isEmbargoed).map(toRow)
  if (embargoed.length === 0) return
  const lastNumber = await takeNumbers(tx, tables, { name: embargoedCounter, count: embargoed.length })
  const apart = embargoed.map((row, i) => {
    const number = lastNumber - embargoed.length + 1 + i
    return { ...row, number, place: last + number }
  })
  for (const chunk of chunks(apart)) await tx.insert(embargoedChanges).values(chunk)
}

const toRow = ({ isEmbargoed: _, ...change }: NewChange) => ({ ...change, id: newId() })

/** Gives the last number given out after these were taken; of none, it holds the counter all the same. */
async function takeNumbers(
  tx: Queries,
  { counters }: Tables,
  { name, count }: { name: string; count: number },
): Promise<number> {
  const [counter] = await tx
    .insert(counters)
    .values({ name, value: count })
    .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + ${count}` } })
    .returning({ last: counters.value })
  if (!counter) throw new Error(`The counter ${name} gave no number.`)
  return counter.last
}

/** `appendChanges` of one change, where that is done often. */
export function appendChange(db: Database): (tx: Queries, change: NewChange) => Promise<void> {
  const { changes, counters } = db.tables
  const next = db.prepareWrite('changes_next', (tx) =>
    tx
      .insert(counters)
      .values({ name: changeCounter, value: 1 })
      .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + 1` } })
      .returning({ position: counters.value }),
  )
  const insert = prepareInsert(db, 'changes_insert', changes)
  return async (tx, change) => {
    const [counter] = await next(tx)
    if (!counter) throw new Error('The counter of changes gave no position.')
    await insert(tx, { ...change, position: counter.position, id: newId() })
  }
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
