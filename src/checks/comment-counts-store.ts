import { desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import { markQuietChange } from '../db/quiet-changes.ts'
import type { Derived, Difference } from './derived.ts'

const window = 500

const names = ['replyCount', 'descendantCount', 'upCount', 'downCount', 'score', 'reportCount'] as const
type Counts = Record<(typeof names)[number], number>

/**
 * The counts of comments. Newest first, which is from the answers upward: how many are under a comment follows from what its
 * direct answers say, so each is held against one level only.
 */
export function commentCountChecks(db: Database, now: () => Date): Derived {
  const { tables } = db
  const { comments, commentReactions, commentReports } = tables

  /** As text: a column would lose the name of its table in the list of what is selected. */
  const own = sql`"comments"."id"`
  const underneath = (what: SQL, condition = sql`true`) =>
    sql`(select ${what} from ${comments} as child where child."parentId" = ${own} and ${condition})`
  const isSeen = sql`child."status" = 'published'`
  const reacted = (kind: string) =>
    sql`(select count(*) from ${commentReactions} as made where made."commentId" = ${own} and made."kind" = ${kind})`
  const seen = sql`case when ${isSeen} then 1 else 0 end`
  const number = (value: SQL) => value.mapWith(Number)
  const made = {
    replyCount: number(underneath(sql`count(*)`, isSeen)),
    descendantCount: number(underneath(sql`coalesce(sum(child."descendantCount" + ${seen}), 0)`)),
    upCount: number(reacted('up')),
    downCount: number(reacted('down')),
    score: number(sql`${reacted('up')} - ${reacted('down')}`),
    reportCount: number(
      sql`(select count(*) from ${commentReports} as made where made."commentId" = ${own})`,
    ),
  }
  const { replyCount, descendantCount, upCount, downCount, score, reportCount } = comments
  const stored = { replyCount, descendantCount, upCount, downCount, score, reportCount }

  const read = (queries: Queries, condition: SQL | undefined) =>
    queries
      .select({ id: comments.id, stored, made })
      .from(comments)
      .where(condition)
      .orderBy(desc(comments.id))
      .limit(window)

  return {
    what: 'counts of comments',

    async look(after) {
      const rows = await read(db.read, after === undefined ? undefined : lt(comments.id, after))
      const suspects = rows.filter((row) => differencesOf(row).length > 0).map(({ id }) => id)
      return { suspects, next: rows.length < window ? undefined : rows.at(-1)?.id }
    },

    settle: (id, mend) =>
      db.write(async (tx) => {
        // Whoever changes what it is made of changes its counts in the same transaction, by the difference: held, it stands still.
        await tx
          .update(comments)
          .set({ version: sql`${comments.version}` })
          .where(eq(comments.id, id))
        const [row] = await read(tx, eq(comments.id, id))
        const found = row === undefined ? [] : differencesOf(row)
        if (row === undefined || !mend || found.length === 0) return found
        await tx.update(comments).set(row.made).where(eq(comments.id, id))
        await markQuietChange(tx, tables, now())
        return found
      }),
  }
}

const differencesOf = ({ id, stored, made }: { id: string; stored: Counts; made: Counts }): Difference[] =>
  names
    .filter((name) => stored[name] !== made[name])
    .map((name) => ({ what: `comment.${name}`, id, stored: stored[name], expected: made[name] }))
