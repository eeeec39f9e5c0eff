import { and, asc, desc, eq, gt, inArray, isNotNull, lt, lte, ne, or } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import { changeCounter } from '../db/outbox.ts'
import type { Tables } from '../db/schema.ts'
import { AppError } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import type { Cursors } from '../http/cursor.ts'
import { entitlementsOf } from '../http/entitlements.ts'
import type { Page } from '../http/schema.ts'
import { newId } from '../ids.ts'
import { changeLog } from '../streams/log-store.ts'
import { wholeLog } from '../streams/whole-log-store.ts'
import type { NewReplay, Replay, WebhookDelivery, WebhookDeliveryQuery } from './delivery-schema.ts'
import { earlyWebhooks, selectDeliveries, selectEmbargoed } from './plan-store.ts'

export type WebhookDeliveryStore = ReturnType<typeof webhookDeliveryStore>

type Row = Tables['webhookDeliveries']['$inferSelect']

/** Changes of one replay. */
const mostReplayed = 10_000

/** What became of events, and sending them again. */
export function webhookDeliveryStore(db: Database, { now, cursors }: { now: () => Date; cursors: Cursors }) {
  const { webhooks, webhookDeliveries: deliveries, changes, counters } = db.tables
  const one = (webhookId: string, id: string) =>
    and(eq(deliveries.webhookId, webhookId), eq(deliveries.id, id))
  /** Whether a partner may have what is planned is seen when it is sent: until then it is shown to those who may have all. */
  const shownTo = (actor: Actor) =>
    entitlementsOf(actor) && or(isNotNull(deliveries.lastAttemptAt), eq(deliveries.type, 'webhook.ping'))

  /** Throws `not_found`, and `conflict` for one that is switched off. */
  async function requireActive(tx: Queries, webhookId: string): Promise<void> {
    const [row] = await tx
      .select({ status: webhooks.status })
      .from(webhooks)
      .where(eq(webhooks.id, webhookId))
    if (row === undefined) throw noSuchWebhook()
    if (row.status !== 'active')
      throw new AppError(
        'conflict',
        'The webhook is disabled: nothing is sent to it until it is active again.',
      )
  }

  const whole = wholeLog(db, changeLog(db))

  /** The same in the positions of those who are told of what is under embargo. */
  async function replayEarly(
    webhookId: string,
    { wanted, early }: { wanted: NewReplay; early: string[] },
  ): Promise<Replay> {
    const range = rangeOf(wanted, await whole.last())
    const from = await whole.placeIn(range.from === 0 ? await whole.oldest() : range.from)
    if (range.from > 0) await whole.requirePlace(range.from)
    const upTo = await whole.placeIn(range.upTo)
    const at = now()
    const open = { from: from.position, upTo: upTo.position, at, early }
    const apart = { from: from.number, upTo: upTo.number, at }
    const own = eq(webhooks.id, webhookId)
    return db.write(async (tx) => {
      await requireActive(tx, webhookId)
      const again = { target: [deliveries.webhookId, deliveries.id], set: anew(at) }
      const sent = [
        ...(await tx
          .insert(deliveries)
          .select(selectDeliveries(tx, db.tables, open, own))
          .onConflictDoUpdate(again)
          .returning({ id: deliveries.id })),
        ...(await tx
          .insert(deliveries)
          .select(selectEmbargoed(tx, db.tables, apart, own))
          .onConflictDoUpdate(again)
          .returning({ id: deliveries.id })),
      ]
      return { since: String(range.from), until: String(range.upTo), deliveries: sent.length }
    })
  }

  return {
    /** A page of deliveries, newest event first. Throws `not_found`, `invalid` for a foreign cursor. */
    async list(
      webhookId: string,
      { limit = 20, cursor, status, count }: WebhookDeliveryQuery,
      actor: Actor,
    ): Promise<{ data: WebhookDelivery[]; page: Page }> {
      const [webhook] = await db.read
        .select({ id: webhooks.id })
        .from(webhooks)
        .where(eq(webhooks.id, webhookId))
      if (webhook === undefined) throw noSuchWebhook()
      const list = `webhookDeliveries:${webhookId}`
      const [before] = cursor === undefined ? [] : cursors.read(list, cursor)
      const wanted = and(
        eq(deliveries.webhookId, webhookId),
        status === undefined ? undefined : eq(deliveries.status, status),
        shownTo(actor),
      )
      const rows = await db.read
        .select()
        .from(deliveries)
        .where(and(wanted, before === undefined ? undefined : lt(deliveries.id, String(before))))
        .orderBy(desc(deliveries.id))
        .limit(limit + 1)
      const shown = rows.slice(0, limit)
      const last = rows.length > limit ? shown.at(-1) : undefined
      const next = last === undefined ? null : cursors.write(list, [last.id])
      const total = count === 'exact' ? { total: await db.read.$count(deliveries, wanted) } : {}
      return { data: shown.map(toDelivery), page: { limit, next, ...total } }
    },

    /** One delivery. Throws `not_found`. */
    async find(webhookId: string, id: string, actor: Actor): Promise<WebhookDelivery> {
      const [row] = await db.read
        .select()
        .from(deliveries)
        .where(and(one(webhookId, id), shownTo(actor)))
      if (row === undefined) throw noSuchDelivery()
      return toDelivery(row)
    },

    /** Has a test event sent. Throws `not_found`, `conflict` for a webhook that is switched off. */
    async ping(webhookId: string): Promise<WebhookDelivery> {
      const at = now()
      const row: Row = {
        webhookId,
        id: newId(),
        position: null,
        type: 'webhook.ping',
        status: 'pending',
        attempts: 0,
        dueAt: at,
        createdAt: at,
        lastAttemptAt: null,
        responseStatus: null,
        durationMs: null,
        error: null,
      }
      await db.write(async (tx) => {
        await requireActive(tx, webhookId)
        await tx.insert(deliveries).values(row)
      })
      return toDelivery(row)
    },

    /** Has one sent again, now, and then by the whole schedule. Throws `not_found`, `conflict` for a webhook that is switched off. */
    async retry(webhookId: string, id: string, actor: Actor): Promise<WebhookDelivery> {
      return db.write(async (tx) => {
        await requireActive(tx, webhookId)
        const [row] = await tx
          .update(deliveries)
          .set(anew(now()))
          .where(and(one(webhookId, id), shownTo(actor)))
          .returning()
        if (row === undefined) throw noSuchDelivery()
        return toDelivery(row)
      })
    },

    /**
     * Has the events of a range of changes sent again, what arrived before too. Throws `not_found`, `conflict` for a webhook that is
     * switched off, `gone` (too_old) where some are kept no longer, `unprocessable` for a range that is none or too long.
     */
    async replay(webhookId: string, wanted: NewReplay): Promise<Replay> {
      const early = await earlyWebhooks(db.read, db.tables)
      if (early.includes(webhookId)) return replayEarly(webhookId, { wanted, early })
      return db.write(async (tx) => {
        await requireActive(tx, webhookId)
        const [counter] = await tx.select().from(counters).where(eq(counters.name, changeCounter))
        const range = rangeOf(wanted, counter?.value ?? 0)
        const [oldest] = await tx
          .select({ position: changes.position })
          .from(changes)
          .where(gt(changes.position, range.from))
          .orderBy(asc(changes.position))
          .limit(1)
        const isKept = range.from === 0 || range.upTo === range.from || oldest?.position === range.from + 1
        if (!isKept) throw tooOld()
        const sent = await tx
          .insert(deliveries)
          .select(selectDeliveries(tx, db.tables, { ...range, at: now(), early }, eq(webhooks.id, webhookId)))
          .onConflictDoUpdate({ target: [deliveries.webhookId, deliveries.id], set: anew(now()) })
          .returning({ id: deliveries.id })
        return { since: String(range.from), until: String(range.upTo), deliveries: sent.length }
      })
    },
  }
}

/** Days for which the log of deliveries goes back. */
const keptDays = 30
/** Events removed in one transaction. */
const batch = 200

/** Removes what was settled longer ago than is kept, a batch at a time; gives how many. Throws as `Database.write` does. */
export async function removeOldDeliveries(db: Database, now: () => Date): Promise<number> {
  const { webhookDeliveries: deliveries } = db.tables
  const cutoff = new Date(now().getTime() - keptDays * 24 * 60 * 60 * 1000)
  const isOld = and(lte(deliveries.createdAt, cutoff), ne(deliveries.status, 'pending'))
  for (let removed = 0; ; ) {
    const old = await db.read
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(isOld)
      .orderBy(asc(deliveries.createdAt))
      .limit(batch)
    if (old.length === 0) return removed
    const ids = [...new Set(old.map(({ id }) => id))]
    const gone = await db.write((tx) =>
      tx
        .delete(deliveries)
        .where(and(isOld, inArray(deliveries.id, ids)))
        .returning({ id: deliveries.id }),
    )
    removed += gone.length
  }
}

const anew = (at: Date) => ({ status: 'pending' as const, attempts: 0, dueAt: at, error: null })

/** Throws `unprocessable` for a range that is none, or too long. */
function rangeOf({ since, until }: NewReplay, last: number): { from: number; upTo: number } {
  const from = Number(since)
  const upTo = until === undefined ? last : Number(until)
  const outside = 'is not a position the change feed gave out.'
  if (from > last) throw unfit('/since', 'invalid', `"since" ${outside}`)
  if (upTo > last) throw unfit('/until', 'invalid', `"until" ${outside}`)
  if (upTo < from) throw unfit('/until', 'invalid', '"until" must not be before "since".')
  if (upTo - from > mostReplayed)
    throw unfit(
      '/until',
      'out_of_range',
      `At most ${mostReplayed} changes at once: up to ${from + mostReplayed}.`,
    )
  return { from, upTo }
}

const unfit = (pointer: string, code: string, message: string): AppError =>
  new AppError('unprocessable', message, { errors: [{ in: 'body', pointer, code, message }] })

const tooOld = (): AppError =>
  new AppError('gone', 'Changes behind this position are kept no longer; `0` is the oldest that is kept.', {
    code: 'too_old',
  })

const noSuchWebhook = () => new AppError('not_found', 'There is no such webhook.')
const noSuchDelivery = () => new AppError('not_found', 'There is no such delivery.')

const toDelivery = (row: Row): WebhookDelivery => ({
  id: row.id,
  type: row.type,
  position: row.position === null ? null : String(row.position),
  status: row.status,
  attempts: row.attempts,
  createdAt: row.createdAt.toISOString(),
  lastAttemptAt: row.lastAttemptAt?.toISOString() ?? null,
  nextAttemptAt: row.dueAt?.toISOString() ?? null,
  responseStatus: row.responseStatus,
  durationMs: row.durationMs,
  error: row.error,
})
