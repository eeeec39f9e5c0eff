import { and, eq } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import type { DisabledReason } from '../db/schema.ts'
import { dropPending } from './store.ts'
import type { WebhookRow } from './wire.ts'

/** What came of one try. */
export interface Attempt {
  kind: 'attempt'
  webhookId: string
  id: string
  attempts: number
  at: Date
  isTaken: boolean
  responseStatus: number | null
  durationMs: number | null
  error: string | null
  /** When it is tried again; null when never. */
  dueAt: Date | null
}

/** Was not for the receiver: its log does not name it. */
interface Withheld {
  kind: 'withheld'
  webhookId: string
  id: string
}

/** The end of a lease, and how the webhook does. */
export interface Release {
  kind: 'release'
  webhook: WebhookRow
  at: Date
  failingSince: Date | null
  disabled: Exclude<DisabledReason, 'owner'> | undefined
}

export type Result = Attempt | Release | Withheld

/** Writes what came of deliveries, many in one transaction. It throws as `Database.write` does. */
export function deliveryRecords(db: Database, owner: string): (entries: readonly Result[]) => Promise<void> {
  return (entries) =>
    db.write(async (tx) => {
      for (const entry of entries) {
        if (entry.kind === 'attempt') await writeAttempt(tx, db, entry)
        else if (entry.kind === 'release') await release(tx, db, { ...entry, owner })
        else await forget(tx, db, entry)
      }
    })
}

async function writeAttempt(tx: Queries, { tables }: Database, attempt: Attempt): Promise<void> {
  const { webhookDeliveries: deliveries } = tables
  const { webhookId, id, attempts, at, isTaken, responseStatus, durationMs, error, dueAt } = attempt
  const status = isTaken ? 'delivered' : dueAt === null ? 'failed' : 'pending'
  const one = and(eq(deliveries.webhookId, webhookId), eq(deliveries.id, id))
  await tx
    .update(deliveries)
    .set({ status, attempts, dueAt, lastAttemptAt: at, responseStatus, durationMs, error })
    // What was given up meanwhile stays so, unless it did arrive.
    .where(isTaken ? one : and(one, eq(deliveries.status, 'pending')))
}

async function forget(
  tx: Queries,
  { tables: { webhookDeliveries: deliveries } }: Database,
  { webhookId, id }: Withheld,
): Promise<void> {
  const one = and(eq(deliveries.webhookId, webhookId), eq(deliveries.id, id))
  await tx.delete(deliveries).where(and(one, eq(deliveries.status, 'pending')))
}

async function release(
  tx: Queries,
  { tables: { webhooks, webhookDeliveries } }: Database,
  { webhook, at, failingSince, disabled, owner }: Release & { owner: string },
): Promise<void> {
  const [released] = await tx
    .update(webhooks)
    .set({ leasedUntil: at, leasedBy: null, failingSince })
    .where(and(eq(webhooks.id, webhook.id), eq(webhooks.leasedBy, owner)))
    .returning({ status: webhooks.status, version: webhooks.version })
  // Whoever changed it meanwhile has decided; what fails goes on to fail.
  if (disabled === undefined || released?.status !== 'active' || released.version !== webhook.version) return
  await tx
    .update(webhooks)
    .set({ status: 'disabled', disabledReason: disabled, disabledAt: at, version: webhook.version + 1 })
    .where(eq(webhooks.id, webhook.id))
  await dropPending(tx, webhookDeliveries, webhook.id)
}
