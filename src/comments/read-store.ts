import { and, asc, desc, eq, gt, inArray, lte, or, type SQL, sql } from 'drizzle-orm'
import { type View, visibleArticles } from '../articles/published.ts'
import type { Addresses } from '../articles/wire.ts'
import type { Database, Queries } from '../db/database.ts'
import { groupBy } from '../db/group-by.ts'
import type { Tables } from '../db/schema.ts'
import { AppError } from '../errors.ts'
import type { Cursors, Position } from '../http/cursor.ts'
import type { Page } from '../http/schema.ts'
import type { FeedRow } from './feed.ts'
import { type CommentOrder, commentOrders } from './order-store.ts'
import type { Comment, CommentListQuery, PageQuery } from './schema.ts'
import { type PublicRow, toComment } from './wire.ts'

export const noSuchComment = (): AppError => new AppError('not_found', 'There is no such comment.')

/** Comments of each article that come with the article itself. */
const includedPerArticle = 20
/** Comments of one feed. */
const inFeed = 50
/** Replies that one level of a tree shows at most, whatever the parameters ask; the rest is reached by cursor. */
const repliesPerLevel = 500

/** The columns of a comment that readers may see; personal data stands in another table and is never joined here. */
export const publicColumns = ({ comments, articles }: Tables) => ({
  id: comments.id,
  articleId: comments.articleId,
  parentId: comments.parentId,
  inReplyTo: comments.inReplyTo,
  rootId: comments.rootId,
  depth: comments.depth,
  status: comments.status,
  authorName: comments.authorName,
  authorUrl: comments.authorUrl,
  avatarSeed: comments.avatarSeed,
  isStaff: comments.isStaff,
  isVerified: comments.isVerified,
  bodyHtml: comments.bodyHtml,
  bodyText: comments.bodyText,
  createdAt: comments.createdAt,
  editedAt: comments.editedAt,
  replyCount: comments.replyCount,
  descendantCount: comments.descendantCount,
  upCount: comments.upCount,
  downCount: comments.downCount,
  pinned: comments.pinned,
  articleSlug: articles.slug,
})

/** Published comments only, or with what published ones hang on: the tombstones of a thread. */
type Shape = 'published' | 'threads'

const isSeen = ({ comments }: Tables, shape: Shape): SQL | undefined => {
  const isPublished = eq(comments.status, 'published')
  return shape === 'published' ? isPublished : or(isPublished, gt(comments.descendantCount, 0))
}

/** The comments a caller may see, of the articles it may see; the query joins `articles`. Every read ends here. */
export const visibleComments = (tables: Tables, view: View, shape: Shape): SQL | undefined =>
  and(visibleArticles(tables, view), isSeen(tables, shape))

/** Before every reply. */
const start: Position = [0, '']
const repliesOf = (commentId: string): string => `replies:${commentId}`

/** A list as its pages are read. */
interface List {
  /** Under which its cursors are signed. */
  name: string
  where: SQL | undefined
  order: CommentOrder
  pinnedFirst?: boolean
}

/** Everything readers see of comments. Each list takes a fixed number of statements. */
export function commentReads(
  db: Database,
  { addresses, cursors }: { addresses: Addresses; cursors: Cursors },
) {
  const { tables } = db
  const { comments, articles } = tables
  const columns = publicColumns(tables)
  const orders = commentOrders(tables)
  const oldestFirst = orders.oldest

  const select = (read: Queries) =>
    read.select(columns).from(comments).innerJoin(articles, eq(articles.id, comments.articleId))

  const show = (row: PublicRow): Comment => toComment(row, addresses)

  /** A page of the rows that meet the conditions. Throws `invalid` for a cursor of another list. */
  async function page(query: PageQuery, list: List): Promise<{ rows: PublicRow[]; page: Page }> {
    const { limit = 20, cursor } = query
    const { name, where } = list
    const after = cursor === undefined ? undefined : cursors.read(name, cursor)
    const rows = await readFrom(list, after, limit + 1)
    const shown = rows.slice(0, limit)
    const last = rows.length > limit ? shown.at(-1) : undefined
    const next = last === undefined ? null : cursors.write(name, placeIn(list, last))
    return {
      rows: shown,
      page: { limit, next, ...(query.count === 'exact' && { total: await count(where) }) },
    }
  }

  /** Pinned comments stand before all others, in the same order: two reads, so that each is a stretch of an index. */
  async function readFrom(list: List, after: Position | undefined, most: number): Promise<PublicRow[]> {
    const { where, order } = list
    const stretch = (condition: SQL | undefined, position: Position | undefined, limit: number) =>
      select(db.read)
        .where(and(where, condition, position && order.isBeyond(position)))
        .orderBy(...order.by)
        .limit(limit)
    if (!list.pinnedFirst) return stretch(undefined, after, most)
    const [isPinned, ...position] = after ?? [1]
    const from = position.length === 0 ? undefined : position
    const pinned = isPinned === 1 ? await stretch(eq(comments.pinned, true), from, most) : []
    if (pinned.length === most) return pinned
    const others = await stretch(
      eq(comments.pinned, false),
      isPinned === 1 ? undefined : from,
      most - pinned.length,
    )
    return [...pinned, ...others]
  }

  const placeIn = ({ order, pinnedFirst }: List, row: PublicRow): Position =>
    pinnedFirst ? [Number(row.pinned), ...order.positionOf(row)] : order.positionOf(row)

  async function count(where: SQL | undefined): Promise<number> {
    const [row] = await db.read
      .select({ total: sql`count(*)`.mapWith(Number) })
      .from(comments)
      .innerJoin(articles, eq(articles.id, comments.articleId))
      .where(where)
    return row?.total ?? 0
  }

  /**
   * The first rows of each group, with how many the group has: one statement for all groups. Ranking reads ids alone;
   * whole rows are read for the few that are shown.
   */
  async function firstOfEach(options: {
    group: typeof comments.parentId | typeof comments.articleId
    ids: readonly string[]
    view: View
    shape: Shape
    sort: 'newest' | 'oldest'
    most: number
    limit: number
  }) {
    const { group, ids, view, shape, most, limit } = options
    const direction = options.sort === 'newest' ? desc : asc
    const order = sql`${direction(comments.createdAt)}, ${direction(comments.id)}`
    const over = <T>(what: SQL<T>, name: string) => what.mapWith(Number).as(name)
    const ranked = db.read
      .select({
        id: comments.id,
        rank: over(sql<number>`row_number() over (partition by ${group} order by ${order})`, 'rank'),
        siblings: over(sql<number>`count(*) over (partition by ${group})`, 'siblings'),
      })
      .from(comments)
      .where(and(inArray(group, [...ids]), isSeen(tables, shape)))
      .as('ranked')
    return db.read
      .select({ ...columns, rank: ranked.rank, siblings: ranked.siblings })
      .from(ranked)
      .innerJoin(comments, eq(comments.id, ranked.id))
      .innerJoin(articles, eq(articles.id, comments.articleId))
      .where(and(lte(ranked.rank, most), visibleComments(tables, view, shape)))
      .orderBy(asc(ranked.rank), asc(comments.createdAt), asc(comments.id))
      .limit(limit)
  }

  /** The replies under some comments, level by level. Each parent with replies has one row at least, to tell so. */
  async function repliesUnder(roots: readonly PublicRow[], repliesLimit: number, view: View) {
    const found: Awaited<ReturnType<typeof firstOfEach>> = []
    let parents = roots.map((row) => row.id)
    while (parents.length > 0) {
      const level = await firstOfEach({
        group: comments.parentId,
        ids: parents,
        view,
        shape: 'threads',
        sort: 'oldest',
        most: Math.max(repliesLimit, 1),
        limit: repliesPerLevel,
      })
      found.push(...level)
      parents = repliesLimit === 0 ? [] : level.map((row) => row.id)
    }
    return groupBy(found, (row) => row.parentId ?? '')
  }

  /** Comments with their replies nested; the depth of a thread is capped, and with it the number of statements. */
  async function nest(roots: readonly PublicRow[], repliesLimit: number, view: View): Promise<Comment[]> {
    const under = await repliesUnder(roots, repliesLimit, view)
    const withReplies = (row: PublicRow): Comment => {
      const known = under(row.id)
      const shown = known.slice(0, repliesLimit)
      const last = shown.at(-1)
      const goesOn = (known[0]?.siblings ?? 0) > shown.length
      const next = goesOn
        ? cursors.write(repliesOf(row.id), last ? oldestFirst.positionOf(last) : start)
        : null
      return { ...show(row), replies: { data: shown.map(withReplies), page: { next } } }
    }
    return roots.map(withReplies)
  }

  /** One comment, or its tombstone. Throws `not_found` for what the caller may not see, too. */
  async function find(id: string, view: View): Promise<Comment> {
    const [row] = await select(db.read).where(
      and(eq(comments.id, id), visibleComments(tables, view, 'threads')),
    )
    if (row === undefined) throw noSuchComment()
    return show(row)
  }

  return {
    find,

    /** A page of an article's comments. The caller has found the article, and may see it. */
    async list(
      articleId: string,
      query: CommentListQuery,
      view: View,
    ): Promise<{ data: Comment[]; page: Page }> {
      const { sort = 'newest', repliesLimit = 5 } = query
      const isTree = query.view === 'tree'
      const name = `comments:${articleId}:${isTree ? 'tree' : 'flat'}:${sort}`
      const ofArticle = and(
        eq(comments.articleId, articleId),
        isTree ? eq(comments.depth, 0) : undefined,
        visibleComments(tables, view, isTree ? 'threads' : 'published'),
      )
      const list = { name, where: ofArticle, order: orders[sort], pinnedFirst: true }
      const { rows, page: at } = await page(query, list)
      return { data: isTree ? await nest(rows, repliesLimit, view) : rows.map(show), page: at }
    },

    /** The newest comments of the whole site. */
    async latest(query: PageQuery, view: View): Promise<{ data: Comment[]; page: Page }> {
      const where = visibleComments(tables, view, 'published')
      const { rows, page: at } = await page(query, { name: 'comments:latest', where, order: orders.newest })
      return { data: rows.map(show), page: at }
    },

    /** The direct replies to a comment, oldest first. Throws `not_found`, `invalid`. */
    async replies(id: string, query: PageQuery, view: View): Promise<{ data: Comment[]; page: Page }> {
      await find(id, view)
      const where = and(eq(comments.parentId, id), visibleComments(tables, view, 'threads'))
      const { rows, page: at } = await page(query, { name: repliesOf(id), where, order: oldestFirst })
      return { data: rows.map(show), page: at }
    },

    /** Those of these comments that are published and that the view shows, by id. */
    async shown(ids: readonly string[], view: View): Promise<Map<string, Comment>> {
      if (ids.length === 0) return new Map()
      const rows = await select(db.read).where(
        and(inArray(comments.id, [...new Set(ids)]), visibleComments(tables, view, 'published')),
      )
      return new Map(rows.map((row) => [row.id, show(row)]))
    },

    /** The newest published comments of an article, or of the site, each with its story's headline. */
    async forFeed(view: View, articleId?: string): Promise<FeedRow[]> {
      const ofArticle = articleId === undefined ? undefined : eq(comments.articleId, articleId)
      return db.read
        .select({ ...columns, headline: articles.headline })
        .from(comments)
        .innerJoin(articles, eq(articles.id, comments.articleId))
        .where(and(visibleComments(tables, view, 'published'), ofArticle))
        .orderBy(...orders.newest.by)
        .limit(inFeed)
    },

    /** How many comments the caller finds under each article; none where it cannot see the article. */
    async countByArticle(articleIds: readonly string[], view: View): Promise<Record<string, number>> {
      const rows = await db.read
        .select({ id: articles.id, count: articles.commentCount })
        .from(articles)
        .where(and(inArray(articles.id, [...articleIds]), visibleArticles(tables, view)))
      const found = new Map(rows.map((row) => [row.id, row.count]))
      return Object.fromEntries(articleIds.map((id) => [id, found.get(id) ?? 0]))
    },

    /** The newest published comments of each article, for `include=comments`: one statement for all. */
    async includedIn(articleIds: readonly string[], view: View): Promise<Map<string, Comment[]>> {
      if (articleIds.length === 0) return new Map()
      const rows = await firstOfEach({
        group: comments.articleId,
        ids: articleIds,
        view,
        shape: 'published',
        sort: 'newest',
        most: includedPerArticle,
        limit: includedPerArticle * articleIds.length,
      })
      const ofArticle = groupBy(rows, (row) => row.articleId)
      return new Map(articleIds.map((id) => [id, ofArticle(id).map(show)]))
    },
  }
}
