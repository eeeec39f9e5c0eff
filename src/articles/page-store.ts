import { createHash } from 'node:crypto'
import { and, asc, desc, getTableColumns, gt, gte, lt, lte, or, type Param, type SQL, sql } from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import { placeholder } from '../db/prepare.ts'
import type { Cursors, Position } from '../http/cursor.ts'
import type { articleFilters } from './filter-store.ts'
import type { View } from './published.ts'
import type { ArticleListQuery, ArticleSort } from './query-schema.ts'
import type { ArticleRowForList } from './wire.ts'

export type TimeSort = Exclude<ArticleSort, 'relevance'>

/** Combinations of filters, sorts and fields that are prepared; those that come later are built each time. */
const mostPrepared = 128

type Filters = ReturnType<typeof articleFilters>

interface PageQuery {
  conditions: (SQL | undefined)[]
  sort: TimeSort
  withBody: boolean
  limit: number | ReturnType<typeof sql.placeholder>
  /** Where the page before ended. */
  after?: { at: Date | Param; id: string | Param } | undefined
}

/** Pages of articles in the order of time, each one statement on an index, wherever in the list it is. */
export function articlePages(db: Database, { cursors, filters }: { cursors: Cursors; filters: Filters }) {
  const { articles } = db.tables
  const { blocks, bodyHtml, bodyText, ...listed } = getTableColumns(articles)
  const prepared = new Map<string, ReturnType<typeof db.prepare<ArticleRowForList[]>>>()

  const columnOf = (sort: TimeSort) =>
    sort.endsWith('publishedAt') ? articles.publishedAt : articles.updatedAt

  const columnsOf = (withBody: boolean) => (withBody ? { ...listed, blocks, bodyHtml, bodyText } : listed)

  /** The rest of a list after a position; the first condition lets the index skip what is before. */
  function isBeyond(sort: TimeSort, { at, id }: NonNullable<PageQuery['after']>): SQL | undefined {
    const column = columnOf(sort)
    return sort.startsWith('-')
      ? and(lte(column, at), or(lt(column, at), lt(articles.id, id)))
      : and(gte(column, at), or(gt(column, at), gt(articles.id, id)))
  }

  function build(read: Queries, { conditions, sort, withBody, limit, after }: PageQuery) {
    const direction = sort.startsWith('-') ? desc : asc
    return read
      .select(columnsOf(withBody))
      .from(articles)
      .where(and(...conditions, after && isBeyond(sort, after)))
      .orderBy(direction(columnOf(sort)), direction(articles.id))
      .limit(limit)
  }

  const positionOf = (sort: TimeSort, row: ArticleRowForList): Position => {
    const at = sort.endsWith('publishedAt') ? row.publishedAt : row.updatedAt
    return [at?.getTime() ?? 0, row.id]
  }

  /** The prepared statement of such a page; undefined once there are too many. */
  function statementOf(name: string, page: () => PageQuery) {
    const known = prepared.get(name)
    if (known !== undefined || prepared.size >= mostPrepared) return known
    const statement = db.prepare<ArticleRowForList[]>(`articles_${fingerprint(name)}`, (read) =>
      build(read, page()),
    )
    prepared.set(name, statement)
    return statement
  }

  /** A page by its filters alone, if such a page is prepared. */
  async function readPrepared(
    query: ArticleListQuery,
    {
      view,
      sort,
      withBody,
      after,
    }: { view: View; sort: TimeSort; withBody: boolean; after?: { at: Date; id: string } | undefined },
  ): Promise<ArticleRowForList[] | undefined> {
    const filtered = filters.preparableOf(query, view)
    if (filtered === undefined) return undefined
    const name = [sort, withBody, after !== undefined, ...filtered.names].join(' ')
    const statement = statementOf(name, () => ({
      conditions: filtered.conditions(),
      sort,
      withBody,
      limit: sql.placeholder('limit'),
      after: after && { at: placeholder(columnOf(sort), 'at'), id: placeholder(articles.id, 'id') },
    }))
    return statement?.({ ...filtered.values, ...after, limit: (query.limit ?? 20) + 1 })
  }

  return {
    columnsOf,

    /** A page; `where` is all that its query asks for, and a cursor is good for the list of its `name`. Throws `invalid` for a cursor of another list or sort. */
    async byTime(
      query: ArticleListQuery,
      {
        where,
        name = 'articles',
        ...page
      }: { view: View; where: () => SQL[]; sort: TimeSort; withBody: boolean; name?: string },
    ) {
      const { limit = 20, cursor, status = 'published' } = query
      const { sort, withBody } = page
      const list = `${name}:${status}:${sort}`
      const [at, id] = cursor === undefined ? [] : cursors.read(list, cursor)
      const after = id === undefined ? undefined : { at: new Date(Number(at)), id: String(id) }
      const rows: ArticleRowForList[] =
        (await readPrepared(query, { ...page, after })) ??
        (await build(db.read, { conditions: where(), sort, withBody, limit: limit + 1, after }))
      const shown = rows.slice(0, limit)
      const last = rows.length > limit ? shown.at(-1) : undefined
      return { rows: shown, next: last === undefined ? null : cursors.write(list, positionOf(sort, last)) }
    },
  }
}

/** Names of statements are short, and the same one has the same text in every application on a database. */
const fingerprint = (name: string): string =>
  createHash('sha256').update(name).digest('base64url').slice(0, 22)
