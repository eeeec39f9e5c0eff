import { and, asc, eq, lte } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import type { DueWork } from '../db/due.ts'
import { disclosureOf, toldChange } from './disclosure.ts'
import { isOver, isPublic } from './published.ts'
import type { RewriteRendition } from './rendition-store.ts'
import { contentVersionOf, revisionRows } from './revision-store.ts'
import { type ArticleRow, tellOfArticle } from './row-store.ts'
import { standingAfterExpiry, standingOnSchedule } from './rules.ts'

/** Articles that go out and leave by themselves: those whose schedule has come, whose embargo has ended, whose time is over. */
export function dueArticles(
  db: Database,
  { now, rewriteRendition }: { now: () => Date; rewriteRendition: RewriteRendition },
): DueWork[] {
  const { tables } = db
  const { articles } = tables
  const { addRevision, beginHistory } = revisionRows(tables)

  const isScheduled = () => and(eq(articles.status, 'scheduled'), lte(articles.publishAt, now()))
  const isReleased = () =>
    and(isPublic(tables, now()), eq(articles.announced, false), lte(articles.embargoUntil, now()))

  const hasEnded = () => and(eq(articles.status, 'published'), lte(articles.expiresAt, now()))

  const rowsDue = (
    condition: ReturnType<typeof isScheduled>,
    limit: number,
    by: 'publishAt' | 'embargoUntil' | 'expiresAt',
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
      const action = updated.status === 'published' ? 'published' : 'unpublished'
      const deed = { actor: null, action } as const
      if (updated.version > row.version) await addRevision(tx, updated, { deed, begun })
      await tellOfArticle(
        tx,
        { tables, rewriteRendition },
        { told: toldChange(row, updated, { at }), row: updated, at },
      )
    })

  const nextVersion = (row: ArticleRow) => ({
    version: row.version + 1,
    contentVersion: contentVersionOf(row),
    updatedAt: now(),
  })

  /** What is over before anybody could let it out was never out. */
  const publish = (row: ArticleRow) => {
    const standing = isOver(row, now()) ? standingAfterExpiry(row) : standingOnSchedule(row)
    return settle(row, { ...standing, ...nextVersion(row) }, isScheduled())
  }

  /** Readers saw it no longer from its instant on; now it stands so, and they are told. */
  const takeBack = (row: ArticleRow) =>
    settle(row, { ...standingAfterExpiry(row), ...nextVersion(row) }, hasEnded())

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
    {
      what: 'the end of articles',
      async find(limit) {
        const rows = await rowsDue(hasEnded(), limit, 'expiresAt')
        return rows.map((row) => () => takeBack(row))
      },
    },
  ]
}
