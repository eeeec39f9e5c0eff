import { inArray } from 'drizzle-orm'
import { type Addresses, pageOf } from '../articles/wire.ts'
import type { Database } from '../db/database.ts'
import type { Quote, QuotedArticle } from './schema.ts'

/** The articles of quotes that the caller may see, which are articles it may see: one statement for a page. */
export function quotedArticles({ read, tables: { articles } }: Database, addresses: Addresses) {
  return async (quotes: readonly Pick<Quote, 'articleId'>[]): Promise<Map<string, QuotedArticle>> => {
    const ids = [...new Set(quotes.map(({ articleId }) => articleId))]
    if (ids.length === 0) return new Map()
    const { id, slug, headline, publishedAt, canonicalUrl } = articles
    const rows = await read
      .select({ id, slug, headline, publishedAt, canonicalUrl })
      .from(articles)
      .where(inArray(id, ids))
    return new Map(
      rows.map((row) => [
        row.id,
        {
          id: row.id,
          slug: row.slug,
          headline: row.headline,
          publishedAt: row.publishedAt?.toISOString() ?? null,
          canonicalUrl: row.canonicalUrl ?? pageOf(row, addresses),
          links: { self: addresses.link(`/v1/articles/${row.id}`) },
        },
      ]),
    )
  }
}
