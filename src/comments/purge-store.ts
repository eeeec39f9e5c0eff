import { and, eq, inArray, lte } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import type { DueWork } from '../db/due.ts'
import { logUnseen, writeComment } from './change-store.ts'
import { emptied, removeTraces } from './removal-store.ts'
import { tombstones } from './tombstone-store.ts'

const day = 24 * 60 * 60 * 1000
/** What waits for a moderator, or was sorted out, for so long is nothing that anybody comes back to. */
const waitingDays = 30

/** Removes what was kept for a time: personal data, claims on words, questions to the spam service, comments nobody wants. */
export function commentPurges(db: Database, now: () => Date): DueWork[] {
  const { tables } = db
  const { comments, commentPii, commentDuplicates, commentRates, spamChecks } = tables
  const before = (days: number) => new Date(now().getTime() - days * day)

  /** Rows of which nothing else depends go together. */
  const sweeping = <K>(
    what: string,
    work: { find: (limit: number) => Promise<K[]>; remove: (keys: K[]) => Promise<void> },
  ) => ({
    what,
    async find(limit: number) {
      const keys = await work.find(limit)
      return keys.length === 0 ? [] : [() => work.remove(keys)]
    },
  })

  async function expire(id: string): Promise<void> {
    await db.write(async (tx) => {
      const at = now()
      const [row] = await tx.select().from(comments).where(eq(comments.id, id))
      if (row === undefined || (row.status !== 'pending' && row.status !== 'spam')) return
      if (row.statusAt === null || row.statusAt > before(waitingDays)) return
      const set = { ...emptied, status: 'deleted', previousStatus: row.status, statusAt: at } as const
      const after = await writeComment(tx, tables, { row, set })
      if (after === undefined) return
      await removeTraces(tx, tables, id)
      const deed = { actor: 'system', action: 'expire' }
      await logUnseen(tx, tables, { written: { before: row, after, at }, deed })
    })
  }

  return [
    sweeping('personal data whose time is over', {
      find: (limit) =>
        db.read
          .select({ id: commentPii.commentId })
          .from(commentPii)
          .where(lte(commentPii.expiresAt, now()))
          .limit(limit),
      remove: async (keys) => {
        const ids = keys.map(({ id }) => id)
        await db.write((tx) => tx.delete(commentPii).where(inArray(commentPii.commentId, ids)))
      },
    }),
    sweeping('words that may be said again', {
      find: (limit) =>
        db.read
          .select({ key: commentDuplicates.key })
          .from(commentDuplicates)
          .where(lte(commentDuplicates.expiresAt, now()))
          .limit(limit),
      remove: async (rows) => {
        const keys = rows.map(({ key }) => key)
        await db.write((tx) =>
          tx
            .delete(commentDuplicates)
            .where(and(inArray(commentDuplicates.key, keys), lte(commentDuplicates.expiresAt, now()))),
        )
      },
    }),
    sweeping('minutes that are over', {
      find: (limit) =>
        db.read
          .select({ key: commentRates.key })
          .from(commentRates)
          .where(lte(commentRates.endsAt, now()))
          .limit(limit),
      remove: async (rows) => {
        const keys = rows.map(({ key }) => key)
        await db.write((tx) =>
          tx
            .delete(commentRates)
            .where(and(inArray(commentRates.key, keys), lte(commentRates.endsAt, now()))),
        )
      },
    }),
    sweeping('questions to the spam service', {
      find: (limit) =>
        db.read
          .select({ id: spamChecks.commentId })
          .from(spamChecks)
          .where(lte(spamChecks.expiresAt, now()))
          .limit(limit),
      remove: async (rows) => {
        const ids = rows.map(({ id }) => id)
        await db.write((tx) =>
          tx
            .delete(spamChecks)
            .where(and(inArray(spamChecks.commentId, ids), lte(spamChecks.expiresAt, now()))),
        )
      },
    }),
    {
      what: 'comments that nobody decided about',
      async find(limit) {
        const due = await db.read
          .select({ id: comments.id })
          .from(comments)
          .where(
            and(inArray(comments.status, ['pending', 'spam']), lte(comments.statusAt, before(waitingDays))),
          )
          .limit(limit)
        return due.map(
          ({ id }) =>
            () =>
              expire(id),
        )
      },
    },
    tombstones(db, now),
  ]
}
