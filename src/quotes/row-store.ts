import { and, asc, eq } from 'drizzle-orm'
import { isVisibleQuote, toldOf } from '../articles/published.ts'
import { chunks } from '../db/chunks.ts'
import type { Database, Queries } from '../db/database.ts'
import type { NewChange } from '../db/outbox.ts'
import type { ChangeType, Tables } from '../db/schema.ts'
import { anonymous } from '../http/actor.ts'
import { changedSince } from '../http/conditional.ts'
import { newId } from '../ids.ts'

export type QuoteRow = Tables['quotes']['$inferSelect']
/** What is said of a quote; the rest of its row is kept by the store. */
export type QuoteContent = Omit<QuoteRow, 'id' | 'articleId' | 'version' | 'createdAt' | 'updatedAt'>
/** A row as it was and as it is; one of them is missing for a quote that came or went. */
export type Step = readonly [before: QuoteRow | undefined, after: QuoteRow | undefined]

type Audience = Parameters<typeof toldOf>[0]

/** Reading and writing rows of quotes on a transaction that holds their article's row. */
export function quoteRows({ tables: { quotes } }: Database, now: () => Date) {
  const toRow = (articleId: string, content: QuoteContent): QuoteRow => {
    const at = now()
    return { id: newId(), articleId, version: 1, createdAt: at, updatedAt: at, ...content }
  }

  return {
    ofArticle: (tx: Queries, articleId: string): Promise<QuoteRow[]> =>
      tx.select().from(quotes).where(eq(quotes.articleId, articleId)).orderBy(asc(quotes.id)),

    async insert(tx: Queries, articleId: string, contents: readonly QuoteContent[]): Promise<QuoteRow[]> {
      const rows = contents.map((content) => toRow(articleId, content))
      for (const chunk of chunks(rows)) await tx.insert(quotes).values(chunk)
      return rows
    },

    /** The next version of a quote, if it still is the one that was read. Throws `stale`. */
    async update(tx: Queries, row: QuoteRow, set: Partial<QuoteContent>): Promise<QuoteRow> {
      const [updated] = await tx
        .update(quotes)
        .set({ ...set, version: row.version + 1, updatedAt: now() })
        .where(and(eq(quotes.id, row.id), eq(quotes.version, row.version)))
        .returning()
      if (updated === undefined) throw changedSince()
      return updated
    },

    /** Throws `stale`. */
    async remove(tx: Queries, row: QuoteRow): Promise<void> {
      const [removed] = await tx
        .delete(quotes)
        .where(and(eq(quotes.id, row.id), eq(quotes.version, row.version)))
        .returning({ id: quotes.id })
      if (removed === undefined) throw changedSince()
    },

    /** What to tell of these steps; nothing while nobody can see the article. */
    changesOf(article: Audience, steps: readonly Step[]): NewChange[] {
      const audience = toldOf(article, now())
      if (audience === undefined) return []
      const isEmbargoed = audience === 'embargoed'
      return steps.flatMap(([before, after]) => {
        const row = after ?? before
        if (row === undefined || before === after) return []
        const type = typeOf(isShown(before), isShown(after))
        if (type === undefined) return []
        const version = after === undefined ? row.version + 1 : row.version
        const { id: resourceId, articleId } = row
        return [{ type, resource: 'quote', resourceId, articleId, version, at: now(), isEmbargoed }]
      })
    },
  }
}

const isShown = (row: QuoteRow | undefined): boolean => row !== undefined && isVisibleQuote(row, anonymous)

/** What readers are told: of a quote they do not see they have never heard, or were told that it is gone. */
function typeOf(before: boolean, after: boolean): ChangeType | undefined {
  if (!before) return after ? 'quote.created' : undefined
  return after ? 'quote.updated' : 'quote.deleted'
}
