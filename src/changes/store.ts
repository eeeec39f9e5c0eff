import { asc, desc, lt, lte } from 'drizzle-orm'
import { audienceOf } from '../articles/entitled.ts'
import { readerFor, type View } from '../articles/published.ts'
import type { Database } from '../db/database.ts'
import { anonymous } from '../http/actor.ts'
import { changeLog, type LoggedChange } from '../streams/log-store.ts'
import { requireKept } from '../streams/position.ts'
import { wholeLog } from '../streams/whole-log-store.ts'
import { partnerChanges } from './partner-store.ts'
import type { Change, ChangeList, ChangeQuery } from './schema.ts'

export type ChangeStore = ReturnType<typeof changeStore>

interface ChangeDeps {
  now: () => Date
  /** How long a change is kept. */
  keptDays: number
}

/** Rows removed in one transaction: a moment's work, so that nobody waits behind it. */
const batch = 1000

const day = 24 * 60 * 60 * 1000

/**
 * The change feed over the change log. The log holds only what readers saw, so the feed shows all of it; to partners, what is
 * theirs.
 */
export function changeStore(db: Database, { now, keptDays }: ChangeDeps) {
  const { changes, embargoedChanges } = db.tables
  const partners = partnerChanges(db)
  const open = changeLog(db)
  const whole = wholeLog(db, open)

  return {
    /** Changes behind a position, as the view is told of them. Throws `gone` (too_old) where some were removed, `invalid` for one not given out yet. */
    async list({ since, limit = 100 }: ChangeQuery, view: View): Promise<ChangeList> {
      const from = since === undefined ? undefined : Number(since)
      if (audienceOf(view.actor)?.embargoed) {
        if (from !== undefined) await whole.requirePlace(from)
        const last = await whole.last()
        return partnerPage(from ?? (await whole.oldest()), { limit, last, view, log: whole })
      }
      // Read first: whatever was committed by now must be among the rows, or is removed.
      const last = await open.last()
      const rows = await open.behind(from ?? 0, limit)
      if (from !== undefined) requireKept(from, { next: rows[0]?.position, last })
      if (readerFor(view.actor) !== anonymous) return partnerPage(from ?? 0, { limit, last, view, log: open })
      const next = rows.at(-1)?.position ?? last
      return { data: rows.map(toChange), page: { limit, next: String(next) } }
    },

    /** Of changes that were just committed, those that the view is told of, as by `list`. */
    async toldTo(committed: readonly LoggedChange[], view: View): Promise<Change[]> {
      return (await partners.toldTo(committed, view)).rows.map(toChange)
    },

    /** Removes what is kept no longer, from the oldest on, a batch at a time; gives how many. */
    async removeOld(): Promise<number> {
      const cutoff = new Date(now().getTime() - keptDays * day)
      await removeEmbargoed(cutoff)
      for (let removed = 0; ; ) {
        const count = await removeBatch(cutoff)
        removed += count
        if (count < batch) return removed
      }
    },
  }

  /**
   * A page of what a partner is told: so much of the log is read as gives a full page, or all of it. It stops before what the
   * partner is to have later, since nobody asks for a position again.
   */
  async function partnerPage(
    from: number,
    { limit, last, view, log }: { limit: number; last: number; view: View; log: Pick<typeof open, 'behind'> },
  ): Promise<ChangeList> {
    const data: Change[] = []
    for (let since = from; ; ) {
      const rows = await log.behind(since, batch)
      const told = await partners.toldTo(rows, view)
      const given = told.rows.slice(0, limit - data.length)
      data.push(...given.map(toChange))
      const isFull = data.length === limit && given.length < told.rows.length
      const held = told.heldAt === undefined ? undefined : Math.max(told.heldAt - 1, from)
      const end = isFull ? given.at(-1)?.position : held
      since = end ?? rows.at(-1)?.position ?? Math.max(since, last)
      if (end !== undefined || rows.length < batch || data.length === limit)
        return { data, page: { limit, next: String(since) } }
    }
  }

  /** All that is older, but the last: it says where those behind it stand. */
  async function removeEmbargoed(cutoff: Date): Promise<void> {
    const { number, at } = embargoedChanges
    const [last] = await db.read
      .select({ number })
      .from(embargoedChanges)
      .where(lt(at, cutoff))
      .orderBy(desc(number))
      .limit(1)
    if (last !== undefined) await db.write((tx) => tx.delete(embargoedChanges).where(lt(number, last.number)))
  }

  /** Only from the front: a change in the middle that is missing would look like the end of what is kept. */
  async function removeBatch(cutoff: Date): Promise<number> {
    const { position, at } = changes
    const oldest = await db.read.select({ position, at }).from(changes).orderBy(asc(position)).limit(batch)
    const firstKept = oldest.findIndex((row) => row.at >= cutoff)
    const old = firstKept < 0 ? oldest : oldest.slice(0, firstKept)
    const last = old.at(-1)
    if (last !== undefined) await db.write((tx) => tx.delete(changes).where(lte(position, last.position)))
    return old.length
  }
}

const toChange = (row: LoggedChange): Change => ({
  position: String(row.position),
  id: row.id,
  type: row.type,
  resource: row.resource,
  resourceId: row.resourceId,
  articleId: row.articleId,
  version: row.version,
  at: row.at.toISOString(),
})
