// Makes deliveries of changes: each change once for each webhook that is told of its type, in one statement however many there are.
// How far it has come is a counter, moved on by a conditional statement in the same transaction: of many processes one does it.

import { and, eq, gt, gte, inArray, isNotNull, lt, lte, min, type SQL, sql } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import { changeCounter, embargoedCounter } from '../db/outbox.ts'

/** The counter whose value is the last change that was made deliveries of. */
const plannedCounter = 'webhooks'

/** The same of what is under embargo. */
const plannedApart = 'webhooksEmbargoed'

/** Changes in one transaction. */
const batch = 200

/** Gives what makes deliveries of all new changes. It throws as `Database.write` does. */
export function deliveryPlan(db: Database, now: () => Date): () => Promise<void> {
  const { counters, webhooks } = db.tables
  const counter = db.prepare('webhooks_counter', (read) =>
    read
      .select({ value: counters.value })
      .from(counters)
      .where(eq(counters.name, sql.placeholder('name'))),
  )
  const firstWanted = db.prepare('webhooks_first', (read) =>
    read
      .select({ value: min(webhooks.fromPosition) })
      .from(webhooks)
      .where(eq(webhooks.status, 'active')),
  )
  const counted = async (name: string) => (await counter({ name }))[0]?.value ?? 0
  let done = -1
  let doneApart = -1

  /** What is under embargo, for the webhooks of those who have that before its release. */
  async function planEmbargoed(): Promise<void> {
    const last = await counted(embargoedCounter)
    if (last === doneApart) return
    for (let planned = await counted(plannedApart); planned < last; ) {
      const upTo = Math.min(last, planned + batch)
      await db.write((tx) => planRange(tx, db, { log: 'embargoed', planned, from: planned, upTo, at: now() }))
      planned = await counted(plannedApart)
    }
    doneApart = last
  }

  return async () => {
    await planEmbargoed()
    const last = await counted(changeCounter)
    if (last === done) return
    const first = (await firstWanted())[0]?.value ?? undefined
    if (first === undefined) return
    for (;;) {
      const planned = await counted(plannedCounter)
      const from = Math.max(planned, first)
      if (from >= last) break
      const upTo = Math.min(last, from + batch)
      await db.write((tx) => planRange(tx, db, { log: 'open', planned, from, upTo, at: now() }))
    }
    done = last
  }
}

interface Range {
  from: number
  upTo: number
  at: Date
}

async function planRange(
  tx: Queries,
  { tables }: Database,
  { log, planned, from, upTo, at }: Range & { log: 'open' | 'embargoed'; planned: number },
): Promise<void> {
  const { counters } = tables
  const name = log === 'open' ? plannedCounter : plannedApart
  await tx.insert(counters).values({ name, value: planned }).onConflictDoNothing()
  const [moved] = await tx
    .update(counters)
    .set({ value: upTo })
    .where(and(eq(counters.name, name), eq(counters.value, planned)))
    .returning()
  // Another process was first.
  if (moved === undefined) return
  const early = await earlyWebhooks(tx, tables)
  const { webhooks, webhookDeliveries, changes, embargoedChanges: apart } = tables
  if (log === 'embargoed') {
    if (early.length === 0) return
    // Numbered apart, so the instant says which of two between the same changes came first.
    const isBehind = and(
      gte(sql`${apart.place} - ${apart.number}`, webhooks.fromPosition),
      gte(apart.at, webhooks.createdAt),
    )
    const which = and(isBehind, eq(webhooks.status, 'active'), inArray(webhooks.id, early))
    await tx
      .insert(webhookDeliveries)
      .select(selectEmbargoed(tx, tables, { from, upTo, at }, which))
      .onConflictDoNothing()
    return
  }
  const isTold = and(gt(changes.position, webhooks.fromPosition), eq(webhooks.status, 'active'))
  await tx
    .insert(webhookDeliveries)
    .select(selectDeliveries(tx, tables, { from, upTo, at, early }, isTold))
    .onConflictDoNothing()
}

/** The webhooks of keys that have articles before their release. */
export async function earlyWebhooks(
  tx: Queries,
  { apiKeys, webhooks }: Database['tables'],
): Promise<string[]> {
  const rows = await tx
    .select({ id: webhooks.id, entitlements: apiKeys.entitlements })
    .from(webhooks)
    .innerJoin(apiKeys, eq(apiKeys.id, webhooks.keyId))
    .where(isNotNull(apiKeys.entitlements))
  return rows.flatMap(({ id, entitlements }) => (entitlements?.embargoed ? [id] : []))
}

/**
 * Deliveries of the changes behind `from` up to `upTo`, for the webhooks that `which` chooses, of the types they name. What a webhook
 * is told of a change, if anything, is seen when it is sent.
 */
export function selectDeliveries(
  tx: Queries,
  tables: Database['tables'],
  { from, upTo, at, early }: Range & { early: readonly string[] },
  which: SQL | undefined,
) {
  const { changes, webhooks, webhookEvents, embargoedChanges: apart } = tables
  const before = tx
    .select({ count: sql`coalesce(max(${apart.number}), 0)` })
    .from(apart)
    .where(lt(sql`${apart.place} - ${apart.number}`, changes.position))
  const isEarly = inArray(webhooks.id, [...early])
  const position =
    early.length === 0
      ? sql`${changes.position}`
      : sql`${changes.position} + case when ${isEarly} then ${before} else 0 end`
  return tx
    .select(newDelivery(tables, at, { ...changes, position: position.as('position') }))
    .from(changes)
    .innerJoin(webhookEvents, eq(webhookEvents.type, changes.type))
    .innerJoin(webhooks, eq(webhooks.id, webhookEvents.webhookId))
    .where(and(gt(changes.position, from), lte(changes.position, upTo), which))
}

/** The columns of a delivery, in their order. */
const newDelivery = <Position>(
  { webhooks, webhookDeliveries: deliveries }: Database['tables'],
  at: Date,
  change: { id: ChangeColumns['id']; type: ChangeColumns['type']; position: Position },
) => ({
  webhookId: webhooks.id,
  id: change.id,
  position: change.position,
  type: sql`${change.type}`.as('type'),
  status: sql`'pending'`.as('status'),
  attempts: sql`0`.as('attempts'),
  dueAt: sql`${sql.param(at, deliveries.dueAt)}`.as('dueAt'),
  createdAt: sql`${sql.param(at, deliveries.createdAt)}`.as('createdAt'),
  lastAttemptAt: sql`null`.as('lastAttemptAt'),
  responseStatus: sql`null`.as('responseStatus'),
  durationMs: sql`null`.as('durationMs'),
  error: sql`null`.as('error'),
})

type ChangeColumns =
  | Pick<Database['tables']['changes'], 'id' | 'type'>
  | Pick<Database['tables']['embargoedChanges'], 'id' | 'type'>

/** The same of what is under embargo. */
export function selectEmbargoed(
  tx: Queries,
  tables: Database['tables'],
  { from, upTo, at }: Range,
  which: SQL | undefined,
) {
  const { embargoedChanges: apart, webhooks, webhookEvents } = tables
  return tx
    .select(newDelivery(tables, at, { ...apart, position: apart.place }))
    .from(apart)
    .innerJoin(webhookEvents, eq(webhookEvents.type, apart.type))
    .innerJoin(webhooks, eq(webhooks.id, webhookEvents.webhookId))
    .where(and(gt(apart.number, from), lte(apart.number, upTo), which))
}
