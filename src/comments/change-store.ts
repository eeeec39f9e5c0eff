import { and, eq } from 'drizzle-orm'
import { holdArticle } from '../articles/hold-store.ts'
import type { Database, Queries } from '../db/database.ts'
import { markQuietChange } from '../db/quiet-changes.ts'
import type { Tables } from '../db/schema.ts'
import { newId } from '../ids.ts'
import { commentAnnouncer } from './announce-store.ts'
import { type ArticleCounter, commentCounts } from './count-store.ts'
import { isSeen, seenDifference } from './rules.ts'

type Row = Tables['comments']['$inferSelect']

/** A row before and after it was written. */
interface Written {
  before: Row
  after: Row
  at: Date
}

/** What the log keeps of a change. */
interface Deed {
  /** The name of a key, `author`, or `system`. */
  actor: string
  action: string
  reasonCode?: string | null | undefined
  note?: string | null | undefined
}

/** The next version of a row, if it still is the one that was read; undefined when somebody else was faster. */
export async function writeComment(
  tx: Queries,
  { comments }: Tables,
  { row, set }: { row: Row; set: Partial<Row> },
): Promise<Row | undefined> {
  const [after] = await tx
    .update(comments)
    .set({ ...set, version: row.version + 1 })
    .where(and(eq(comments.id, row.id), eq(comments.version, row.version)))
    .returning()
  return after
}

/** Logs what was done to a row that readers do not see, before or after; its tombstone may say something else now. */
export async function logUnseen(
  tx: Queries,
  tables: Tables,
  { written, deed }: { written: Written; deed: Deed },
): Promise<void> {
  await log(tx, tables, { written, deed })
  await markQuietChange(tx, tables, written.at)
}

async function log(
  tx: Queries,
  { commentLog }: Tables,
  { written: { before, after, at }, deed }: { written: Written; deed: Deed },
): Promise<void> {
  const { actor, action, reasonCode = null, note = null } = deed
  const entry = { id: newId(), commentId: before.id, at, actor, action, reasonCode, note }
  await tx.insert(commentLog).values({ ...entry, fromStatus: before.status, toStatus: after.status })
}

/** What every change of a comment has in common, whoever makes it: the next version, the log, the counts, the announcement. */
export const commentChanges = (db: Database, articles: ArticleCounter) => {
  const { tables } = db
  const counts = commentCounts(db, articles)
  const announce = commentAnnouncer(db)

  /** Holds the article to the end, so that it is as readers see it when they are told; the ancestors before it, if they count. */
  async function count(tx: Queries, row: Row, difference: number): Promise<void> {
    if (difference === 0) await holdArticle(tx, tables, eq(tables.articles.id, row.articleId))
    else await counts.add(tx, row, difference)
  }

  return {
    /** As `writeComment`. */
    write: (tx: Queries, row: Row, set: Partial<Row>) => writeComment(tx, tables, { row, set }),

    /** Logs what was done to a row, counts what readers see more or less of, and tells the world; last, as it locks. */
    async record(tx: Queries, written: Written, deed: Deed): Promise<void> {
      const { before, after, at } = written
      if (!isSeen(before.status) && !isSeen(after.status)) return logUnseen(tx, tables, { written, deed })
      await log(tx, tables, { written, deed })
      await count(tx, after, seenDifference(before.status, after.status))
      const type = isSeen(after.status) ? 'comment.published' : 'comment.removed'
      await announce(tx, { type, comment: after, at })
    },
  }
}
