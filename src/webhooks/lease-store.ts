// Who sends to whom: a process leases a webhook, so that of many one sends to it, one request at a time and in order. A lease that is
// not given back, because its process was killed, ends by itself.

import { and, asc, eq, exists, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import type { Change } from '../changes/schema.ts'
import type { Database } from '../db/database.ts'
import { placeholder } from '../db/prepare.ts'
import type { LoggedChange } from '../streams/log-store.ts'
import type { WebhookRow } from './wire.ts'

/** A delivery that is due, with what is sent; or why there is nothing: the change is kept no longer, or is not for the receiver. */
export interface Due {
  webhookId: string
  id: string
  attempts: number
  content: { type: string; timestamp: string; data: unknown } | 'removed' | 'withheld'
}

/** What a webhook is told of a change: what the feed tells anyone, or what it tells the key that made the webhook. */
export type Tell = (change: ChangeRow, webhook: Pick<WebhookRow, 'keyId'>) => Promise<Change | undefined>

interface LeaseDeps {
  now: () => Date
  owner: string
  tell: Tell
}

/** Leases webhooks, and finds what is due for one. All throw as `Database.read` and `Database.write` do. */
export function deliveryLeases(db: Database, { now, owner, tell }: LeaseDeps) {
  const { webhooks, webhookDeliveries: deliveries, changes, embargoedChanges: apart } = db.tables

  const waiting = (name: string, isFailing: boolean) =>
    db.prepare(name, (read) =>
      read
        .select({ id: webhooks.id })
        .from(webhooks)
        .where(
          and(
            eq(webhooks.status, 'active'),
            (isFailing ? isNotNull : isNull)(webhooks.failingSince),
            lte(webhooks.leasedUntil, placeholder(webhooks.leasedUntil, 'now')),
            exists(
              read
                .select({ due: sql`1` })
                .from(deliveries)
                .where(
                  and(
                    eq(deliveries.webhookId, webhooks.id),
                    lte(deliveries.dueAt, placeholder(deliveries.dueAt, 'now')),
                  ),
                ),
            ),
          ),
        )
        .orderBy(asc(webhooks.leasedUntil))
        .limit(sql.placeholder('limit')),
    )
  const queues = {
    well: waiting('webhooks_waiting_well', false),
    failing: waiting('webhooks_waiting_failing', true),
  }

  const dueOf = db.prepare('webhooks_due', (read) =>
    read
      .select({ delivery: deliveries, change: changes, apart })
      .from(deliveries)
      .leftJoin(changes, eq(changes.id, deliveries.id))
      .leftJoin(apart, eq(apart.id, deliveries.id))
      .where(
        and(
          eq(deliveries.webhookId, sql.placeholder('webhookId')),
          lte(deliveries.dueAt, placeholder(deliveries.dueAt, 'now')),
        ),
      )
      .orderBy(asc(deliveries.dueAt), asc(sql`coalesce(${deliveries.position}, 0)`))
      .limit(sql.placeholder('limit')),
  )

  return {
    /** Leases so many of the webhooks for which something is due, the longest waiting first. */
    async take(which: keyof typeof queues, limit: number, until: Date): Promise<WebhookRow[]> {
      if (limit <= 0) return []
      const at = now()
      const found = await queues[which]({ now: at, limit })
      if (found.length === 0) return []
      const ids = found.map(({ id }) => id)
      return db.write((tx) =>
        tx
          .update(webhooks)
          .set({ leasedUntil: until, leasedBy: owner })
          .where(and(inArray(webhooks.id, ids), lte(webhooks.leasedUntil, at), eq(webhooks.status, 'active')))
          .returning(),
      )
    },

    /** What is due for one webhook, in the order of sending. */
    async findDue(webhook: WebhookRow, limit: number): Promise<Due[]> {
      const rows = await dueOf({ webhookId: webhook.id, now: now(), limit })
      return Promise.all(
        rows.map(async ({ delivery, ...logged }) => ({
          webhookId: webhook.id,
          id: delivery.id,
          attempts: delivery.attempts,
          content:
            delivery.type === 'webhook.ping'
              ? pingOf(delivery)
              : await contentOf(changeOf(delivery, logged), webhook, tell),
        })),
      )
    },
  }
}

type Row = Database['tables']['webhookDeliveries']['$inferSelect']
type ChangeRow = LoggedChange

/** The change, at the position that the receiver knows it by. */
function changeOf({ position }: Row, { change, apart }: Logged): ChangeRow | null {
  if (change !== null) return { ...change, position: position ?? change.position }
  if (apart === null) return null
  const { number: _, place, ...row } = apart
  return { ...row, position: place, isEmbargoed: true }
}

interface Logged {
  change: Database['tables']['changes']['$inferSelect'] | null
  apart: Database['tables']['embargoedChanges']['$inferSelect'] | null
}

const pingOf = ({ type, createdAt, webhookId }: Row): Due['content'] => ({
  type,
  timestamp: createdAt.toISOString(),
  data: { webhookId },
})

async function contentOf(change: ChangeRow | null, webhook: WebhookRow, tell: Tell): Promise<Due['content']> {
  if (change === null) return 'removed'
  const told = await tell(change, webhook)
  return told === undefined ? 'withheld' : { type: told.type, timestamp: told.at, data: told }
}
