import { and, asc, eq, inArray, type SQL } from 'drizzle-orm'
import type { Addresses } from '../articles/wire.ts'
import type { Database, Queries } from '../db/database.ts'
import { groupBy } from '../db/group-by.ts'
import { markQuietChange } from '../db/quiet-changes.ts'
import type { Tables } from '../db/schema.ts'
import type { Actor } from '../http/actor.ts'
import { changedSince } from '../http/conditional.ts'
import type { Cursors } from '../http/cursor.ts'
import type { Page } from '../http/schema.ts'
import { newId } from '../ids.ts'
import { announceComment } from './announce-store.ts'
import { type ArticleCounter, commentCounts } from './count-store.ts'
import { commentOrders } from './order-store.ts'
import { noSuchComment, publicColumns } from './read-store.ts'
import { emptied, removeTraces } from './removal-store.ts'
import { nextStatus, seenDifference } from './rules.ts'
import type { CommentDecision, ModeratedComment, ModerationQuery } from './schema.ts'
import { type ModerationRow, toModerated } from './wire.ts'

export type ModerationStore = ReturnType<typeof moderationStore>

interface ModerationDeps {
  now: () => Date
  articles: ArticleCounter
  addresses: Addresses
  cursors: Cursors
}

type Row = Tables['comments']['$inferSelect']

/** What moderators see and decide, each decision in one transaction with its log, its counts and its announcement. */
export function moderationStore(db: Database, { now, articles, addresses, cursors }: ModerationDeps) {
  const { tables } = db
  const { comments, commentPii, commentLog, commentRevisions, commentReports } = tables
  const counts = commentCounts(tables, articles)
  const order = commentOrders(tables).oldest

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
        reportCount: comments.reportCount,
        email: commentPii.email,
        ipPrefix: commentPii.ipPrefix,
        ipHash: commentPii.ipHash,
        userAgent: commentPii.userAgent,
        referrer: commentPii.referrer,
      })
      .from(comments)
      .innerJoin(tables.articles, eq(tables.articles.id, comments.articleId))
      .leftJoin(commentPii, eq(commentPii.commentId, comments.id))

  async function show(rows: ModerationRow[]): Promise<ModeratedComment[]> {
    if (rows.length === 0) return []
    const ids = rows.map((row) => row.id)
    const entries = await db.read
      .select()
      .from(commentLog)
      .where(inArray(commentLog.commentId, ids))
      .orderBy(asc(commentLog.at), asc(commentLog.id))
    const formerTexts = await db.read
      .select()
      .from(commentRevisions)
      .where(inArray(commentRevisions.commentId, ids))
      .orderBy(asc(commentRevisions.version))
    const made = await db.read
      .select()
      .from(commentReports)
      .where(inArray(commentReports.commentId, ids))
      .orderBy(asc(commentReports.at), asc(commentReports.readerKey))
    const log = groupBy(entries, (entry) => entry.commentId)
    const revisions = groupBy(formerTexts, (revision) => revision.commentId)
    const reports = groupBy(made, (report) => report.commentId)
    return rows.map((row) => {
      const history = { log: log(row.id), revisions: revisions(row.id), reports: reports(row.id) }
      return toModerated(row, history, addresses)
    })
  }

  /** One comment, whatever became of it. Throws `not_found`. */
  async function find(id: string): Promise<ModeratedComment> {
    const [shown] = await show(await select().where(eq(comments.id, id)))
    if (shown === undefined) throw noSuchComment()
    return shown
  }

  async function decide(tx: Queries, row: Row, { decision, actor }: Decided): Promise<void> {
    const status = nextStatus(decision.action, row)
    if (status === undefined) return
    const at = now()
    const reviewer = actor.name ?? actor.keyId ?? 'system'
    const set = {
      status,
      previousStatus: row.status,
      version: row.version + 1,
      reviewedAt: at,
      reviewedBy: reviewer,
      ...(status === 'deleted' && emptied),
    }
    await updateRow(tx, row, set)
    if (status === 'deleted') await removeTraces(tx, tables, row.id)
    await tx.insert(commentLog).values({
      id: newId(),
      commentId: row.id,
      at,
      actor: reviewer,
      action: decision.action,
      fromStatus: row.status,
      toStatus: status,
      reasonCode: decision.reasonCode ?? null,
      note: decision.note ?? null,
    })
    await count(tx, { ...row, version: set.version }, seenDifference(row.status, status))
  }

  /** The next version of a row, if it still is the one that was read. Throws `stale`. */
  async function updateRow(tx: Queries, row: Row, set: Partial<Row>): Promise<void> {
    const [updated] = await tx
      .update(comments)
      .set(set)
      .where(and(eq(comments.id, row.id), eq(comments.version, row.version)))
      .returning({ id: comments.id })
    if (updated === undefined) throw changedSince()
  }

  /** What readers see one more or one less of, they count so, and the world is told; a tombstone changes quietly. */
  async function count(tx: Queries, row: Row, difference: number): Promise<void> {
    await counts.add(tx, row, difference)
    if (difference === 0) return markQuietChange(tx, tables, now())
    const type = difference > 0 ? 'comment.published' : 'comment.removed'
    await announceComment(tx, tables, { type, comment: row, at: now() })
  }

  return {
    find,

    /** A page of the queue, oldest first. Throws `invalid` for a cursor of another list. */
    async list(query: ModerationQuery): Promise<{ data: ModeratedComment[]; page: Page }> {
      const { limit = 20, status = 'pending', cursor } = query
      const name = `moderation:${status}`
      const where: SQL = eq(comments.status, status)
      const beyond = cursor === undefined ? undefined : order.isBeyond(cursors.read(name, cursor))
      const rows = await select()
        .where(and(where, beyond))
        .orderBy(...order.by)
        .limit(limit + 1)
      const shown = rows.slice(0, limit)
      const last = rows.length > limit ? shown.at(-1) : undefined
      const next = last === undefined ? null : cursors.write(name, order.positionOf(last))
      const total = query.count === 'exact' ? { total: await db.read.$count(comments, where) } : {}
      return { data: await show(shown), page: { limit, next, ...total } }
    },

    /**
     * Carries out a moderator's decision on the version it was made of; where it is so already, nothing changes.
     * Throws `not_found`, `stale`, and `conflict` where the action does not lead on.
     */
    async act(id: string, decided: Decided): Promise<ModeratedComment> {
      await db.write(async (tx) => {
        const [row] = await tx.select().from(comments).where(eq(comments.id, id))
        if (row === undefined) throw noSuchComment()
        if (row.version !== decided.decision.version) throw changedSince(row.version)
        await decide(tx, row, decided)
      })
      return find(id)
    },
  }
}

/** A decision, and who made it. */
export interface Decided {
  decision: CommentDecision
  actor: Actor
}
