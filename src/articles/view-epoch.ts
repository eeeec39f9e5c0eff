// How long what readers see stays the same. It changes with the change log, with what changes quietly, and with the clock: an
// embargo that ends and a right that runs out are nobody's commit.

import { and, eq, gt, lte, max, min } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { latestChange, oldestChange } from '../db/outbox.ts'
import { placeholder } from '../db/prepare.ts'
import { latestQuietChange } from '../db/quiet-changes.ts'

/** The same number as long as readers see the same; a promise of it where the database must be asked. */
export type ViewEpoch = () => number | Promise<number>

interface State {
  /** Positions of the change log. */
  oldest: number
  newest: number
  /** Counter of what changes without a place in the log. */
  quiet: number
  /** Milliseconds since 1970. */
  until: number
}

export function viewEpoch(db: Database, now: () => Date): ViewEpoch {
  const newestChange = latestChange(db)
  const firstChange = oldestChange(db)
  const quietChange = latestQuietChange(db)
  const nextInstant = nextTurn(db, now)
  let epoch = 0
  let known: (State & { stamp: number | string }) | undefined

  const isKnown = (stamp: number | string) =>
    known !== undefined && known.stamp === stamp && now().getTime() < known.until

  /** The log is itself among what readers see: what is removed from its beginning counts too. */
  const read = async (): Promise<State> => ({
    oldest: (await firstChange()) ?? 0,
    newest: (await newestChange())?.position ?? 0,
    quiet: await quietChange(),
    until: await nextInstant(),
  })

  async function ask(stamp: number | string): Promise<number> {
    const state = await read()
    const isSame =
      known !== undefined &&
      known.oldest === state.oldest &&
      known.newest === state.newest &&
      known.quiet === state.quiet &&
      known.until === state.until &&
      now().getTime() < state.until
    if (!isSame) epoch += 1
    known = { ...state, stamp }
    return epoch
  }

  return () => {
    // Read before anything else, so that a commit in between is seen the next time.
    const stamp = db.stamp()
    return isKnown(stamp) ? epoch : ask(stamp)
  }
}

/** Gives the next instant at which the clock alone changes what readers see, in milliseconds since 1970; Infinity for none. */
function nextTurn(db: Database, now: () => Date): () => Promise<number> {
  const { articles, mediaCredits } = db.tables
  const embargo = db.prepare('embargo_next', (read) =>
    read
      .select({ at: min(articles.embargoUntil) })
      .from(articles)
      .where(
        and(
          eq(articles.status, 'published'),
          gt(articles.embargoUntil, placeholder(articles.embargoUntil, 'now')),
        ),
      ),
  )
  const rights = db.prepare('rights_next', (read) =>
    read
      .select({ at: min(mediaCredits.rightsExpireAt) })
      .from(mediaCredits)
      .where(gt(mediaCredits.rightsExpireAt, placeholder(mediaCredits.rightsExpireAt, 'now'))),
  )
  return async () => {
    const at = { now: now() }
    const [[ending], [expiring]] = await Promise.all([embargo(at), rights(at)])
    return Math.min(
      ending?.at?.getTime() ?? Number.POSITIVE_INFINITY,
      expiring?.at?.getTime() ?? Number.POSITIVE_INFINITY,
    )
  }
}

/**
 * Gives when what readers see became what it is: with the newest change, or by the clock alone. Whoever asks for what was
 * modified since must hear of both.
 */
export function latestTurn(db: Database, now: () => Date): () => Promise<Date | undefined> {
  const { articles, mediaCredits } = db.tables
  const newestChange = latestChange(db)
  const quietChange = latestQuietChange(db)
  const embargo = db.prepare('embargo_latest', (read) =>
    read
      .select({ at: max(articles.embargoUntil) })
      .from(articles)
      .where(
        and(
          eq(articles.status, 'published'),
          lte(articles.embargoUntil, placeholder(articles.embargoUntil, 'now')),
        ),
      ),
  )
  const rights = db.prepare('rights_latest', (read) =>
    read
      .select({ at: max(mediaCredits.rightsExpireAt) })
      .from(mediaCredits)
      .where(lte(mediaCredits.rightsExpireAt, placeholder(mediaCredits.rightsExpireAt, 'now'))),
  )
  return async () => {
    const at = { now: now() }
    const [change, quiet, [ended], [expired]] = await Promise.all([
      newestChange(),
      quietChange(),
      embargo(at),
      rights(at),
    ])
    const told = [change?.at, ended?.at, expired?.at].flatMap((turn) => turn?.getTime() ?? [])
    const turns = quiet === 0 ? told : [...told, quiet]
    return turns.length === 0 ? undefined : new Date(Math.max(...turns))
  }
}
