// Makes deliveries of changes: each change once for each webhook that is told of its type, in one statement however many there are.
// How far it has come is a counter, moved on by a conditional statement in the same transaction: of many processes one does it.

import { and, eq, gt, lte, min, type SQL, sql } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import { changeCounter } from '../db/outbox.ts'

/** The counter whose value is the last change that was made deliveries of. */
const plannedCounter = 'webhooks'

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

  return async () => {
    const last = await counted(changeCounter)
    if (last === done) return
    const first = (await firstWanted())[0]?.value ?? undefined
    if (first === undefined) return
    for (;;) {
      const planned = await counted(plannedCounter)
      const from = Math.max(planned, first)
      if (from >= last) break
      const upTo = Math.min(last, from + batch)
      await db.write((tx) => planRange(tx, db, { planned, from, upTo, at: now() }))
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
  { planned, from, upTo, at }: Range & { planned: number },
): Promise<void> {
  const { counters } = tables
  await tx.insert(counters).values({ name: plannedCounter, value: planned }).onConflictDoNothing()
  const [moved] = await tx
    .update(counters)
    .set({ value: upTo })
    .where(and(eq(counters.name, plannedCounter), eq(counters.value, planned)))
    .returning()
  // Another process was first.
  if (moved === undefined) return
  const { webhooks, webhookDeliveries, changes } = tables
  const isTold = and(gt(changes.position, webhooks.fromPosition), eq(webhooks.status, 'active'))
  await tx
    .insert(webhookDeliveries)
    .select(selectDeliveries(tx, tables, { from, upTo, at }, isTold))
    .onConflictDoNothing()
}

/**
 * Deliveries of the changes behind `from` up to `upTo`, for the webhooks that `which` chooses, of the types they name. What a webhook
 * is told of a change, if anything, is seen when it is sent.
 */
export function selectDeliveries(
  tx: Queries,
  { changes, webhooks, webhookEvents, webhookDeliveries: deliveries }: Database['tables'],
  { from, upTo, at }: Range,
  which: SQL | undefined,
) {
  return tx
    .select({
      webhookId: webhooks.id,
      id: changes.id,
      position: changes.position,
      type: sql`${changes.type}`.as('type'),
      status: sql`'pending'`.as('status'),
      attempts: sql`0`.as('attempts'),
      dueAt: sql`${sql.param(at, deliveries.dueAt)}`.as('dueAt'),
      createdAt: sql`${sql.param(at, deliveries.createdAt)}`.as('createdAt'),
      lastAttemptAt: sql`null`.as('lastAttemptAt'),
      responseStatus: sql`null`.as('responseStatus'),
      durationMs: sql`null`.as('durationMs'),
      error: sql`null`.as('error'),
    })
    .from(changes)
    .innerJoin(webhookEvents, eq(webhookEvents.type, changes.type))
    .innerJoin(webhooks, eq(webhooks.id, webhookEvents.webhookId))
    .where(and(gt(changes.position, from), lte(changes.position, upTo), which))
}
