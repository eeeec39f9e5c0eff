// How long what readers see stays the same. It changes with the change log, which holds every visible change, and with the
// clock: an embargo that ends and a right that runs out are nobody's commit.

import { and, eq, gt, min } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { latestChange } from '../db/outbox.ts'

/** The same number as long as readers see the same; a promise of it where the database must be asked. */
export type ViewEpoch = () => number | Promise<number>

export function viewEpoch(db: Database, now: () => Date): ViewEpoch {
  const newestChange = latestChange(db)
  let epoch = 0
  let known: { stamp: number | string; position: number; until: number } | undefined

  const isKnown = (stamp: number | string) =>
    known !== undefined && known.stamp === stamp && now().getTime() < known.until

  async function ask(stamp: number | string): Promise<number> {
    const position = (await newestChange())?.position ?? 0
    const until = await nextTurn(db, now())
    const isSame =
      known !== undefined && known.position === position && known.until === until && now().getTime() < until
    if (!isSame) epoch += 1
    known = { stamp, position, until }
    return epoch
  }

  return () => {
    // Read before anything else, so that a commit in between is seen the next time.
    const stamp = db.stamp()
    return isKnown(stamp) ? epoch : ask(stamp)
  }
}

/** Milliseconds since 1970 of the next instant at which the clock alone changes what readers see; Infinity for none. */
async function nextTurn(db: Database, now: Date): Promise<number> {
  const { articles, mediaCredits } = db.tables
  const [embargo] = await db.read
    .select({ at: min(articles.embargoUntil) })
    .from(articles)
    .where(and(eq(articles.status, 'published'), gt(articles.embargoUntil, now)))
  const [rights] = await db.read
    .select({ at: min(mediaCredits.rightsExpireAt) })
    .from(mediaCredits)
    .where(gt(mediaCredits.rightsExpireAt, now))
  return Math.min(
    embargo?.at?.getTime() ?? Number.POSITIVE_INFINITY,
    rights?.at?.getTime() ?? Number.POSITIVE_INFINITY,
  )
}
