import { setImmediate as turn } from 'node:timers/promises'
import { and, eq, inArray, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import { contains } from '../db/contains.ts'
import type { Database } from '../db/database.ts'
import type { Position } from '../http/cursor.ts'
import { isUuid } from '../http/formats.ts'
import type { ModerationQuery } from './decision-schema.ts'
import { commentOrders } from './order-store.ts'

/** Comments that one statement looks through: what no index finds. Others get their turn between two statements. */
const stretch = 1000
/** Stretches of one page: it ends then, with what it has found, and its cursor leads on. */
const stretchesPerPage = 5

/** Where a page goes on, and how long it may be. */
interface Reach {
  after: Position | undefined
  limit: number
}

interface Found {
  ids: string[]
  next: Position | undefined
}

/** Finds the comments of one status, oldest first; among them those of a reason or with words in them, a stretch at a time. */
export function moderationQueue(db: Database) {
  const { tables } = db
  const { comments, articles } = tables
  const { id, createdAt } = comments
  const order = commentOrders(tables).oldest

  const among = ({ status = 'pending', article }: ModerationQuery): SQL | undefined =>
    and(eq(comments.status, status), article === undefined ? undefined : isOf(article))

  const isOf = (article: string): SQL =>
    isUuid(article)
      ? eq(comments.articleId, article)
      : inArray(
          comments.articleId,
          db.read.select({ id: articles.id }).from(articles).where(eq(articles.slug, article)),
        )

  const soughtBy = ({ reason, q }: ModerationQuery): SQL | undefined =>
    and(
      reason === undefined ? undefined : holdsReason(reason),
      q === undefined
        ? undefined
        : or(contains(db, comments.bodyText, q), contains(db, comments.authorName, q)),
    )

  const holdsReason = (reason: string): SQL => {
    const end = reason === 'rule' || reason === 'ban' ? ':' : '"'
    return sql`cast(${comments.heldReasons} as text) like ${`%"${reason}${end}%`}`
  }

  const read = (where: SQL | undefined, limit: number) =>
    db.read
      .select({ id, createdAt })
      .from(comments)
      .where(where)
      .orderBy(...order.by)
      .limit(limit)

  const positionOf = (row: { id: string; createdAt: Date }): Position => [row.createdAt.getTime(), row.id]

  /** The next stretch of a list, and the position at its end; none at the end of the list. */
  async function stretchOf(list: SQL | undefined, after: Position | undefined) {
    const rest = and(list, after && order.isBeyond(after))
    const [last] = await read(rest, 1).offset(stretch - 1)
    if (last === undefined) return { within: rest, end: undefined }
    const upTo = or(lt(createdAt, last.createdAt), and(eq(createdAt, last.createdAt), lte(id, last.id)))
    return { within: and(rest, lte(createdAt, last.createdAt), upTo), end: positionOf(last) }
  }

  /** Stretch after stretch, as long as they are wanted; gives where the last one ended. */
  async function* stretchesOf(list: SQL | undefined, from?: Position) {
    for (let after = from, more = true; more; await turn()) {
      const { within, end } = await stretchOf(list, after)
      yield { within, end }
      after = end
      more = end !== undefined
    }
  }

  return {
    /** The ids of a page, and where the next begins. A page of what no index finds may hold fewer than there are. */
    async page(query: ModerationQuery, { after, limit }: Reach): Promise<Found> {
      const sought = soughtBy(query)
      const list = among(query)
      const found: { id: string; createdAt: Date }[] = []
      let stretches = 0
      if (sought === undefined)
        found.push(...(await read(and(list, after && order.isBeyond(after)), limit + 1)))
      else
        for await (const { within, end } of stretchesOf(list, after)) {
          found.push(...(await read(and(within, sought), limit + 1 - found.length)))
          if (found.length > limit) break
          if (++stretches === stretchesPerPage) return { ids: found.map((row) => row.id), next: end }
        }
      const shown = found.slice(0, limit)
      const last = found.length > limit ? shown.at(-1) : undefined
      return { ids: shown.map((row) => row.id), next: last && positionOf(last) }
    },

    /** How many there are in all. */
    async total(query: ModerationQuery): Promise<number> {
      const sought = soughtBy(query)
      if (sought === undefined) return db.read.$count(comments, among(query))
      let total = 0
      for await (const { within } of stretchesOf(among(query)))
        total += await db.read.$count(comments, and(within, sought))
      return total
    },
  }
}
