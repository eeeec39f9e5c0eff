import { createHash } from 'node:crypto'
import { and, asc, desc, getTableColumns, gt, gte, lt, lte, or, type Param, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Database, Preparable, Queries } from '../db/database.ts'
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

/** What is read of each article of a page: by name, since each makes a statement of its own. */
interface Shape<Row> {
  name: string
  columns: (sort: TimeSort) => Record<string, SQLiteColumn>
  /** Never given; it says what rows of these columns are. */
  row?: Row
}

interface PageQuery<Row> {
  shape: Shape<Row>
  conditions: (SQL | undefined)[]
  sort: TimeSort
  limit: number | ReturnType<typeof sql.placeholder>
  /** Where the page before ended. */
  after?: { at: Date | Param; id: string | Param } | undefined
}

/** What a page is cut from. */
interface Cut {
  view: View
  /** All that its query asks for. */
  where: () => SQL[]
  sort: TimeSort
  /** The list that its cursors are good for. */
  name?: string | undefined
}

/** An article's id and its place in the order. */
interface Key {
  id: string
  publishedAt?: Date | null
  updatedAt?: Date
}

/** Pages of articles in the order of time, each one statement on an index, wherever in the list it is. */
export function articlePages(db: Database, { cursors, filters }: { cursors: Cursors; filters: Filters }) {
  const { articles } = db.tables
  const { blocks, bodyHtml, bodyText, ...listed } = getTableColumns(articles)
  const prepared = new Map<string, ReturnType<typeof db.prepare<unknown[]>>>()

  const columnOf = (sort: TimeSort) =>
    sort.endsWith('publishedAt') ? articles.publishedAt : articles.updatedAt

  const columnsOf = (withBody: boolean) => (withBody ? { ...listed, blocks, bodyHtml, bodyText } : listed)
  const rows = (withBody: boolean): Shape<ArticleRowForList> => ({
    name: withBody ? 'whole' : 'listed',
    columns: () => columnsOf(withBody),
  })
  /** An index has them: no row is looked at. */
  const keys: Shape<Key> = {
    name: 'keys',
    columns: (sort) => ({ id: articles.id, [columnOf(sort).name]: columnOf(sort) }),
  }

  /** The rest of a list after a position; the first condition lets the index skip what is before. */
  function isBeyond(sort: TimeSort, { at, id }: NonNullable<PageQuery<Key>['after']>): SQL | undefined {
    const column = columnOf(sort)
    return sort.startsWith('-')
      ? and(lte(column, at), or(lt(column, at), lt(articles.id, id)))
      : and(gte(column, at), or(gt(column, at), gt(articles.id, id)))
  }

  function build<Row>(
    read: Queries,
    { shape, conditions, sort, limit, after }: PageQuery<Row>,
  ): Preparable<Row[]> {
    const direction = sort.startsWith('-') ? desc : asc
    const query = read
      .select(shape.columns(sort))
      .from(articles)
      .where(and(...conditions, after && isBeyond(sort, after)))
      .orderBy(direction(columnOf(sort)), direction(articles.id))
      .limit(limit)
    // The shape says what its columns make.
    return query as unknown as Preparable<Row[]>
  }

  const positionOf = (sort: TimeSort, row: Key): Position => {
    const at = sort.endsWith('publishedAt') ? row.publishedAt : row.updatedAt
    return [at?.getTime() ?? 0, row.id]
  }

  /** The prepared statement of such a page; undefined once there are too many. */
  function statementOf<Row>(name: string, page: () => PageQuery<Row>) {
    const known = prepared.get(name)
    if (known !== undefined || prepared.size >= mostPrepared) return known
    const statement = db.prepare<unknown[]>(`articles_${fingerprint(name)}`, (read) => build(read, page()))
    prepared.set(name, statement)
    return statement
  }

  /** A page by its filters alone, if such a page is prepared. */
  async function readPrepared<Row>(
    query: ArticleListQuery,
    {
      shape,
      view,
      sort,
      after,
    }: { shape: Shape<Row>; view: View; sort: TimeSort; after?: { at: Date; id: string } | undefined },
  ): Promise<Row[] | undefined> {
    const filtered = filters.preparableOf(query, view)
    if (filtered === undefined) return undefined
    const name = [shape.name, sort, after !== undefined, ...filtered.names].join(' ')
    const statement = statementOf(name, () => ({
      shape,
      conditions: filtered.conditions(),
      sort,
      limit: sql.placeholder('limit'),
      after: after && { at: placeholder(columnOf(sort), 'at'), id: placeholder(articles.id, 'id') },
    }))
    // The name begins with the shape's.
    return statement?.({ ...filtered.values, ...after, limit: (query.limit ?? 20) + 1 }) as
      | Promise<Row[]>
      | undefined
  }

  async function page<Row extends Key>(query: ArticleListQuery, shape: Shape<Row>, { where, ...cut }: Cut) {
    const { limit = 20, cursor, status = 'published' } = query
    const { sort, name = 'articles' } = cut
    const list = `${name}:${status}:${sort}`
    const [at, id] = cursor === undefined ? [] : cursors.read(list, cursor)
    const after = id === undefined ? undefined : { at: new Date(Number(at)), id: String(id) }
    const found =
      (await readPrepared(query, { shape, ...cut, after })) ??
      (await build(db.read, { shape, conditions: where(), sort, limit: limit + 1, after }))
    const shown = found.slice(0, limit)
    const last = found.length > limit ? shown.at(-1) : undefined
    return { rows: shown, next: last === undefined ? null : cursors.write(list, positionOf(sort, last)) }
  }

  return {
    columnsOf,

    /** A page of rows. Throws `invalid` for a cursor of another list or sort. */
    byTime: (query: ArticleListQuery, { withBody, ...cut }: Cut & { withBody: boolean }) =>
      page(query, rows(withBody), cut),

    /** The same page, of ids alone. Throws as it does. */
    async idsByTime(query: ArticleListQuery, cut: Cut): Promise<{ ids: string[]; next: string | null }> {
      const { rows: found, next } = await page(query, keys, cut)
      return { ids: found.map(({ id }) => id), next }
    },
  }
}

/** Names of statements are short, and the same one has the same text in every application on a database. */
const fingerprint = (name: string): string =>
  createHash('sha256').update(name).digest('base64url').slice(0, 22)
