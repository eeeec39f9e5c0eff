import { and, asc, eq, gt, inArray } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import { changeCounter } from '../db/outbox.ts'
import type { ChangeType, Tables } from '../db/schema.ts'
import { AppError } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { changedSince, type Expected, requireVersion } from '../http/conditional.ts'
import type { Cursors } from '../http/cursor.ts'
import { refuseDelayed } from '../http/entitlements.ts'
import type { Page } from '../http/schema.ts'
import { newId } from '../ids.ts'
import type { IssuedWebhook, NewWebhook, Webhook, WebhookListQuery, WebhookPatch } from './schema.ts'
import type { WebhookSecrets } from './secret.ts'
import { refuseTarget, type TargetRules } from './target.ts'
import { toWebhook, type WebhookRow } from './wire.ts'

export type WebhookStore = ReturnType<typeof webhookStore>

interface WebhookDeps {
  now: () => Date
  cursors: Cursors
  secretOf: WebhookSecrets
  target: TargetRules
}

/** Who is told of what; the secrets are derived, see `secret.ts`. */
export function webhookStore(db: Database, { now, cursors, secretOf, target }: WebhookDeps) {
  const { webhooks, webhookEvents, webhookDeliveries, counters } = db.tables

  /** Throws `not_found`. */
  async function findRow(id: string, queries: Queries = db.read): Promise<WebhookRow> {
    const [row] = await queries.select().from(webhooks).where(eq(webhooks.id, id))
    if (row === undefined) throw noSuchWebhook()
    return row
  }

  async function withEvents(rows: readonly WebhookRow[], queries: Queries = db.read): Promise<Webhook[]> {
    const ids = rows.map(({ id }) => id)
    const events =
      ids.length === 0
        ? []
        : await queries.select().from(webhookEvents).where(inArray(webhookEvents.webhookId, ids))
    const typesOf = new Map<string, ChangeType[]>(ids.map((id) => [id, []]))
    for (const { webhookId, type } of events) typesOf.get(webhookId)?.push(type)
    return rows.map((row) => toWebhook(row, typesOf.get(row.id) ?? []))
  }

  async function one(row: WebhookRow, queries: Queries): Promise<Webhook> {
    const [webhook] = await withEvents([row], queries)
    if (webhook === undefined) throw noSuchWebhook()
    return webhook
  }

  /** Changes the row whose version was read. Throws `not_found`, `precondition_required`, `stale`. */
  async function change(
    tx: Queries,
    { id, expected }: { id: string; expected: Expected },
    set: (row: WebhookRow) => Partial<WebhookRow>,
  ): Promise<WebhookRow> {
    const row = await findRow(id, tx)
    requireVersion(expected, row.version)
    const [changed] = await tx
      .update(webhooks)
      .set({ ...set(row), version: row.version + 1 })
      .where(and(eq(webhooks.id, id), eq(webhooks.version, row.version)))
      .returning()
    if (changed === undefined) throw changedSince()
    return changed
  }

  const writeEvents = (tx: Queries, webhookId: string, types: readonly ChangeType[]) =>
    tx.insert(webhookEvents).values(types.map((type) => ({ webhookId, type })))

  /** The change that is the last one now. */
  async function lastPosition(tx: Queries): Promise<number> {
    const [counter] = await tx.select().from(counters).where(eq(counters.name, changeCounter))
    return counter?.value ?? 0
  }

  return {
    /**
     * Makes a webhook; the answer alone carries its secret. Throws `unprocessable` for where it may not lead, `forbidden` for a
     * partner with a delay.
     */
    async create(input: NewWebhook, actor: Actor): Promise<IssuedWebhook> {
      refuseDelayed(actor)
      await requireTarget(input.url, target)
      const at = now()
      const made = await db.write(async (tx) => {
        const row: WebhookRow = {
          id: newId(),
          url: input.url,
          description: input.description ?? null,
          ...activeFrom(await lastPosition(tx)),
          secretNumber: 1,
          formerSecretUntil: null,
          keyId: actor.keyId,
          leasedUntil: at,
          leasedBy: null,
          createdAt: at,
          version: 1,
        }
        await tx.insert(webhooks).values(row)
        await writeEvents(tx, row.id, input.events)
        return row
      })
      return { ...toWebhook(made, input.events), secret: secretOf(made.id, made.secretNumber) }
    },

    /** One webhook. Throws `not_found`. */
    find: async (id: string): Promise<Webhook> => one(await findRow(id), db.read),

    /** A page of webhooks, oldest first. Throws `invalid` for a foreign cursor. */
    async list({ limit = 20, cursor, count }: WebhookListQuery): Promise<{ data: Webhook[]; page: Page }> {
      const [after] = cursor === undefined ? [] : cursors.read('webhooks', cursor)
      const rows = await db.read
        .select()
        .from(webhooks)
        .where(after === undefined ? undefined : gt(webhooks.id, String(after)))
        .orderBy(asc(webhooks.id))
        .limit(limit + 1)
      const shown = rows.slice(0, limit)
      const last = rows.length > limit ? shown.at(-1) : undefined
      const next = last === undefined ? null : cursors.write('webhooks', [last.id])
      const total = count === 'exact' ? { total: await db.read.$count(webhooks) } : {}
      return { data: await withEvents(shown), page: { limit, next, ...total } }
    },

    /**
     * Throws `not_found`, `precondition_required`, `stale`, and `unprocessable` for where it may not lead. One that is switched on again
     * is told of what happens from now on.
     */
    async patch(
      id: string,
      { patch, expected }: { patch: WebhookPatch; expected: Expected },
    ): Promise<Webhook> {
      requireVersion(expected, (await findRow(id)).version)
      if (patch.url !== undefined) await requireTarget(patch.url, target)
      return db.write(async (tx) => {
        const last = await lastPosition(tx)
        const row = await change(tx, { id, expected }, ({ status }) => ({
          ...(patch.url !== undefined && { url: patch.url }),
          ...(patch.description !== undefined && { description: patch.description }),
          ...(patch.status === 'active' && status !== 'active' && activeFrom(last)),
          ...(patch.status === 'disabled' && status !== 'disabled' && disabled('owner', now())),
        }))
        if (patch.events !== undefined) {
          await tx.delete(webhookEvents).where(eq(webhookEvents.webhookId, id))
          await writeEvents(tx, id, patch.events)
        }
        if (row.status === 'disabled') await dropPending(tx, webhookDeliveries, id)
        return one(row, tx)
      })
    },

    /** Ends it, and what it has not been told yet. Throws `not_found`, `precondition_required`, `stale`. */
    async remove(id: string, expected: Expected): Promise<void> {
      await db.write(async (tx) => {
        const row = await findRow(id, tx)
        requireVersion(expected, row.version)
        const [removed] = await tx
          .delete(webhooks)
          .where(and(eq(webhooks.id, id), eq(webhooks.version, row.version)))
          .returning({ id: webhooks.id })
        if (removed === undefined) throw changedSince()
      })
    },

    /**
     * Gives it a new secret; the former one signs beside it for so many seconds.
     * Throws `not_found`, `precondition_required`, `stale`.
     */
    async rotate(
      id: string,
      { expected, overlap }: { expected: Expected; overlap: number },
    ): Promise<IssuedWebhook> {
      const formerSecretUntil = overlap === 0 ? null : new Date(now().getTime() + overlap * 1000)
      return db.write(async (tx) => {
        const row = await change(tx, { id, expected }, ({ secretNumber }) => ({
          secretNumber: secretNumber + 1,
          formerSecretUntil,
        }))
        return { ...(await one(row, tx)), secret: secretOf(id, row.secretNumber) }
      })
    },
  }
}

/** Gives up what one webhook has not been told yet. */
export const dropPending = (tx: Queries, deliveries: Tables['webhookDeliveries'], webhookId: string) =>
  tx
    .update(deliveries)
    .set({ status: 'failed', dueAt: null, error: 'The webhook was disabled.' })
    .where(and(eq(deliveries.webhookId, webhookId), eq(deliveries.status, 'pending')))

const activeFrom = (fromPosition: number) => ({
  status: 'active' as const,
  disabledReason: null,
  disabledAt: null,
  failingSince: null,
  fromPosition,
})

const disabled = (disabledReason: WebhookRow['disabledReason'], disabledAt: Date) => ({
  status: 'disabled' as const,
  disabledReason,
  disabledAt,
})

async function requireTarget(url: string, rules: TargetRules): Promise<void> {
  const message = await refuseTarget(url, rules)
  if (message === undefined) return
  const errors = [{ in: 'body' as const, pointer: '/url', code: 'invalid', message }]
  throw new AppError('unprocessable', message, { errors })
}

const noSuchWebhook = () => new AppError('not_found', 'There is no such webhook.')
