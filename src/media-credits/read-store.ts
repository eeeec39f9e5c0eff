import { and, asc, count, desc, eq, exists, gt, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import { type View, visibleCredits } from '../articles/published.ts'
import { searchStore } from '../articles/search-store.ts'
import type { Database } from '../db/database.ts'
import type { CreditNameKind } from '../db/schema.ts'
import { AppError } from '../errors.ts'
import type { Cursors, Position } from '../http/cursor.ts'
import { isUuid } from '../http/formats.ts'
import type { Page } from '../http/schema.ts'
import { foldName } from '../text/names.ts'
import { embeddedCredits } from './embedded-store.ts'
import type { ArticleMediaCreditsQuery, MediaCredit, MediaCreditListQuery } from './schema.ts'
import { toMediaCredit } from './wire.ts'

export const nothingHere = (): AppError => new AppError('not_found', 'There is no such media credit.')

/** Everything that reads media credits; each function sees exactly what the view's actor may see. */
export function mediaCreditReads(db: Database, cursors: Cursors) {
  const { tables, read } = db
  const { articles, mediaCredits, creditNames } = tables
  const { finds } = searchStore(db)

  const select = () =>
    read
      .select({ credit: mediaCredits })
      .from(mediaCredits)
      .innerJoin(articles, eq(articles.id, mediaCredits.articleId))

  /** A page of the credits that meet the conditions, and how to go on. */
  async function listPage(
    conditions: (SQL | undefined)[],
    { limit = 20, cursor, count: wanted }: Pick<MediaCreditListQuery, 'limit' | 'cursor' | 'count'>,
    list: List,
  ): Promise<{ data: MediaCredit[]; page: Page }> {
    const beyond = cursor === undefined ? undefined : list.isBeyond(cursors.read(list.name, cursor))
    const rows = await select()
      .where(and(...conditions, beyond))
      .orderBy(...list.order)
      .limit(limit + 1)
    const shown = rows.slice(0, limit).map((row) => row.credit)
    const last = rows.length > limit ? shown.at(-1) : undefined
    const next = last === undefined ? null : cursors.write(list.name, list.positionOf(last))
    const total = wanted === 'exact' ? { total: await countOf(conditions) } : {}
    return { data: shown.map(toMediaCredit), page: { limit, next, ...total } }
  }

  async function countOf(conditions: (SQL | undefined)[]): Promise<number> {
    const [row] = await read
      .select({ total: count() })
      .from(mediaCredits)
      .innerJoin(articles, eq(articles.id, mediaCredits.articleId))
      .where(and(...conditions))
    return row?.total ?? 0
  }

  interface List {
    name: string
    order: SQL[]
    isBeyond: (position: Position) => SQL | undefined
    positionOf: (row: typeof mediaCredits.$inferSelect) => Position
  }

  const newestFirst: List = {
    name: 'mediaCredits:-createdAt',
    order: [desc(mediaCredits.createdAt), desc(mediaCredits.id)],
    isBeyond: ([at, id]) => {
      const instant = new Date(Number(at))
      // The first condition lets the index skip what is before.
      return and(
        lte(mediaCredits.createdAt, instant),
        or(lt(mediaCredits.createdAt, instant), lt(mediaCredits.id, String(id))),
      )
    },
    positionOf: (row) => [row.createdAt.getTime(), row.id],
  }

  const inOrderOf = (articleId: string): List => ({
    name: `mediaCredits:${articleId}`,
    order: [asc(mediaCredits.position), asc(mediaCredits.id)],
    isBeyond: ([position, id]) =>
      or(
        gt(mediaCredits.position, Number(position)),
        and(eq(mediaCredits.position, Number(position)), gt(mediaCredits.id, String(id))),
      ),
    positionOf: (row) => [row.position, row.id],
  })

  const hasName = (kind: CreditNameKind, name: string | undefined) =>
    name === undefined
      ? undefined
      : exists(
          read
            .select({ one: sql`1` })
            .from(creditNames)
            .where(
              and(
                eq(creditNames.kind, kind),
                eq(creditNames.nameKey, foldName(name)),
                eq(creditNames.creditId, mediaCredits.id),
              ),
            ),
        )

  const isIn = (article: string | undefined) => {
    if (article === undefined) return undefined
    return isUuid(article) ? eq(articles.id, article) : eq(articles.slug, article)
  }

  return {
    /** What articles embed. */
    related: embeddedCredits(db),

    /** One credit. Throws `not_found` for what the caller may not see, too. */
    async find(id: string, view: View): Promise<MediaCredit> {
      const [row] = await select().where(and(eq(mediaCredits.id, id), visibleCredits(tables, view)))
      if (row === undefined) throw nothingHere()
      return toMediaCredit(row.credit)
    },

    /** A page of all credits, newest first. Throws `invalid` for a cursor of another list. */
    async list(query: MediaCreditListQuery, view: View) {
      const conditions = [
        visibleCredits(tables, view),
        hasName('organization', query.agency),
        hasName('creator', query.creator),
        isIn(query.article),
        query.rightsExpireBefore === undefined
          ? undefined
          : lt(mediaCredits.rightsExpireAt, new Date(query.rightsExpireBefore)),
        await finds('mediaCredit', mediaCredits.id, query),
      ]
      return listPage(conditions, query, newestFirst)
    },

    /** A page of an article's credits, in their order. Throws `invalid` for a cursor of another list. */
    async listOfArticle(articleId: string, { query, view }: { query: ArticleMediaCreditsQuery; view: View }) {
      const conditions = [eq(mediaCredits.articleId, articleId), visibleCredits(tables, view)]
      return listPage(conditions, query, inOrderOf(articleId))
    },
  }
}
