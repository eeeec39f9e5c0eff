import { and, eq, lte } from 'drizzle-orm'
import type { Queries } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import { AppError } from '../errors.ts'
import { sentence } from './messages.ts'
import type { CommentSettings } from './settings.ts'

/** Who said the same before: a claim on words, good for a time. */
export const duplicateClaims = (
  { commentDuplicates }: Tables,
  { duplicateHours }: Pick<CommentSettings, 'duplicateHours'>,
) => ({
  /**
   * Claims a comment's words from an instant on. One statement, so that of many at once exactly one is the first.
   * Throws `conflict` (duplicate) when another comment has the claim.
   */
  async claim(
    tx: Queries,
    { id: commentId, duplicateKey: key, createdAt }: { id: string; duplicateKey: string; createdAt: Date },
  ): Promise<void> {
    const expiresAt = new Date(createdAt.getTime() + duplicateHours * 60 * 60 * 1000)
    const [first] = await tx
      .insert(commentDuplicates)
      .values({ key, commentId, expiresAt })
      .onConflictDoUpdate({
        target: commentDuplicates.key,
        set: { commentId, expiresAt },
        setWhere: lte(commentDuplicates.expiresAt, createdAt),
      })
      .returning({ commentId: commentDuplicates.commentId })
    if (first === undefined) throw new AppError('conflict', sentence('duplicate'), { code: 'duplicate' })
  },

  /** Gives up a comment's claim on words that it no longer says. */
  async release(tx: Queries, { id, duplicateKey }: { id: string; duplicateKey: string }): Promise<void> {
    await tx
      .delete(commentDuplicates)
      .where(and(eq(commentDuplicates.key, duplicateKey), eq(commentDuplicates.commentId, id)))
  },
})
