import { and, desc, eq, inArray, lt, lte, or } from 'drizzle-orm'
import type { Addresses } from '../articles/wire.ts'
import type { Database } from '../db/database.ts'
import type { Cursors } from '../http/cursor.ts'
import type { Page } from '../http/schema.ts'
import type { ArticleCounter } from './count-store.ts'
import type { LogQuery, ModerationLogEntry, ModerationQuery } from './decision-schema.ts'
import { commentDecisions, type Decided } from './decision-store.ts'
import { commentHistories } from './history-store.ts'
import type { ModeratedComment } from './moderated-schema.ts'
import { commentOrders } from './order-store.ts'
import { moderationQueue } from './queue-store.ts'
import { noSuchComment, publicColumns } from './read-store.ts'
import { type ModerationRow, toModerated, toModerationLogEntry } from './wire.ts'

export type ModerationStore = ReturnType<typeof moderationStore>

interface ModerationDeps {
  now: () => Date
  articles: ArticleCounter
  addresses: Addresses
  cursors: Cursors
}

/** What moderators see and decide, each decision in one transaction with its log, its counts and its announcement. */
export function moderationStore(db: Database, { now, articles, addresses, cursors }: ModerationDeps) {
  const { tables } = db
  const { comments, commentPii, commentSources, commentLog } = tables
  const order = commentOrders(tables).oldest
  const queue = moderationQueue(db)
  const histories = commentHistories(db)
  const carryOut = commentDecisions(db, { now, articles })

  /** Rows with the personal data that only moderators see, as long as it is kept. */
  const select = () =>
    db.read
      .select({
        ...publicColumns(tables),
        bodyRaw: comments.bodyRaw,
        previousStatus: comments.previousStatus,
        version: comments.version,
        heldReasons: comments.heldReasons,
        reviewedAt: comments.reviewedAt,
        reviewedBy: comments.reviewedBy,
        spam: comments.spam,
        reportCount: comments.reportCount,
        email: commentPii.email,
        ipPrefix: commentPii.ipPrefix,
        ipHash: commentPii.ipHash,
        userAgent: commentPii.userAgent,
        referrer: commentPii.referrer,
        system: commentSources.system,
        externalId: commentSources.externalId,
      })
      .from(comments)
      .innerJoin(tables.articles, eq(tables.articles.id, comments.articleId))
      .leftJoin(commentPii, eq(commentPii.commentId, comments.id))
      .leftJoin(commentSources, eq(commentSources.commentId, comments.id))

  async function show(rows: ModerationRow[]): Promise<ModeratedComment[]> {
    const of = await histories(rows.map((row) => row.id))
    return rows.map((row) => toModerated(row, of(row.id), addresses))
  }

  /** One comment, whatever became of it. Throws `not_found`. */
  async function find(id: string): Promise<ModeratedComment> {
    const [shown] = await show(await select().where(eq(comments.id, id)))
    if (shown === undefined) throw noSuchComment()
    return shown
  }

  return {
    find,

    /** Those of these comments that are still there, oldest first. */
    listThese: async (ids: readonly string[]): Promise<ModeratedComment[]> =>
      show(
        await select()
          .where(inArray(comments.id, [...ids]))
          .orderBy(...order.by),
      ),

    /** A page of the queue, oldest first. Throws `invalid` for a cursor of another list. */
    async list(query: ModerationQuery): Promise<{ data: ModeratedComment[]; page: Page }> {
      const { limit = 20, status = 'pending', cursor } = query
      const { reason = '', article = '', q = '' } = query
      const name = `moderation:${JSON.stringify([status, reason, article, q])}`
      const after = cursor === undefined ? undefined : cursors.read(name, cursor)
      const { ids, next } = await queue.page(query, { after, limit })
      const rows = await select()
        .where(inArray(comments.id, ids))
        .orderBy(...order.by)
      const total = query.count === 'exact' ? { total: await queue.total(query) } : {}
      const page = { limit, next: next === undefined ? null : cursors.write(name, next), ...total }
      return { data: await show(rows), page }
    },

    /** A page of everything that was decided, newest first. Throws `invalid` for a cursor of another list. */
    async log(query: LogQuery): Promise<{ data: ModerationLogEntry[]; page: Page }> {
      const { limit = 20, cursor, comment } = query
      const name = `moderation:log:${comment ?? ''}`
      const where = comment === undefined ? undefined : eq(commentLog.commentId, comment)
      const [at, id] = cursor === undefined ? [] : cursors.read(name, cursor)
      const instant = new Date(Number(at))
      const beyond =
        at === undefined
          ? undefined
          : and(lte(commentLog.at, instant), or(lt(commentLog.at, instant), lt(commentLog.id, String(id))))
      const rows = await db.read
        .select()
        .from(commentLog)
        .where(and(where, beyond))
        .orderBy(desc(commentLog.at), desc(commentLog.id))
        .limit(limit + 1)
      const shown = rows.slice(0, limit)
      const last = rows.length > limit ? shown.at(-1) : undefined
      const next = last === undefined ? null : cursors.write(name, [last.at.getTime(), last.id])
      const total = query.count === 'exact' ? { total: await db.read.$count(commentLog, where) } : {}
      return { data: shown.map(toModerationLogEntry), page: { limit, next, ...total } }
    },

    /**
     * Carries out a moderator's decision on the version it was made of; where it is so already, nothing changes.
     * Throws `not_found`, `stale`, and `conflict` where the action does not lead on.
     */
    async act(id: string, decided: Decided): Promise<ModeratedComment> {
      await carryOut(id, decided)
      return find(id)
    },

    /** The same without showing the comment; gives the version and the status it has then. */
    carryOut,
  }
}
