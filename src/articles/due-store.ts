import { and, asc, eq, lte } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import type { DueWork } from '../db/due.ts'
import { disclosureOf, toldChange } from './disclosure.ts'
import type { RewriteRendition } from './rendition-store.ts'
import { contentVersionOf, revisionRows } from './revision-store.ts'
import { type ArticleRow, tellOfArticle } from './row-store.ts'
import { standingOnSchedule } from './rules.ts'

/** Articles that go out by themselves: those whose schedule has come, and those whose embargo has ended. */
export function dueArticles(
  db: Database,
  { now, rewriteRendition }: { now: () => Date; rewriteRendition: RewriteRendition },
): DueWork[] {
  const { tables } = db
  const { articles } = tables
  const { addRevision, beginHistory } = revisionRows(tables)

  const isScheduled = () => and(eq(articles.status, 'scheduled'), lte(articles.publishAt, now()))
  const isReleased = () =>
    and(eq(articles.status, 'published'), eq(articles.announced, false), lte(articles.embargoUntil, now()))

  const rowsDue = (
    condition: ReturnType<typeof isScheduled>,
    limit: number,
    by: 'publishAt' | 'embargoUntil',
  ) =>
    db.read.select().from(articles).where(condition).orderBy(asc(articles[by]), asc(articles.id)).limit(limit)

  /** What was found due is settled only if it still is as it was found: nobody has changed or settled it since. */
  const settle = (row: ArticleRow, set: Partial<ArticleRow>, condition: ReturnType<typeof isScheduled>) =>
    db.write(async (tx: Queries) => {
      const at = now()
      const begun = await beginHistory(tx, row)
      const [updated] = await tx
        .update(articles)
        .set({ ...set, ...disclosureOf(row, { ...row, ...set }, at) })
        .where(and(eq(articles.id, row.id), eq(articles.version, row.version), condition))
        .returning()
      if (updated === undefined) return
      const deed = { actor: null, action: 'published' } as const
      if (updated.version > row.version) await addRevision(tx, updated, { deed, begun })
      await tellOfArticle(
        tx,
        { tables, rewriteRendition },
        { told: toldChange(row, updated, { at }), row: updated, at },
      )
    })

  const publish = (row: ArticleRow) => {
    const next = { version: row.version + 1, contentVersion: contentVersionOf(row), updatedAt: now() }
    return settle(row, { ...standingOnSchedule(row), ...next }, isScheduled())
  }

  /** Nothing was edited, so the version stays; but for readers who ask what is new since, it is new since this instant. */
  const release = (row: ArticleRow) => {
    const { embargoUntil, updatedAt } = row
    const isNewer = embargoUntil !== null && embargoUntil > updatedAt
    return settle(row, { updatedAt: isNewer ? embargoUntil : updatedAt }, isReleased())
  }

  return [
    {
      what: 'the schedule of articles',
      async find(limit) {
        const rows = await rowsDue(isScheduled(), limit, 'publishAt')
        return rows.map((row) => () => publish(row))
      },
    },
    {
      what: 'the end of embargoes',
      async find(limit) {
        const rows = await rowsDue(isReleased(), limit, 'embargoUntil')
        return rows.map((row) => () => release(row))
      },
    },
  ]
}
