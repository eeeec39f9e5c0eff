import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { groupBy } from '../db/group-by.ts'
import type { SearchPhrase } from '../db/search.ts'
import { standsInText, type View, visibleCredits } from './published.ts'
import { excerptOf } from './relevance.ts'
import type { Excerpt } from './schema.ts'

/** Where articles have what was looked for, as far as the view sees it: three statements for a page. */
export function excerptReads({ read, tables }: Database) {
  const { articles, mediaCredits, quotes } = tables

  return async (
    ids: string[],
    wanted: readonly SearchPhrase[],
    view: View,
  ): Promise<(id: string) => Excerpt[]> => {
    if (ids.length === 0) return () => []
    const { id, headline, summary, bodyText } = articles
    const texts = await read
      .select({ id, headline, summary, bodyText })
      .from(articles)
      .where(inArray(id, ids))
    const said = await read
      .select({ articleId: quotes.articleId, name: quotes.speakerName })
      .from(quotes)
      .where(and(inArray(quotes.articleId, ids), standsInText(tables)))
      .orderBy(asc(quotes.positionStart), asc(quotes.id))
    const credits = await read
      .select({ articleId: mediaCredits.articleId, caption: mediaCredits.caption })
      .from(mediaCredits)
      .innerJoin(articles, eq(articles.id, mediaCredits.articleId))
      .where(and(inArray(mediaCredits.articleId, ids), visibleCredits(tables, view)))
      .orderBy(asc(mediaCredits.position), asc(mediaCredits.id))
    const speakersOf = groupBy(said, (row) => row.articleId)
    const captionsOf = groupBy(credits, (row) => row.articleId)
    const textOf = new Map(texts.map((row) => [row.id, row]))

    return (id) => {
      const article = textOf.get(id)
      const fields: [Excerpt['field'], (string | null | undefined)[]][] = [
        ['headline', [article?.headline]],
        ['summary', [article?.summary]],
        ['body', [article?.bodyText]],
        ['speaker', speakersOf(id).map((row) => row.name)],
        ['caption', captionsOf(id).map((row) => row.caption)],
      ]
      return fields.flatMap(([field, texts]) => firstOf(field, texts, wanted))
    }
  }
}

function firstOf(
  field: Excerpt['field'],
  texts: readonly (string | null | undefined)[],
  wanted: readonly SearchPhrase[],
): Excerpt[] {
  for (const text of texts) {
    const found = text === null || text === undefined ? undefined : excerptOf(text, wanted)
    if (found !== undefined) return [{ field, ...found }]
  }
  return []
}
