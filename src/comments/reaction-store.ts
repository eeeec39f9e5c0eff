import { and, eq, ne, sql } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import { markQuietChange } from '../db/quiet-changes.ts'
import type { ReactionKind } from '../db/schema.ts'
import { AppError } from '../errors.ts'
import { openComments, type ReaderDeps } from './open-comment-store.ts'
import { noSuchComment } from './read-store.ts'
import type { Reader } from './reader.ts'
import type { Reaction } from './schema.ts'

export type ReactionStore = ReturnType<typeof reactionStore>

/** Who is for a comment and who is against it: one row a reader, and two counts that follow the rows. */
export function reactionStore(db: Database, deps: ReaderDeps) {
  const { tables } = db
  const { comments, commentReactions } = tables
  const open = openComments(db, deps)

  /**
   * Moves the counts by what one row changed, in one statement, so that they can neither drift nor fall below zero. Throws
   * `not_found` when the comment went meanwhile.
   */
  async function count(
    tx: Queries,
    id: string,
    change: { now?: ReactionKind; before?: ReactionKind | null },
  ) {
    const difference = (kind: ReactionKind) => Number(change.now === kind) - Number(change.before === kind)
    const [up, down] = [difference('up'), difference('down')]
    const [counted] = await tx
      .update(comments)
      .set({
        upCount: sql`${comments.upCount} + ${up}`,
        downCount: sql`${comments.downCount} + ${down}`,
        score: sql`${comments.score} + ${up - down}`,
      })
      .where(and(eq(comments.id, id), eq(comments.status, 'published')))
      .returning({ up: comments.upCount, down: comments.downCount })
    if (counted === undefined) throw noSuchComment()
    await markQuietChange(tx, tables, deps.now())
    return counted
  }

  async function countsOf(tx: Queries, id: string) {
    const [counts] = await tx
      .select({ up: comments.upCount, down: comments.downCount })
      .from(comments)
      .where(eq(comments.id, id))
    if (counts === undefined) throw noSuchComment()
    return counts
  }

  return {
    /** Sets a reader's reaction; the same once more changes nothing. Throws `not_found`, `forbidden`. */
    async react(id: string, { kind, reader }: { kind: ReactionKind; reader: Reader }): Promise<Reaction> {
      const { readerKey, isOwn, settings } = await open.find(id, reader)
      if (!settings.reactions) throw new AppError('forbidden', 'This publication takes no reactions.')
      if (isOwn) throw new AppError('forbidden', 'Nobody reacts to their own comment.')
      const reactions = await db.write(async (tx) => {
        const [changed] = await tx
          .insert(commentReactions)
          .values({ commentId: id, readerKey, kind, at: deps.now() })
          .onConflictDoUpdate({
            target: [commentReactions.commentId, commentReactions.readerKey],
            set: { kind, previous: sql`${commentReactions.kind}`, at: deps.now() },
            setWhere: ne(commentReactions.kind, kind),
          })
          .returning({ before: commentReactions.previous })
        return changed === undefined ? countsOf(tx, id) : count(tx, id, { now: kind, before: changed.before })
      })
      return { reaction: kind, reactions }
    },

    /** Takes a reader's reaction back; where there is none, nothing changes. Throws `not_found`. */
    async withdraw(id: string, reader: Reader): Promise<void> {
      const { readerKey } = await open.find(id, reader)
      await db.write(async (tx) => {
        const [removed] = await tx
          .delete(commentReactions)
          .where(and(eq(commentReactions.commentId, id), eq(commentReactions.readerKey, readerKey)))
          .returning({ before: commentReactions.kind })
        if (removed !== undefined) await count(tx, id, removed)
      })
    },
  }
}
