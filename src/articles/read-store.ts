import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import type { SearchTerms } from '../db/search.ts'
import { AppError } from '../errors.ts'
import type { Cursors } from '../http/cursor.ts'
import { isUuid } from '../http/formats.ts'
import type { Rendered } from '../http/front.ts'
import type { Page } from '../http/schema.ts'
import { parseSearchQuery } from '../text/search-query.ts'
import { excerptReads } from './excerpt-store.ts'
import { articleFilters } from './filter-store.ts'
import { articlePages } from './page-store.ts'
import { articleParts } from './parts-store.ts'
import { isVisibleArticle, type View, visibleArticles, wasShown } from './published.ts'
import type { ArticleListQuery, ArticleSort } from './query-schema.ts'
import { relevanceReads } from './relevance-store.ts'
import { renditionJson, renditionTag } from './rendition.ts'
import { renditionReads } from './rendition-store.ts'
import type { Excerpt } from './schema.ts'
import { searchStore } from './search-store.ts'
import { type Addresses, type ArticleRowForList, type BareArticle, toArticle } from './wire.ts'

export const nothingHere = (): AppError => new AppError('not_found', 'There is no such article.')

/** What stands in the place of an article that a reader cannot see: a tombstone, where readers once saw it. */
function inPlaceOf(row: Tables['articles']['$inferSelect'] | undefined, view: View): AppError {
  const { status, withdrawnAt, withdrawalReason } = row ?? {}
  if (status !== 'withdrawn' || !withdrawnAt || !withdrawalReason || !wasShown(row, view))
    return nothingHere()
  return new AppError('gone', withdrawalReason, { code: 'withdrawn', withdrawnAt })
}

/** Everything that reads articles; each function sees exactly what the view's actor may see. */
export function articleReads(
  db: Database,
  { addresses, cursors, now }: { addresses: Addresses; cursors: Cursors; now: () => Date },
) {
  const { tables } = db
  const { articles, formerSlugs } = tables
  const { finds } = searchStore(db)
  const { rank } = relevanceReads(db)
  const readExcerpts = excerptReads(db)

  const byId = db.prepare('article_by_id', (read) =>
    read
      .select()
      .from(articles)
      .where(eq(articles.id, sql.placeholder('ref'))),
  )
  const bySlug = db.prepare('article_by_slug', (read) =>
    read
      .select()
      .from(articles)
      .where(eq(articles.slug, sql.placeholder('ref'))),
  )

  /** The row behind an id or a slug. Throws `not_found` for what the caller may not see, too; `gone` (withdrawn). */
  async function findRow(ref: string, view: View) {
    const [row] = await (isUuid(ref) ? byId({ ref }) : bySlug({ ref }))
    if (row === undefined || !isVisibleArticle(row, view)) throw inPlaceOf(row, view)
    return row
  }

  const partsOf = articleParts(db)
  const filters = articleFilters(db)
  const pages = articlePages(db, { cursors, filters })
  const renditions = renditionReads(db)

  /**
   * One article as every reader is shown it, by id or slug; undefined where it is to be put together from its rows, or is
   * not shown.
   */
  async function findRendered(
    ref: string,
    { withCredits, now }: { withCredits: boolean; now: Date },
  ): Promise<Rendered | undefined> {
    const rendition = await renditions.find(ref, now)
    if (rendition === undefined) return undefined
    const json = Buffer.concat(renditionJson(rendition, { addresses, withCredits }))
    return { json, etag: renditionTag([rendition], { addresses, around: String(withCredits) }) }
  }

  const toArticles = async (rows: ArticleRowForList[]): Promise<BareArticle[]> => {
    const parts = await partsOf(rows.map((row) => row.id))
    return rows.map((row) => toArticle(row, parts(row.id), addresses))
  }

  const totalOf = async ({ count }: ArticleListQuery, where: () => SQL[]): Promise<{ total?: number }> =>
    count === 'exact' ? { total: await db.read.$count(articles, and(...where())) } : {}

  async function pageByRelevance(
    { limit = 20, cursor, status = 'published', q }: ArticleListQuery,
    { where, terms, withBody }: ListOptions & { where: SQL[]; terms: SearchTerms | undefined },
  ) {
    if (terms === undefined) throw needsQuery()
    const list = `articles:${status}:relevance:${q}`
    const after = cursor === undefined ? undefined : cursors.read(list, cursor)
    const ranked = await rank(terms, { where, limit: limit + 1, after })
    const shown = ranked.slice(0, limit)
    const last = ranked.length > limit ? shown.at(-1) : undefined
    const ids = shown.map(({ id }) => id)
    const rows: ArticleRowForList[] =
      ids.length === 0
        ? []
        : await db.read.select(pages.columnsOf(withBody)).from(articles).where(inArray(articles.id, ids))
    rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
    return { rows, next: last === undefined ? null : cursors.write(list, last.position) }
  }

  return {
    findRow,

    /** One article, by id or slug. Throws as `findRow` does. */
    async find(ref: string, view: View): Promise<BareArticle> {
      const row = await findRow(ref, view)
      const parts = await partsOf([row.id])
      return toArticle(row, parts(row.id), addresses)
    },

    /** One article by id; undefined for what the view does not show, also where a tombstone stands in its place. */
    async findSeen(id: string, view: View): Promise<BareArticle | undefined> {
      const [row] = await byId({ ref: id })
      if (row === undefined || !isVisibleArticle(row, view)) return undefined
      const parts = await partsOf([row.id])
      return toArticle(row, parts(row.id), addresses)
    },

    findRendered,

    /** The same by the path of its address, where it is one; undefined for every other. */
    stored(url: string): Promise<Rendered | undefined> | undefined {
      const ref = isArticleAddress.exec(url)?.[1]
      return ref === undefined ? undefined : findRendered(ref, { withCredits: false, now: now() })
    },

    /** A page of articles as every reader is shown it, where every one is rendered. Throws as `list` does. */
    async listRendered(
      query: ArticleListQuery,
      { withCredits, view }: { withCredits: boolean; view: View },
    ): Promise<(Rendered & { page: Page }) | undefined> {
      const { limit = 20 } = query
      const where = () => filters.conditionsOf(query, view)
      const sort = query.sort ?? defaultSort(query)
      if (query.q !== undefined || sort === 'relevance') return undefined
      const { ids, next } = await pages.idsByTime(query, { view, where, sort })
      const shown = await renditions.list(ids, view.now)
      if (shown === undefined) return undefined
      const page: Page = { limit, next, ...(await totalOf(query, where)) }
      const around = `,"page":${JSON.stringify(page)}}`
      const items = shown.flatMap((one, i) => [
        ...(i === 0 ? [] : [comma]),
        ...renditionJson(one, { addresses, withCredits }),
      ])
      const json = Buffer.concat([opening, ...items, Buffer.from(`]${around}`)])
      return { json, etag: renditionTag(shown, { addresses, around: `${withCredits}${around}` }), page }
    },

    /** The slug an address was renamed to, if it was, and the caller may see the article. */
    async findRenamed(formerSlug: string, view: View): Promise<string | undefined> {
      const [row] = await db.read
        .select({ slug: articles.slug })
        .from(formerSlugs)
        .innerJoin(articles, eq(articles.id, formerSlugs.articleId))
        .where(and(eq(formerSlugs.slug, formerSlug), visibleArticles(tables, view)))
      return row?.slug
    },

    /**
     * A page of articles; with `q`, where they have it. Throws `invalid` for a cursor of another list or sort, for a query
     * without words, and for relevance without a query.
     */
    async list(query: ArticleListQuery, options: ListOptions): Promise<ArticlePage> {
      const { limit = 20 } = query
      const terms = query.q === undefined ? undefined : parseSearchQuery(query.q)
      const where = () => filters.conditionsOf(query, options.view)
      const sort = query.sort ?? defaultSort(query)
      const matches =
        sort === 'relevance' && query.count === undefined
          ? undefined
          : await finds('article', articles.id, query)
      const found = () => (matches === undefined ? where() : [...where(), matches])
      const { rows, next } =
        sort === 'relevance'
          ? await pageByRelevance(query, { ...options, where: where(), terms })
          : await pages.byTime(query, { ...options, where: found, sort })
      const ids = rows.map((row) => row.id)
      const excerpts = terms && { excerptsOf: await readExcerpts(ids, terms.wanted, options.view) }
      const page = { limit, next, ...(await totalOf(query, found)) }
      return { data: await toArticles(rows), page, ...excerpts }
    },
  }
}

const isArticleAddress = /^\/v1\/articles\/([a-z0-9-]{1,200})$/

const opening = Buffer.from('{"data":[')
const comma = Buffer.from(',')

interface ListOptions {
  view: View
  withBody: boolean
  /** The list that cursors are of, where it is another than that of articles. */
  name?: string
}

interface ArticlePage {
  data: BareArticle[]
  page: Page
  /** Where an article has what was looked for. */
  excerptsOf?: (id: string) => Excerpt[]
}

/** What is not published has no date to sort by. */
const defaultSort = (query: ArticleListQuery): ArticleSort => {
  if (query.q !== undefined) return 'relevance'
  return (query.status ?? 'published') === 'published' ? '-publishedAt' : '-updatedAt'
}

function needsQuery(): AppError {
  const message = '"sort" may be relevance with "q" only.'
  return new AppError('invalid', message, {
    errors: [{ in: 'query', pointer: '/sort', code: 'invalid', message }],
  })
}
