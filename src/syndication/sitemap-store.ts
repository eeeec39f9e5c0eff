import { setImmediate as turn } from 'node:timers/promises'
import { and, asc, count, desc, gt, gte, lt, lte } from 'drizzle-orm'
import { publishedFor, readerFor } from '../articles/published.ts'
import { type Addresses, pageOf } from '../articles/wire.ts'
import type { Database } from '../db/database.ts'
import { mostAddresses, mostNews, type SitemapNews, type SitemapPage } from '../formats/sitemap/write.ts'
import { type Actor, anonymous } from '../http/actor.ts'

export type SitemapStore = ReturnType<typeof sitemapStore>

export interface SitemapDeps {
  now: () => Date
  addresses: Addresses
  /** Addresses of one sitemap, at most. */
  perPart?: number
}

/** Rows that are read in one turn: other requests wait no longer than for these. */
const rowsAtOnce = 1000
const twoDays = 48 * 60 * 60 * 1000

/**
 * What every reader may see, by address; for a partner, what it may have. A part is the beginning of an id in hexadecimal, and holds the articles whose ids begin so:
 * the same ones for good, however many come and go. A part that grew too large is sixteen smaller ones.
 */
export function sitemapStore(db: Database, { now, addresses, perPart = mostAddresses }: SitemapDeps) {
  const { articles } = db.tables
  const isSeen = (actor: Actor, at = now()) => publishedFor(db.tables, { actor: readerFor(actor), now: at })
  const isOfPart = (part: string) => and(gte(articles.id, idText(part)), lt(articles.id, `${idText(part)}g`))

  /** Counts no further than it must. */
  async function isLarger(part: string, actor: Actor): Promise<{ isEmpty: boolean; isTooLarge: boolean }> {
    const some = db.read
      .select({ id: articles.id })
      .from(articles)
      .where(and(isSeen(actor), isOfPart(part)))
      .limit(perPart + 1)
      .as('some')
    const [row] = await db.read.select({ count: count() }).from(some)
    const found = row?.count ?? 0
    return { isEmpty: found === 0, isTooLarge: found > perPart && part.length < 32 }
  }

  /** The address at which the site itself wants the story found; undefined for one whose place is on another site. */
  function listedUrl(row: { id: string; slug: string; canonicalUrl: string | null }): string | undefined {
    const own = pageOf(row, addresses)
    if (row.canonicalUrl === null) return own
    return originOf(row.canonicalUrl) === originOf(own) ? row.canonicalUrl : undefined
  }

  const asListed = <Row extends Parameters<typeof listedUrl>[0], T>(
    rows: readonly Row[],
    toListed: (row: Row, url: string) => T,
  ): T[] =>
    rows.flatMap((row) => {
      const url = listedUrl(row)
      return url === undefined ? [] : [toListed(row, url)]
    })

  const newsColumns = {
    id: articles.id,
    slug: articles.slug,
    headline: articles.headline,
    language: articles.language,
    publishedAt: articles.publishedAt,
    embargoUntil: articles.embargoUntil,
    canonicalUrl: articles.canonicalUrl,
  }

  /** The newest of those that one of the two instants makes news. */
  const newest = (by: 'publishedAt' | 'embargoUntil', { at, actor }: { at: Date; actor: Actor }) =>
    db.read
      .select(newsColumns)
      .from(articles)
      .where(
        and(isSeen(actor, at), gte(articles[by], new Date(at.getTime() - twoDays)), lte(articles[by], at)),
      )
      .orderBy(desc(articles[by]), desc(articles.id))
      .limit(mostNews)

  async function listParts(part = '', actor = anonymous): Promise<string[]> {
    const { isEmpty, isTooLarge } = await isLarger(part, actor)
    if (isEmpty) return []
    if (!isTooLarge) return [part]
    const parts: string[] = []
    // Each count is short; other requests come in between.
    await turn()
    for (const digit of '0123456789abcdef') parts.push(...(await listParts(part + digit, actor)))
    return parts
  }

  return {
    /** The smallest parts that hold everything, in the order of ids; none where there is nothing. */
    listParts,

    /** The pages of a part, by id, in slices; others are served between two. */
    async *listPages(part = '', actor = anonymous): AsyncGenerator<SitemapPage[]> {
      for (let after = '', read = 0; read < perPart; ) {
        const rows = await db.read
          .select({
            id: articles.id,
            slug: articles.slug,
            updatedAt: articles.updatedAt,
            canonicalUrl: articles.canonicalUrl,
          })
          .from(articles)
          .where(and(isSeen(actor), isOfPart(part), gt(articles.id, after)))
          .orderBy(asc(articles.id))
          .limit(Math.min(rowsAtOnce, perPart - read))
        yield asListed(rows, (row, url) => ({ url, updatedAt: row.updatedAt.toISOString() }))
        const last = rows.at(-1)
        if (last === undefined || rows.length < rowsAtOnce) break
        after = last.id
        read += rows.length
        await turn()
      }
    },

    /** What became public within two days, the newest first. An embargo that ends makes news, not the day it was agreed on. */
    async listNews(actor = anonymous): Promise<SitemapNews[]> {
      const at = now()
      const by = { at, actor }
      const rows = [...(await newest('publishedAt', by)), ...(await newest('embargoUntil', by))]
      const stories = [...new Map(rows.map((row) => [row.id, row])).values()].map((row) => ({
        ...row,
        shownAt: Math.max(row.publishedAt?.getTime() ?? 0, row.embargoUntil?.getTime() ?? 0),
      }))
      stories.sort((one, other) => other.shownAt - one.shownAt || (one.id < other.id ? 1 : -1))
      return asListed(stories, ({ headline, language, shownAt }, url) => ({
        url,
        title: headline,
        language,
        publishedAt: new Date(shownAt).toISOString(),
      })).slice(0, mostNews)
    },
  }
}

/** Hexadecimal digits as an id that begins with them is written. */
const idText = (part: string): string =>
  [part.slice(0, 8), part.slice(8, 12), part.slice(12, 16), part.slice(16, 20), part.slice(20)]
    .filter((group) => group !== '')
    .join('-')

const originOf = (url: string): string => /^https?:\/\/[^/?#]+/i.exec(url)?.[0].toLowerCase() ?? ''
