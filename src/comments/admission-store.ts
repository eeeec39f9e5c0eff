import { and, eq, gt, ne, sql } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import { placeholder } from '../db/prepare.ts'
import { AppError } from '../errors.ts'
import { sentence } from './messages.ts'

/** How long the same words from the same person count as sent twice. */
const duplicateHours = 24
const minute = 60_000

/** A text at the door: under which keys it is known, and how many may come. */
export interface Newcomer {
  commentId: string
  /** Whether it comes in the place of an earlier text of the comment. */
  isEdit: boolean
  duplicateKey: string
  /** Of its sender; none for whom nothing is counted. */
  rateKeys: readonly string[]
  maxPerMinute: number
  at: Date
}

/**
 * Lets each text in once, and no more of them in a minute than the settings say. What counts is decided by one statement each
 * within the transaction that stores the text, so that of many at once exactly as many come in as may.
 */
export function admission(db: Database) {
  const { commentDuplicates: duplicates, commentRates: rates } = db.tables

  const claim = db.prepareWrite('comment_duplicate', (tx) => {
    const [commentId, expiresAt] = [
      sql.placeholder('commentId'),
      sql`${placeholder(duplicates.expiresAt, 'expiresAt')}`,
    ]
    return tx
      .insert(duplicates)
      .values({ key: sql.placeholder('key'), commentId, expiresAt })
      .onConflictDoUpdate({
        target: duplicates.key,
        set: { commentId: sql`${commentId}`, expiresAt },
        setWhere: sql`${duplicates.expiresAt} <= ${placeholder(duplicates.expiresAt, 'at')} or ${duplicates.commentId} = ${commentId}`,
      })
      .returning({ commentId: duplicates.commentId })
  })

  async function admitOnce(tx: Queries, newcomer: Newcomer): Promise<void> {
    const { commentId, isEdit, duplicateKey: key, at } = newcomer
    if (isEdit)
      await tx.delete(duplicates).where(and(eq(duplicates.commentId, commentId), ne(duplicates.key, key)))
    const expiresAt = new Date(at.getTime() + duplicateHours * 60 * minute)
    const [first] = await claim(tx, { key, commentId, expiresAt, at })
    if (first === undefined) throw isDuplicate()
  }

  const countOne = db.prepareWrite('comment_rate', (tx) => {
    const endsAt = sql`${placeholder(rates.endsAt, 'endsAt')}`
    const isOver = sql`${rates.endsAt} <= ${placeholder(rates.endsAt, 'at')}`
    return tx
      .insert(rates)
      .values({ key: sql.placeholder('key'), count: 1, endsAt })
      .onConflictDoUpdate({
        target: rates.key,
        set: {
          count: sql`case when ${isOver} then 1 else ${rates.count} + 1 end`,
          endsAt: sql`case when ${isOver} then ${endsAt} else ${rates.endsAt} end`,
        },
      })
      .returning()
  })

  async function count(tx: Queries, key: string, { at, maxPerMinute }: Newcomer): Promise<void> {
    const endsAt = new Date(at.getTime() + minute)
    const [rate] = await countOne(tx, { key, endsAt, at })
    if (rate !== undefined && rate.count > maxPerMinute) throw isFlood(rate.endsAt, at)
  }

  return {
    /** Throws `conflict` (duplicate), `rate_limited`. The comment's row is there already. */
    async admit(tx: Queries, newcomer: Newcomer): Promise<void> {
      await admitOnce(tx, newcomer)
      for (const key of newcomer.rateKeys) await count(tx, key, newcomer)
    },

    /** The same without storing anything, before a text is shown to a service that costs time and money. Throws the same. */
    async foresee({ commentId, duplicateKey, rateKeys, maxPerMinute, at }: Newcomer): Promise<void> {
      const [known] = await db.read
        .select({ commentId: duplicates.commentId })
        .from(duplicates)
        .where(
          and(
            eq(duplicates.key, duplicateKey),
            gt(duplicates.expiresAt, at),
            ne(duplicates.commentId, commentId),
          ),
        )
      if (known !== undefined) throw isDuplicate()
      for (const key of rateKeys) {
        const [rate] = await db.read
          .select()
          .from(rates)
          .where(and(eq(rates.key, key), gt(rates.endsAt, at)))
        if (rate !== undefined && rate.count >= maxPerMinute) throw isFlood(rate.endsAt, at)
      }
    },
  }
}

const isDuplicate = () => new AppError('conflict', sentence('duplicate'), { code: 'duplicate' })

function isFlood(endsAt: Date, at: Date): AppError {
  const wait = Math.max(1, Math.ceil((endsAt.getTime() - at.getTime()) / 1000))
  return new AppError('rate_limited', `That was a lot at once; wait ${wait} seconds.`, {
    headers: { 'retry-after': String(wait) },
  })
}
