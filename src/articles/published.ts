// The published view: the one place that decides what a caller may see. Every list, item, count, join, include and
// change goes through it, so that no query has an opinion of its own.

import { and, eq, gt, isNull, lte, ne, or, type Param, type SQL, sql } from 'drizzle-orm'
import type { Tables } from '../db/schema.ts'
import { type Actor, may } from '../http/actor.ts'

/** Who is looking, and when: an embargo or a right ends at an instant. */
export interface View {
  actor: Actor
  now: Date
  /** The one article that a preview link opens: its id. Withdrawn, it is shown to nobody by a link. */
  previewed?: string
}

/** Published, and its embargo over; a statement that is prepared takes the instant later. */
export const isPublic = ({ articles }: Tables, now: Date | Param): SQL | undefined =>
  and(eq(articles.status, 'published'), or(isNull(articles.embargoUntil), lte(articles.embargoUntil, now)))

/** The articles a caller may see; undefined is all of them. */
export const visibleArticles = (tables: Tables, { actor, now, previewed }: View): SQL | undefined => {
  if (may(actor, 'articles:read')) return undefined
  const { id, status } = tables.articles
  const isPreviewed =
    previewed === undefined ? undefined : and(eq(id, previewed), ne(status, 'withdrawn' as const))
  return or(isPublic(tables, now), isPreviewed)
}

/** The same decision on a row that is already here. */
export const isVisibleArticle = (
  row: { id: string; status: string; embargoUntil: Date | null },
  { actor, now, previewed }: View,
): boolean =>
  may(actor, 'articles:read') ||
  isPublicArticle(row, now) ||
  (row.id === previewed && row.status !== 'withdrawn')

/** Whether everybody sees an article: what hangs on another is told to nobody. */
export const isPublicArticle = (row: { status: string; embargoUntil: Date | null }, now: Date): boolean =>
  row.status === 'published' && (row.embargoUntil === null || row.embargoUntil <= now)

/** Readers see the quotes that stand in the text; what lost its words, or an editor has rejected, is for those who edit. */
export const standsInText = ({ quotes }: Tables): SQL => eq(quotes.state, 'anchored')

/** Not a join: the indexes of quotes are to be walked in their order, and left when the page is full. */
const isOfArticle = ({ articles, quotes }: Tables, condition: SQL | undefined): SQL =>
  sql`exists (select 1 from ${articles} where ${and(eq(articles.id, quotes.articleId), condition)})`

/** The quotes that every reader sees. */
export const publicQuotes = (tables: Tables, now: Date): SQL | undefined =>
  and(standsInText(tables), isOfArticle(tables, isPublic(tables, now)))

/** The quotes a caller may see. */
export const visibleQuotes = (tables: Tables, view: View): SQL | undefined =>
  may(view.actor, 'articles:read')
    ? undefined
    : and(standsInText(tables), isOfArticle(tables, visibleArticles(tables, view)))

/** The same decision on a row whose article the caller may see. */
export const isVisibleQuote = (row: { state: string }, actor: Actor): boolean =>
  may(actor, 'articles:read') || row.state === 'anchored'

/** Whoever writes credits sees those whose rights ran out: only so can a new term be given to them. */
const mayPassRights = (actor: Actor): boolean => may(actor, 'articles:read') || may(actor, 'media:write')

/** The media credits a caller may see of the articles it may see: rights that ran out leave every public view. */
export const visibleCredits = (tables: Tables, view: View): SQL | undefined => {
  const { mediaCredits } = tables
  const isInForce = or(isNull(mediaCredits.rightsExpireAt), gt(mediaCredits.rightsExpireAt, view.now))
  return and(visibleArticles(tables, view), mayPassRights(view.actor) ? undefined : isInForce)
}

/** The same decision on rows that are already here; `id` is the article's. */
export const isVisibleCredit = (
  row: { id: string; status: string; embargoUntil: Date | null; rightsExpireAt: Date | null },
  view: View,
): boolean =>
  isVisibleArticle(row, view) &&
  (mayPassRights(view.actor) || row.rightsExpireAt === null || row.rightsExpireAt > view.now)
