// The published view: the one place that decides what a caller may see. Every list, item, count, join, include and
// change goes through it, so that no query has an opinion of its own.

import { and, eq, gt, inArray, isNull, lte, ne, or, type Param, type SQL, sql } from 'drizzle-orm'
import type { Tables } from '../db/schema.ts'
import { type Actor, anonymous, may } from '../http/actor.ts'
import { entitlementsOf } from '../http/entitlements.ts'
import { audienceOf, isEntitled, isShownTo, type Offered } from './entitled.ts'

/** Who is looking, and when: an embargo or a right ends at an instant. */
export interface View {
  actor: Actor
  now: Date
  /** The one article that a preview link opens: its id. Withdrawn, it is shown to nobody by a link. */
  previewed?: string
}

/** Its time is not over. */
const lasts = ({ articles }: Tables, now: Date | Param): SQL | undefined =>
  or(isNull(articles.expiresAt), gt(articles.expiresAt, now))

/** Published, its embargo over and its time not; a statement that is prepared takes the instant later. */
export const isPublic = (tables: Tables, now: Date | Param): SQL | undefined => {
  const { status, embargoUntil } = tables.articles
  return and(eq(status, 'published'), or(isNull(embargoUntil), lte(embargoUntil, now)), lasts(tables, now))
}

/** Whoever looks at what is the same for every reader, with whatever key: a reader, or a partner, who has no more than its own. */
export const readerFor = (actor: Actor): Actor => (entitlementsOf(actor) === undefined ? anonymous : actor)

/** The columns of an article by which `isVisibleArticle` decides. */
export const deciding = ({ articles }: Tables) => ({
  id: articles.id,
  status: articles.status,
  publishedAt: articles.publishedAt,
  embargoUntil: articles.embargoUntil,
  expiresAt: articles.expiresAt,
  sectionKey: articles.sectionKey,
  datelineAgencyKey: articles.datelineAgencyKey,
  providerKey: articles.providerKey,
  language: articles.language,
})

/** What a partner may have: published long enough, and of what it is entitled to. */
function isOffered(tables: Tables, { actor, now }: View): SQL | undefined {
  const audience = audienceOf(actor)
  if (audience === undefined) return undefined
  const { sections, agencies, languages, embargoed, delay } = audience
  const { status, publishedAt, embargoUntil, sectionKey, datelineAgencyKey, providerKey, language } =
    tables.articles
  const since = new Date(now.getTime() - delay)
  return and(
    eq(status, 'published'),
    delay === 0 ? undefined : lte(publishedAt, since),
    embargoed ? undefined : or(isNull(embargoUntil), lte(embargoUntil, since)),
    lasts(tables, now),
    sections && inArray(sectionKey, sections),
    agencies && or(inArray(datelineAgencyKey, agencies), inArray(providerKey, agencies)),
    languages && inArray(language, languages),
  )
}

/** The published articles that a caller finds in lists and counts: what readers see; for a partner, what it may have. */
export const publishedFor = (tables: Tables, view: View): SQL | undefined =>
  isOffered(tables, view) ?? isPublic(tables, view.now)

/** The articles a caller may see; undefined is all of them. */
export const visibleArticles = (tables: Tables, view: View): SQL | undefined => {
  const { actor, previewed } = view
  if (may(actor, 'articles:read')) return undefined
  const { id, status } = tables.articles
  const isPreviewed =
    previewed === undefined ? undefined : and(eq(id, previewed), ne(status, 'withdrawn' as const))
  return or(publishedFor(tables, view), isPreviewed)
}

/** The same decision on a row that is already here. */
export const isVisibleArticle = (row: Offered & { id: string }, { actor, now, previewed }: View): boolean => {
  if (may(actor, 'articles:read') || (row.id === previewed && row.status !== 'withdrawn')) return true
  const audience = audienceOf(actor)
  return audience === undefined ? isPublicArticle(row, now) : isEntitled(row, audience, now)
}

/** Whether the caller may have seen an article that is withdrawn, and is told so in its place. */
export const wasShown = (
  row: (Offered & { shownAt: Date | null; withdrawnAt: Date | null }) | undefined,
  { actor }: View,
): boolean => {
  if (row === undefined || row.shownAt === null) return false
  const audience = audienceOf(actor)
  return audience === undefined || isShownTo(row, audience)
}

/** Whether its time is over: then nobody sees it but who sees drafts. */
export const isOver = ({ expiresAt }: { expiresAt: Date | null }, now: Date): boolean =>
  expiresAt !== null && expiresAt <= now

/** Whether everybody sees an article: what hangs on another is told to nobody. */
export const isPublicArticle = (
  row: { status: string; embargoUntil: Date | null; expiresAt: Date | null },
  now: Date,
): boolean =>
  row.status === 'published' && (row.embargoUntil === null || row.embargoUntil <= now) && !isOver(row, now)

/** Who is told of what hangs on an article: all, those who have it before its release, or nobody. */
export const toldOf = (
  row: { status: string; embargoUntil: Date | null; expiresAt: Date | null },
  now: Date,
): 'all' | 'embargoed' | undefined => {
  if (row.status !== 'published' || isOver(row, now)) return undefined
  return isPublicArticle(row, now) ? 'all' : 'embargoed'
}

/** Readers see the quotes that stand in the text; what lost its words, or an editor has rejected, is for those who edit. */
export const standsInText = ({ quotes }: Tables): SQL => eq(quotes.state, 'anchored')

/** Not a join: the indexes of quotes are to be walked in their order, and left when the page is full. */
const isOfArticle = ({ articles, quotes }: Tables, condition: SQL | undefined): SQL =>
  sql`exists (select 1 from ${articles} where ${and(eq(articles.id, quotes.articleId), condition)})`

/** The quotes of published articles, as a caller counts them. */
export const publishedQuotes = (tables: Tables, view: View): SQL | undefined =>
  and(standsInText(tables), isOfArticle(tables, publishedFor(tables, view)))

/** The quotes that every reader sees. */
export const publicQuotes = (tables: Tables, now: Date): SQL | undefined =>
  publishedQuotes(tables, { actor: anonymous, now })

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

/** Whether pictures are withheld from the caller whose rights do not permit syndication. */
export const withholdsPictures = (actor: Actor): boolean => audienceOf(actor)?.permittedOnly ?? false

/** The media credits a caller may see of the articles it may see: rights that ran out leave every public view. */
export const visibleCredits = (tables: Tables, view: View): SQL | undefined => {
  const { mediaCredits } = tables
  const isInForce = or(isNull(mediaCredits.rightsExpireAt), gt(mediaCredits.rightsExpireAt, view.now))
  const isPermitted = withholdsPictures(view.actor) ? eq(mediaCredits.syndication, 'permitted') : undefined
  return and(visibleArticles(tables, view), mayPassRights(view.actor) ? undefined : isInForce, isPermitted)
}

/** The same decision on rows that are already here; `id` is the article's. */
export const isVisibleCredit = (
  row: Offered & { id: string; rightsExpireAt: Date | null; syndication: string },
  view: View,
): boolean =>
  isVisibleArticle(row, view) &&
  (row.syndication === 'permitted' || !withholdsPictures(view.actor)) &&
  (mayPassRights(view.actor) || row.rightsExpireAt === null || row.rightsExpireAt > view.now)
