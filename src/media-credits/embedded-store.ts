import { asc, eq } from 'drizzle-orm'
import type { RelatedReader, Withheld } from '../articles/present.ts'
import { deciding, isVisibleCredit, type View } from '../articles/published.ts'
import type { Database } from '../db/database.ts'
import { groupBy } from '../db/group-by.ts'
import { prepareAmong } from '../db/prepare.ts'
import { toMediaCredit } from './wire.ts'

/** What articles embed of their media credits: all of them, the lead, and the pictures of their bodies. */
export function embeddedCredits(db: Database) {
  const { articles, mediaCredits } = db.tables

  const ofThese = prepareAmong(db, 'credits_of_articles', (read, isAmong) =>
    read
      .select({ credit: mediaCredits, ...deciding(db.tables) })
      .from(mediaCredits)
      .innerJoin(articles, eq(articles.id, mediaCredits.articleId))
      .where(isAmong(mediaCredits.articleId))
      .orderBy(asc(mediaCredits.position), asc(mediaCredits.id)),
  )

  /** The visible credits of some articles, in the order of each. */
  async function ofArticles(articleIds: readonly string[], view: View) {
    const rows = await ofThese(articleIds)
    return rows.filter(({ credit, ...article }) =>
      isVisibleCredit(
        { ...article, rightsExpireAt: credit.rightsExpireAt, syndication: credit.syndication },
        view,
      ),
    )
  }

  /** The credits of many articles, by article. */
  const mediaCreditsOf = async (articleIds: readonly string[], view: View) => {
    const byArticle = groupBy(await ofArticles(articleIds, view), (row) => row.credit.articleId)
    return new Map(articleIds.map((id) => [id, byArticle(id).map((row) => toMediaCredit(row.credit))]))
  }

  /** The lead of each of many articles, the first where there are several. */
  const leadMediaOf: RelatedReader = async (articleIds, view) => {
    const leads = (await ofArticles(articleIds, view)).filter((row) => row.credit.role === 'lead')
    return new Map(leads.reverse().map((row) => [row.credit.articleId, toMediaCredit(row.credit)]))
  }

  /** What is withheld of each article for want of rights to pass it on: pictures that the view would show otherwise. */
  async function withheldOf(articleIds: readonly string[], view: View): Promise<Map<string, Withheld[]>> {
    const rows = await ofThese(articleIds)
    const withheld = rows.filter(
      ({ credit: { rightsExpireAt, syndication }, ...article }) =>
        syndication === 'prohibited' &&
        isVisibleCredit({ ...article, rightsExpireAt, syndication: 'permitted' }, view),
    )
    const byArticle = groupBy(withheld, (row) => row.credit.articleId)
    const toWithheld = ({ credit: { role } }: (typeof rows)[number]): Withheld => ({
      resource: 'mediaCredit',
      role,
      reason: 'rights',
    })
    return new Map(articleIds.map((id) => [id, byArticle(id).map(toWithheld)]))
  }

  return {
    withheld: withheldOf,
    mediaCredits: mediaCreditsOf,
    leadMedia: leadMediaOf,
    pictures: mediaCreditsOf,
  }
}
