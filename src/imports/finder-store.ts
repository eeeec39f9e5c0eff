import { and, asc, eq, gt, gte, isNotNull, lt } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { isSlug, isUuid } from '../http/formats.ts'
import type { ArchiveArticle } from './archive.ts'
import { pageKey } from './site-key.ts'

/** An article that imported comments may stand under. */
export interface FoundArticle {
  id: string
  slug: string
  commentSettings: object | null
}

/** Rows read at once, on the way through all canonical addresses. */
const pageSize = 1000

/** Finds the articles of an export that are here already. One finder serves one import: it remembers the addresses it has read. */
type Names = Pick<ArchiveArticle, 'ownId' | 'slug' | 'urls' | 'site'>

export function articleFinder(db: Database) {
  const { articles, articleSources, formerSlugs } = db.tables
  const { id, slug, commentSettings } = articles
  let byPage: Promise<Map<string, string>> | undefined

  const byId = async (wanted: string): Promise<FoundArticle | undefined> =>
    (await db.read.select({ id, slug, commentSettings }).from(articles).where(eq(id, wanted)))[0]

  async function bySource(sourceId: string): Promise<FoundArticle | undefined> {
    const [row] = await db.read
      .select({ id, slug, commentSettings })
      .from(articleSources)
      .innerJoin(articles, eq(articles.id, articleSources.articleId))
      .where(eq(articleSources.identity, `id:${sourceId}`))
    return row
  }

  async function bySlug(wanted: string): Promise<FoundArticle | undefined> {
    const [row] = await db.read.select({ id, slug, commentSettings }).from(articles).where(eq(slug, wanted))
    if (row !== undefined) return row
    const [former] = await db.read.select().from(formerSlugs).where(eq(formerSlugs.slug, wanted))
    return former === undefined ? undefined : byId(former.articleId)
  }

  /** Whether the article is another one of the same site: then two of them have the slug, and this is not the one. */
  async function isAnotherOf(articleId: string, site: string): Promise<boolean> {
    if (site === '') return false
    const { identity } = articleSources
    const rows = await db.read
      .select({ identity })
      .from(articleSources)
      .where(
        and(
          eq(articleSources.articleId, articleId),
          gte(identity, `id:${site}`),
          lt(identity, `id:${site}\uFFFF`),
        ),
      )
      .limit(1)
    return rows.length > 0
  }

  /** No index serves so rare a question; all canonical addresses are read once for each import that asks it. */
  async function readPages(): Promise<Map<string, string>> {
    const pages = new Map<string, string>()
    for (let after = ''; ; ) {
      const rows = await db.read
        .select({ id, url: articles.canonicalUrl })
        .from(articles)
        .where(and(gt(id, after), isNotNull(articles.canonicalUrl)))
        .orderBy(asc(id))
        .limit(pageSize)
      for (const row of rows) pages.set(pageKey(row.url ?? ''), row.id)
      const last = rows.at(-1)
      if (last === undefined || rows.length < pageSize) return pages
      after = last.id
    }
  }

  async function byUrl(url: string): Promise<FoundArticle | undefined> {
    byPage ??= readPages()
    const key = pageKey(url)
    const known = key === '' ? undefined : (await byPage).get(key)
    if (known !== undefined) return byId(known)
    const last = URL.canParse(url)
      ? new URL(url).pathname.split('/').findLast((part) => part !== '')
      : undefined
    const name = last?.replace(/\.html?$/, '') ?? ''
    return isSlug(name) ? bySlug(name) : undefined
  }

  return {
    bySource,
    bySlug,

    /** The article by how readers know it: its slug, else its addresses. */
    async byName({ ownId, slug, urls, site }: Names): Promise<FoundArticle | undefined> {
      const own = ownId === undefined ? undefined : await byId(ownId)
      if (own !== undefined) return own
      const found = slug === undefined ? undefined : await (isUuid(slug) ? byId(slug) : bySlug(slug))
      if (found !== undefined && !(await isAnotherOf(found.id, site))) return found
      for (const url of urls) {
        const named = await byUrl(url)
        if (named !== undefined && !(await isAnotherOf(named.id, site))) return named
      }
      return undefined
    },
  }
}
