import { and, asc, eq, isNull, lte, or, sql } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import type { DueWork } from '../db/due.ts'
import { markQuietChange } from '../db/quiet-changes.ts'

/** A tombstone without replies says nothing; for a while a moderator may ask what happened. */
const tombstoneDays = 30

/**
 * Removes tombstones that nothing hangs on. Each is looked at once: one that has to stay loses its instant, and with it its
 * place among what is due, until a reply of it is removed.
 */
export function tombstones(db: Database, now: () => Date): DueWork {
  const { tables } = db
  const { comments } = tables
  const { id, parentId, statusAt } = comments
  const longAgo = () => new Date(now().getTime() - tombstoneDays * 24 * 60 * 60 * 1000)
  const isDue = () => and(eq(comments.status, 'deleted'), lte(statusAt, longAgo()))

  const settle = (row: { id: string; parentId: string | null; statusAt: Date | null }) =>
    db.write(async (tx) => {
      if (row.statusAt === null) return
      // A reply that is removed meanwhile moves the instant on, and is not overlooked.
      const asRead = and(eq(id, row.id), eq(comments.status, 'deleted'), eq(statusAt, row.statusAt))
      const hasReplies = sql`exists (select 1 from ${comments} as child where child."parentId" = ${row.id})`
      const [answer] = await tx.select({ id }).from(comments).where(eq(comments.inReplyTo, row.id)).limit(1)
      const [gone] = await tx
        .delete(comments)
        .where(and(asRead, sql`not ${hasReplies}`))
        .returning({ id })
      if (gone === undefined) {
        await tx.update(comments).set({ statusAt: null }).where(asRead)
        return
      }
      if (row.parentId !== null)
        await tx
          .update(comments)
          .set({ statusAt: longAgo() })
          .where(
            and(
              eq(id, row.parentId),
              eq(comments.status, 'deleted'),
              or(isNull(statusAt), lte(statusAt, longAgo())),
            ),
          )
      // An answer beside it, at the last level, says no longer what it answers.
      if (answer !== undefined) await markQuietChange(tx, tables, now())
    })

  return {
    what: 'tombstones that nothing hangs on',
    async find(limit) {
      const due = await db.read
        .select({ id, parentId, statusAt })
        .from(comments)
        .where(isDue())
        .orderBy(asc(statusAt), asc(id))
        .limit(limit)
      return due.map((row) => () => settle(row))
    },
  }
}
