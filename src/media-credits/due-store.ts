import { and, asc, eq, lte } from 'drizzle-orm'
import { holdArticle } from '../articles/hold-store.ts'
import { toldOf } from '../articles/published.ts'
import type { RewriteRendition } from '../articles/rendition-store.ts'
import type { Database } from '../db/database.ts'
import type { DueWork } from '../db/due.ts'
import { appendChanges } from '../db/outbox.ts'

/** Rights that end take a credit away from readers without any write: the change log tells of it at that instant, once. */
export function creditRights(
  db: Database,
  { now, rewriteRendition }: { now: () => Date; rewriteRendition: RewriteRendition },
): DueWork {
  const { tables } = db
  const { articles, mediaCredits } = tables
  const isDue = () => and(eq(mediaCredits.rightsEnded, false), lte(mediaCredits.rightsExpireAt, now()))

  const settle = (id: string, articleId: string) =>
    db.write(async (tx) => {
      // Whoever writes credits holds their article, and takes the two in this order.
      const article = await holdArticle(tx, tables, eq(articles.id, articleId))
      const [row] = await tx
        .update(mediaCredits)
        .set({ rightsEnded: true })
        .where(and(eq(mediaCredits.id, id), isDue()))
        .returning()
      const audience = article && toldOf(article, now())
      if (row === undefined || audience === undefined) return
      const { version } = row
      const told = {
        type: 'mediaCredit.deleted',
        resource: 'mediaCredit',
        resourceId: id,
        articleId,
      } as const
      await rewriteRendition(tx, articleId)
      await appendChanges(tx, tables, [
        { ...told, version, at: now(), isEmbargoed: audience === 'embargoed' },
      ])
    })

  return {
    what: 'the end of rights',
    async find(limit) {
      const { id, articleId, rightsExpireAt } = mediaCredits
      const due = await db.read
        .select({ id, articleId })
        .from(mediaCredits)
        .where(isDue())
        .orderBy(asc(rightsExpireAt), asc(id))
        .limit(limit)
      return due.map((row) => () => settle(row.id, row.articleId))
    },
  }
}
