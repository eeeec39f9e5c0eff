import { and, asc, eq, lte } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import type { DueWork } from '../db/due.ts'
import type { CommentStatus, SpamCheck, SpamReport, SpamSubmission } from '../db/schema.ts'
import type { SpamService } from './akismet.ts'

const minute = 60_000
const day = 24 * 60 * minute
/** How long what the service was asked is kept, whatever becomes of the comment. */
const keptDays = 15
const mostAttempts = 8

/** A verdict of the spam service, and on what. */
export interface SpamAnswer {
  submission: SpamSubmission
  check: SpamCheck
}

/** What the spam service was asked of each comment, until the comment is settled. */
export function spamCheckStore(db: Database, now: () => Date) {
  const { spamChecks } = db.tables

  return {
    /** What the last question was; without a verdict it is forgotten, as an older one was of an older text. */
    async keep(
      tx: Queries,
      { commentId, answer }: { commentId: string; answer: SpamAnswer | undefined },
    ): Promise<void> {
      if (answer === undefined) {
        await tx.delete(spamChecks).where(eq(spamChecks.commentId, commentId))
        return
      }
      const row = {
        submission: answer.submission,
        verdict: answer.check.verdict,
        report: null,
        attempts: 0,
        dueAt: null,
        expiresAt: new Date(now().getTime() + keptDays * day),
      }
      await tx
        .insert(spamChecks)
        .values({ commentId, ...row })
        .onConflictDoUpdate({ target: spamChecks.commentId, set: row })
    },

    /** A moderator has decided: the service hears of it where it was wrong, and what it was asked is forgotten where not. */
    async settle(tx: Queries, commentId: string, status: CommentStatus): Promise<void> {
      const ofComment = eq(spamChecks.commentId, commentId)
      const [row] = await tx.select({ verdict: spamChecks.verdict }).from(spamChecks).where(ofComment)
      if (row === undefined) return
      const report = reportOf(row.verdict, status)
      if (report === undefined) await tx.delete(spamChecks).where(ofComment)
      else
        await tx
          .update(spamChecks)
          .set({ report, attempts: 0, dueAt: report && now() })
          .where(ofComment)
    },
  }
}

/** What to tell the service; null: nothing yet; undefined: it is settled, and nothing is to be told. */
function reportOf(verdict: SpamReport, status: CommentStatus): SpamReport | null | undefined {
  if (status === 'pending') return null
  if (verdict === 'spam' && status === 'published') return 'ham'
  if (verdict === 'ham' && status === 'spam') return 'spam'
  return undefined
}

/** Tells the service of its mistakes, each once; a report that fails is tried again later, and given up in the end. */
export function spamReports(
  db: Database,
  { now, service }: { now: () => Date; service: SpamService },
): DueWork {
  const { spamChecks } = db.tables
  type Row = typeof spamChecks.$inferSelect

  async function tell({ commentId, submission, report, attempts, dueAt }: Row): Promise<void> {
    if (report === null || dueAt === null) return
    const again = new Date(now().getTime() + 2 ** attempts * minute)
    const asRead = (at: Date) => and(eq(spamChecks.commentId, commentId), eq(spamChecks.dueAt, at))
    // Whoever moves the row's instant on has the report to make: other processes find it moved.
    const [mine] = await db.write((tx) =>
      tx
        .update(spamChecks)
        .set({ dueAt: again, attempts: attempts + 1 })
        .where(asRead(dueAt))
        .returning(),
    )
    if (mine === undefined) return
    const forget = () => db.write((tx) => tx.delete(spamChecks).where(asRead(again)))
    try {
      await service.report(report, submission)
    } catch (err) {
      if (mine.attempts >= mostAttempts) await forget()
      throw err
    }
    await forget()
  }

  return {
    what: 'a report to the spam service',
    async find(limit) {
      const rows = await db.read
        .select()
        .from(spamChecks)
        .where(lte(spamChecks.dueAt, now()))
        .orderBy(asc(spamChecks.dueAt), asc(spamChecks.commentId))
        .limit(limit)
      return rows.map((row) => () => tell(row))
    },
  }
}
