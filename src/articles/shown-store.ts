// What readers see, as one number that stays while it does, and the instant since when. It changes with the change log, with what
// changes quietly, and with the clock: an embargo that ends, an article whose time is over and a right that runs out are nobody's
// commit.

import { and, eq, gt, lte, max, min } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { latestChange, oldestChange } from '../db/outbox.ts'
import { placeholder } from '../db/prepare.ts'
import { latestQuietChange } from '../db/quiet-changes.ts'
import type { Shown } from '../http/response-cache.ts'

interface State {
  /** Position of the oldest change of the log: it is itself among what readers see, and what is removed from it counts too. */
  oldest: number
  newest: { position: number; at: Date } | undefined
  /** Counter of what changes without a place in the log. */
  quiet: number
  /** When the clock last changed what readers see, and when it will next; milliseconds since 1970. */
  turned: number
  until: number
}

/** Asks for the state of what readers see; a promise of it where the database must be asked. */
export function shownState(db: Database, now: () => Date): () => Shown | Promise<Shown> {
  const newestChange = latestChange(db)
  const firstChange = oldestChange(db)
  const quietChange = latestQuietChange(db)
  const nextInstant = nextTurn(db)
  const lastInstant = lastTurn(db)
  let shown: Shown = { epoch: 0, changedAt: undefined }
  let known: (State & { stamp: number | string }) | undefined

  const isKnown = (stamp: number | string) =>
    known !== undefined && known.stamp === stamp && now().getTime() < known.until

  async function read(): Promise<State> {
    const at = { now: now() }
    return {
      oldest: (await firstChange()) ?? 0,
      newest: await newestChange(),
      quiet: await quietChange(),
      turned: await lastInstant(at),
      until: await nextInstant(at),
    }
  }

  async function ask(stamp: number | string): Promise<Shown> {
    const state = await read()
    const isSame =
      known !== undefined &&
      known.oldest === state.oldest &&
      known.newest?.position === state.newest?.position &&
      known.quiet === state.quiet &&
      known.until === state.until &&
      now().getTime() < state.until
    if (!isSame) shown = { epoch: shown.epoch + 1, changedAt: changedAt(state) }
    known = { ...state, stamp }
    return shown
  }

  return () => {
    // Read before anything else, so that a commit in between is seen the next time.
    const stamp = db.stamp()
    return isKnown(stamp) ? shown : ask(stamp)
  }
}

/** With the newest change, or by the clock alone: whoever asks for what was modified since must hear of both. */
function changedAt({ newest, quiet, turned }: State): Date | undefined {
  const latest = Math.max(newest?.at.getTime() ?? 0, quiet, turned)
  return latest === 0 ? undefined : new Date(latest)
}

/** Every instant at which the clock alone changes what readers see, and where it counts. */
function turnsOf({ articles, mediaCredits }: Database['tables']) {
  const isPublished = eq(articles.status, 'published')
  return [
    { name: 'embargo', from: articles, at: articles.embargoUntil, where: isPublished },
    // One whose time is over stands as unpublished soon after, and the change log says since when.
    { name: 'expiry', from: articles, at: articles.expiresAt, where: isPublished },
    { name: 'rights', from: mediaCredits, at: mediaCredits.rightsExpireAt, where: undefined },
  ]
}

type Turn = (at: { now: Date }) => Promise<number>

/** Gives the next of them, in milliseconds since 1970; Infinity for none. */
function nextTurn(db: Database): Turn {
  const asked = turnsOf(db.tables).map(({ name, from, at, where }) =>
    db.prepare(`${name}_next`, (read) =>
      read
        .select({ at: min(at) })
        .from(from)
        .where(and(where, gt(at, placeholder(at, 'now')))),
    ),
  )
  return async (at) => {
    const turns = await Promise.all(asked.map((ask) => ask(at)))
    return Math.min(...turns.map(([turn]) => turn?.at?.getTime() ?? Number.POSITIVE_INFINITY))
  }
}

/** Gives the last of them that has come, in milliseconds since 1970; 0 for none. */
function lastTurn(db: Database): Turn {
  const asked = turnsOf(db.tables).map(({ name, from, at, where }) =>
    db.prepare(`${name}_latest`, (read) =>
      read
        .select({ at: max(at) })
        .from(from)
        .where(and(where, lte(at, placeholder(at, 'now')))),
    ),
  )
  return async (at) => {
    const turns = await Promise.all(asked.map((ask) => ask(at)))
    return Math.max(...turns.map(([turn]) => turn?.at?.getTime() ?? 0))
  }
}
