// The change log with what is under embargo in it, for the few who have articles before their release. Its positions are its own: a
// change of everybody's log stands behind those under embargo that were committed before it. See `db/outbox.ts`.

import { asc, desc, gt, inArray, lt, lte, sql } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { changeCounter, embargoedCounter } from '../db/outbox.ts'
import { placeholder } from '../db/prepare.ts'
import { type ChangeLog, type LoggedChange, type NamedPlace, placeOf } from './log-store.ts'
import { type inHeader, inQuery, requireKept, tooOld } from './position.ts'

/** Where both logs were read to. */
interface Place {
  position: number
  number: number
}

export function wholeLog(db: Database, open: Pick<ChangeLog, 'behind' | 'last'>) {
  const { embargoedChanges: apart, counters } = db.tables
  const given = db.prepare('whole_log_last', (read) =>
    read
      .select()
      .from(counters)
      .where(inArray(counters.name, [changeCounter, embargoedCounter])),
  )
  const upTo = db.prepare('whole_log_up_to', (read) =>
    read
      .select()
      .from(apart)
      .where(lte(apart.place, placeholder(apart.place, 'place')))
      .orderBy(desc(apart.place))
      .limit(1),
  )
  const behindNumber = db.prepare('whole_log_behind', (read) =>
    read
      .select()
      .from(apart)
      .where(gt(apart.number, placeholder(apart.number, 'number')))
      .orderBy(asc(apart.number))
      .limit(sql.placeholder('limit')),
  )

  /** Throws `gone` (too_old) where what was under embargo before it is kept no longer. */
  async function placeIn(position: number): Promise<Place> {
    const [before] = await upTo({ place: position })
    const [oldest] = before === undefined ? await behindNumber({ number: 0, limit: 1 }) : []
    if (oldest !== undefined && oldest.number > 1) throw tooOld()
    const number = before?.number ?? 0
    return { position: position - number, number }
  }

  async function last(): Promise<number> {
    return (await given()).reduce((sum, { value }) => sum + value, 0)
  }

  /** Throws `gone` (too_old) where changes behind a position were removed, `invalid` for one that was not given out yet. */
  async function requirePlace(
    since: number,
    sentAs: typeof inQuery | typeof inHeader = inQuery,
  ): Promise<void> {
    const newest = await last()
    requireKept(since, { next: since + 1, last: newest, sentAs })
    const { position } = await placeIn(since)
    const lastOpen = await open.last()
    const [next] = await open.behind(position, 1)
    requireKept(position, { next: next?.position, last: Math.max(lastOpen, position), sentAs })
  }

  return {
    /** The position of the newest change, under embargo or not. */
    last,

    /** Behind which position nothing is missing. */
    async oldest(): Promise<number> {
      const newest = await open.last()
      const [change] = await open.behind(0, 1)
      const [first] = await behindNumber({ number: 0, limit: 1 })
      const removed = (change?.position ?? newest + 1) - 1
      const [before] = await db.read
        .select()
        .from(apart)
        .where(lt(sql`${apart.place} - ${apart.number}`, removed))
        .orderBy(desc(apart.number))
        .limit(1)
      const ofApart = first === undefined || first.number === 1 ? 0 : first.place
      return Math.max(ofApart, removed === 0 ? 0 : removed + (before?.number ?? 0))
    },

    /** Changes behind a position, oldest first. Throws `gone` (too_old). */
    async behind(since: number, limit: number): Promise<LoggedChange[]> {
      const from = await placeIn(since)
      // In this order: what was committed before a change is read after it.
      const changes = await open.behind(from.position, limit)
      const embargoed = await behindNumber({ number: from.number, limit })
      const merged: LoggedChange[] = []
      for (let position = since + 1; merged.length < limit; position++) {
        const [next, change] = [embargoed[0], changes[0]]
        if (next?.place === position) {
          const { number: _, place: __, ...row } = next
          merged.push({ ...row, position, isEmbargoed: true })
          embargoed.shift()
        } else if (change !== undefined) {
          merged.push({ ...change, position })
          changes.shift()
        } else break
      }
      return merged
    },

    requirePlace,

    /** Where both logs stand at a position. Throws `gone` (too_old). */
    placeIn,

    /** As `ChangeLog.placeOf`. */
    placeOf: (given: NamedPlace) => placeOf(given, requirePlace),
  }
}
