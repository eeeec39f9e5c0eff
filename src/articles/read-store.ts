import {
  type AnyColumn,
  and,
  asc,
  desc,
  eq,
  exists,
  getTableColumns,
  gt,
  gte,
  inArray,
  lt,
  lte,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import type { Database, Queries } from '../db/database.ts'
import { groupBy } from '../db/group-by.ts'
import type { Tables } from '../db/schema.ts'
import type { SearchTerms } from '../db/search.ts'
import { AppError } from '../errors.ts'
import type { Cursors, Position } from '../http/cursor.ts'
import { isUuid } from '../http/formats.ts'
import type { Page } from '../http/schema.ts'
import { foldName } from '../text/names.ts'
import { parseSearchQuery } from '../text/search-query.ts'
import { excerptReads } from './excerpt-store.ts'
import { isPublic, isVisibleArticle, type View, visibleArticles, visibleCredits } from './published.ts'
import { relevanceReads } from './relevance-store.ts'
import type { ArticleListQuery, ArticleSort, Excerpt } from './schema.ts'
import { searchStore } from './search-store.ts'
import { subjectKeyOf } from './subject.ts'
import {
  type Addresses,
  type ArticleParts,
  type ArticleRowForList,
  type BareArticle,
  toArticle,
  toCorrection,
} from './wire.ts'

type TimeSort = Exclude<ArticleSort, 'relevance'>

export const nothingHere = (): AppError => new AppError('not_found', 'There is no such article.')

/** What stands in the place of an article that a reader cannot see: a tombstone, where readers once saw it. */
function inPlaceOf(row: Tables['articles']['$inferSelect'] | undefined): AppError {
  const { status, shownAt, withdrawnAt, withdrawalReason } = row ?? {}
  if (status !== 'withdrawn' || !shownAt || !withdrawnAt || !withdrawalReason) return nothingHere()
  return new AppError('gone', withdrawalReason, { code: 'withdrawn', withdrawnAt })
}

/** Everything that reads articles; each function sees exactly what the view's actor may see. */
export function articleReads(
  db: Database,
  { addresses, cursors }: { addresses: Addresses; cursors: Cursors },
) {
  const { tables } = db
  const {
    articles,
    articleAuthors,
    articleTags,
    articleSubjects,
    corrections,
    formerSlugs,
    mediaCredits,
    creditNames,
  } = tables
  const { blocks, bodyHtml, bodyText, ...listed } = getTableColumns(articles)
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
    if (row === undefined || !isVisibleArticle(row, view)) throw inPlaceOf(row)
    return row
  }

  const partQueries = {
    authors: (read: Queries, isOf: (column: AnyColumn) => SQL) =>
      read
        .select()
        .from(articleAuthors)
        .where(isOf(articleAuthors.articleId))
        .orderBy(asc(articleAuthors.position)),
    tags: (read: Queries, isOf: (column: AnyColumn) => SQL) =>
      read.select().from(articleTags).where(isOf(articleTags.articleId)).orderBy(asc(articleTags.position)),
    subjects: (read: Queries, isOf: (column: AnyColumn) => SQL) =>
      read
        .select()
        .from(articleSubjects)
        .where(isOf(articleSubjects.articleId))
        .orderBy(asc(articleSubjects.position)),
    corrections: (read: Queries, isOf: (column: AnyColumn) => SQL) =>
      read
        .select()
        .from(corrections)
        .where(isOf(corrections.articleId))
        .orderBy(asc(corrections.createdAt), asc(corrections.id)),
  }
  const isThis = (column: AnyColumn) => eq(column, sql.placeholder('id'))
  const ofOne = {
    authors: db.prepare('article_authors', (read) => partQueries.authors(read, isThis)),
    tags: db.prepare('article_tags', (read) => partQueries.tags(read, isThis)),
    subjects: db.prepare('article_subjects', (read) => partQueries.subjects(read, isThis)),
    corrections: db.prepare('article_corrections', (read) => partQueries.corrections(read, isThis)),
  }

  /** Authors, tags, subjects and corrections of some articles: one statement each, prepared for the one that is read most. */
  async function partsOf(ids: string[]): Promise<(id: string) => ArticleParts> {
    if (ids.length === 0) return () => ({ authors: [], tags: [], subjects: [], corrections: [] })
    const [id] = ids
    const isAmong = (column: AnyColumn) => inArray(column, ids)
    const [authors, tags, subjects, corrected] = await (ids.length === 1
      ? Promise.all([
          ofOne.authors({ id }),
          ofOne.tags({ id }),
          ofOne.subjects({ id }),
          ofOne.corrections({ id }),
        ])
      : Promise.all([
          partQueries.authors(db.read, isAmong),
          partQueries.tags(db.read, isAmong),
          partQueries.subjects(db.read, isAmong),
          partQueries.corrections(db.read, isAmong),
        ]))
    const ofArticle = (row: { articleId: string }) => row.articleId
    const groups = {
      authors: groupBy(authors, ofArticle),
      tags: groupBy(tags, ofArticle),
      subjects: groupBy(subjects, ofArticle),
      corrections: groupBy(corrected, ofArticle),
    }
    return (id) => ({
      authors: groups.authors(id).map(({ name, title, organization }) => ({ name, title, organization })),
      tags: groups.tags(id).map((tag) => tag.name),
      subjects: groups.subjects(id).map(({ name, qcode, uri }) => ({ name, qcode, uri })),
      corrections: groups.corrections(id).map(toCorrection),
    })
  }

  const toArticles = async (rows: ArticleRowForList[]): Promise<BareArticle[]> => {
    const parts = await partsOf(rows.map((row) => row.id))
    return rows.map((row) => toArticle(row, parts(row.id), addresses))
  }

  /** What a list's parameters mean; the view decides first. Throws `invalid` for what the caller may not ask. */
  function conditionsOf(query: ArticleListQuery, view: View): SQL[] {
    const status = query.status ?? 'published'
    const after = (instant: string) => new Date(instant)
    const conditions: (SQL | undefined)[] = [
      query.status === undefined ? isPublic(tables, view.now) : visibleArticles(tables, view),
      eq(articles.status, status),
      query.section === undefined ? undefined : eq(articles.sectionKey, foldName(query.section)),
      query.language === undefined ? undefined : eq(articles.language, query.language),
      query.agency === undefined ? undefined : isFrom(foldName(query.agency)),
      query.mediaAgency === undefined ? undefined : showsPicturesOf(foldName(query.mediaAgency), view),
      query.author === undefined ? undefined : hasName(articleAuthors, [foldName(query.author)]),
      query.subject === undefined ? undefined : isAbout(query.subject),
      query.tag === undefined ? undefined : hasName(articleTags, query.tag.map(foldName)),
      query.publishedAfter === undefined ? undefined : gt(articles.publishedAt, after(query.publishedAfter)),
      query.publishedBefore === undefined
        ? undefined
        : lt(articles.publishedAt, after(query.publishedBefore)),
      query.updatedAfter === undefined ? undefined : gt(articles.updatedAt, after(query.updatedAfter)),
      query.ids === undefined ? undefined : inArray(articles.id, query.ids),
    ]
    return conditions.filter((condition) => condition !== undefined)
  }

  const isFrom = (agencyKey: string) =>
    or(eq(articles.datelineAgencyKey, agencyKey), eq(articles.providerKey, agencyKey))

  /** By what the caller may read: an agency whose rights have run out is not told by the articles that it had. */
  const showsPicturesOf = (agencyKey: string, view: View) =>
    exists(
      db.read
        .select({ one: sql`1` })
        .from(mediaCredits)
        .innerJoin(creditNames, eq(creditNames.creditId, mediaCredits.id))
        .where(
          and(
            eq(mediaCredits.articleId, articles.id),
            eq(creditNames.kind, 'organization'),
            eq(creditNames.nameKey, agencyKey),
            visibleCredits(tables, view),
          ),
        ),
    )

  const isAbout = (subject: string) =>
    exists(
      db.read
        .select({ one: sql`1` })
        .from(articleSubjects)
        .where(
          and(
            eq(articleSubjects.articleId, articles.id),
            or(
              eq(articleSubjects.subjectKey, subjectKeyOf(subject)),
              eq(articleSubjects.uri, subject),
              eq(articleSubjects.nameKey, foldName(subject)),
            ),
          ),
        ),
    )

  const hasName = (names: typeof articleAuthors | typeof articleTags, keys: string[]) =>
    exists(
      db.read
        .select({ one: sql`1` })
        .from(names)
        .where(and(eq(names.articleId, articles.id), inArray(names.nameKey, keys))),
    )

  /** The rest of a list after a position; the first condition lets the index skip what is before. */
  function isBeyond(sort: TimeSort, [at, id]: Position): SQL | undefined {
    const column = columnOf(sort)
    const instant = new Date(Number(at))
    return sort.startsWith('-')
      ? and(lte(column, instant), or(lt(column, instant), lt(articles.id, String(id))))
      : and(gte(column, instant), or(gt(column, instant), gt(articles.id, String(id))))
  }

  const columnOf = (sort: TimeSort) =>
    sort.endsWith('publishedAt') ? articles.publishedAt : articles.updatedAt

  const columnsOf = (withBody: boolean) => (withBody ? { ...listed, blocks, bodyHtml, bodyText } : listed)

  async function pageByTime(
    { limit = 20, cursor, status = 'published' }: ArticleListQuery,
    { where, sort, withBody }: ListOptions & { where: SQL[]; sort: TimeSort },
  ) {
    const list = `articles:${status}:${sort}`
    const beyond = cursor === undefined ? undefined : isBeyond(sort, cursors.read(list, cursor))
    const direction = sort.startsWith('-') ? desc : asc
    const rows: ArticleRowForList[] = await db.read
      .select(columnsOf(withBody))
      .from(articles)
      .where(and(...where, beyond))
      .orderBy(direction(columnOf(sort)), direction(articles.id))
      .limit(limit + 1)
    const shown = rows.slice(0, limit)
    const last = rows.length > limit ? shown.at(-1) : undefined
    return { rows: shown, next: last === undefined ? null : cursors.write(list, positionOf(sort, last)) }
  }

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
        : await db.read.select(columnsOf(withBody)).from(articles).where(inArray(articles.id, ids))
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
      const where = conditionsOf(query, options.view)
      const found = query.q === undefined ? where : [...where, finds('article', articles.id, query.q)]
      const sort = query.sort ?? defaultSort(query)
      const { rows, next } =
        sort === 'relevance'
          ? await pageByRelevance(query, { ...options, where, terms })
          : await pageByTime(query, { ...options, where: found, sort })
      const total = query.count === 'exact' ? { total: await db.read.$count(articles, and(...found)) } : {}
      const ids = rows.map((row) => row.id)
      const excerpts = terms && { excerptsOf: await readExcerpts(ids, terms.wanted, options.view) }
      return { data: await toArticles(rows), page: { limit, next, ...total }, ...excerpts }
    },
  }
}

interface ListOptions {
  view: View
  withBody: boolean
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

const positionOf = (sort: TimeSort, row: ArticleRowForList): Position => {
  const at = sort.endsWith('publishedAt') ? row.publishedAt : row.updatedAt
  return [at?.getTime() ?? 0, row.id]
}
