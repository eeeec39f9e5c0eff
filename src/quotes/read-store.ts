import { and, asc, desc, eq, gt, lt, lte, ne, or, type SQL, sql } from 'drizzle-orm'
import type { RelatedReader } from '../articles/present.ts'
import {
  deciding,
  isVisibleArticle,
  isVisibleQuote,
  type View,
  visibleQuotes,
} from '../articles/published.ts'
import { searchStore } from '../articles/search-store.ts'
import type { Database } from '../db/database.ts'
import { groupBy } from '../db/group-by.ts'
import { prepareAmong } from '../db/prepare.ts'
import { AppError } from '../errors.ts'
import type { Cursors, Position } from '../http/cursor.ts'
import { isUuid } from '../http/formats.ts'
import type { Page } from '../http/schema.ts'
import { foldName } from '../text/names.ts'
import type { QuoteRow } from './row-store.ts'
import type { ArticleQuotesQuery, Quote, QuoteListQuery } from './schema.ts'
import { speakerFilters } from './speaker-filter-store.ts'
import { toQuote } from './wire.ts'

export const nothingHere = (): AppError => new AppError('not_found', 'There is no such quote.')

/** Behind every place in any text: where orphans are listed. */
const nowhere = 2_147_483_647

interface List {
  name: string
  order: SQL[]
  isBeyond: (position: Position) => SQL | undefined
  positionOf: (row: QuoteRow) => Position
}

/** Everything that reads quotes; each function sees exactly what the view's actor may see. */
export function quoteReads(db: Database, cursors: Cursors) {
  const { tables, read } = db
  const { articles, quotes } = tables
  const { finds } = searchStore(db)
  const { isSpeaker } = speakerFilters(db)

  async function listPage(
    conditions: (SQL | undefined)[],
    { limit = 20, cursor, count: wanted }: Pick<QuoteListQuery, 'limit' | 'cursor' | 'count'>,
    list: List,
  ): Promise<{ data: Quote[]; page: Page }> {
    const beyond = cursor === undefined ? undefined : list.isBeyond(cursors.read(list.name, cursor))
    const rows = await read
      .select()
      .from(quotes)
      .where(and(...conditions, beyond))
      .orderBy(...list.order)
      .limit(limit + 1)
    const shown = rows.slice(0, limit)
    const last = rows.length > limit ? shown.at(-1) : undefined
    const next = last === undefined ? null : cursors.write(list.name, list.positionOf(last))
    const total = wanted === 'exact' ? { total: await read.$count(quotes, and(...conditions)) } : {}
    return { data: shown.map(toQuote), page: { limit, next, ...total } }
  }

  const newestFirst: List = {
    name: 'quotes:-createdAt',
    order: [desc(quotes.createdAt), desc(quotes.id)],
    isBeyond: ([at, id]) => {
      const instant = new Date(Number(at))
      // The first condition lets the index skip what is before.
      return and(lte(quotes.createdAt, instant), or(lt(quotes.createdAt, instant), lt(quotes.id, String(id))))
    },
    positionOf: (row) => [row.createdAt.getTime(), row.id],
  }

  const place = sql<number>`coalesce(${quotes.positionStart}, ${sql.raw(String(nowhere))})`

  const inOrderOf = (articleId: string): List => ({
    name: `quotes:${articleId}`,
    order: [asc(place), asc(quotes.id)],
    isBeyond: ([start, id]) =>
      or(gt(place, Number(start)), and(eq(place, Number(start)), gt(quotes.id, String(id)))),
    positionOf: (row) => [row.positionStart ?? nowhere, row.id],
  })

  const isIn = (article: string | undefined) => {
    if (article === undefined) return undefined
    if (isUuid(article)) return eq(quotes.articleId, article)
    const { id, slug } = articles
    return eq(quotes.articleId, read.select({ id }).from(articles).where(eq(slug, article)))
  }

  const isOfKind = (kind: Quote['kind'] | undefined) =>
    kind === undefined ? undefined : eq(quotes.kind, kind)

  /** What lists show of what the view may see: a rejected quote only where it is asked for. */
  const isListed = (view: View, state?: Quote['state']) =>
    and(
      visibleQuotes(tables, view),
      state === undefined ? ne(quotes.state, 'rejected') : eq(quotes.state, state),
    )

  const ofThese = prepareAmong(db, 'quotes_of_articles', (read, isAmong) =>
    read
      .select({ quote: quotes, ...deciding(tables) })
      .from(quotes)
      .innerJoin(articles, eq(articles.id, quotes.articleId))
      .where(isAmong(quotes.articleId))
      .orderBy(asc(place), asc(quotes.id)),
  )

  /** The quotes of many articles, in the order of each text. */
  const quotesOf: RelatedReader = async (articleIds, view) => {
    const isSeen = ({ quote, ...article }: Awaited<ReturnType<typeof ofThese>>[number]) =>
      isVisibleArticle(article, view) && isVisibleQuote(quote, view.actor) && quote.state !== 'rejected'
    const byArticle = groupBy((await ofThese(articleIds)).filter(isSeen), (row) => row.quote.articleId)
    return new Map(articleIds.map((id) => [id, byArticle(id).map((row) => toQuote(row.quote))]))
  }

  return {
    /** What articles embed. */
    related: { quotes: quotesOf },

    /** One quote. Throws `not_found` for what the caller may not see, too. */
    async find(id: string, view: View): Promise<Quote> {
      const [row] = await read
        .select()
        .from(quotes)
        .where(and(eq(quotes.id, id), visibleQuotes(tables, view)))
      if (row === undefined) throw nothingHere()
      return toQuote(row)
    },

    /** A page of all quotes, newest first. Throws `invalid` for a cursor of another list. */
    async list(query: QuoteListQuery, view: View) {
      const conditions = [
        isListed(view, query.state),
        query.speaker === undefined ? undefined : isSpeaker(quotes.speakerId, query.speaker, view),
        query.via === undefined ? undefined : eq(quotes.viaKey, foldName(query.via)),
        isIn(query.article),
        isOfKind(query.kind),
        await finds('quote', quotes.id, query),
      ]
      return listPage(conditions, query, newestFirst)
    },

    /** A page of an article's quotes, in the order of its text, orphans last. Throws `invalid` for another list's cursor. */
    async listOfArticle(articleId: string, { query, view }: { query: ArticleQuotesQuery; view: View }) {
      const conditions = [eq(quotes.articleId, articleId), isListed(view, query.state), isOfKind(query.kind)]
      return listPage(conditions, query, inOrderOf(articleId))
    },
  }
}
