import { and, asc, desc, eq, inArray, ne, type SQL, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/sqlite-core'
import type { Database } from '../db/database.ts'
import { publishedFor, standsInText, type View } from './published.ts'
import { rankRelated } from './related-rank.ts'

/** Of the terms of each kind so many are looked up, and of each term the newest so many articles: that bounds the work. */
const termsOfKind = 8
const articlesOfTerm = 40

/** What a shared term counts for. Subjects are chosen from a vocabulary, tags at will, and a section holds a great deal. */
const weights = { subject: 4, person: 3, tag: 2, section: 1 } as const

interface Term {
  kind: keyof typeof weights
  key: string
}

/** Articles that share subjects, people quoted, tags or the section with another. */
export function relatedArticles({ tables, read }: Database) {
  const { articles, articleTags, articleSubjects, quotes } = tables

  /** The terms of an article, in three statements. */
  async function termsOf(articleId: string, sectionKey: string | null): Promise<Term[]> {
    const subjects = await read
      .select({ key: articleSubjects.subjectKey })
      .from(articleSubjects)
      .where(eq(articleSubjects.articleId, articleId))
      .orderBy(asc(articleSubjects.position))
      .limit(termsOfKind)
    const tags = await read
      .select({ key: articleTags.nameKey })
      .from(articleTags)
      .where(eq(articleTags.articleId, articleId))
      .orderBy(asc(articleTags.position))
      .limit(termsOfKind)
    const people = await read
      .select({ key: quotes.speakerId })
      .from(quotes)
      .where(and(eq(quotes.articleId, articleId), standsInText(tables)))
      .groupBy(quotes.speakerId)
      .orderBy(asc(quotes.speakerId))
      .limit(termsOfKind + 1)
    const toTerms = (kind: Term['kind'], rows: { key: string | null }[]) =>
      rows.flatMap(({ key }) => (key === null ? [] : [{ kind, key }]))
    return [
      ...toTerms('subject', subjects),
      ...toTerms('person', people).slice(0, termsOfKind),
      ...toTerms('tag', tags),
      ...toTerms('section', [{ key: sectionKey }]),
    ]
  }

  /** The newest articles of a term, by an index that has them in that order; the number tells which term it was. */
  function newestOf({ kind, key }: Term, number: number) {
    const term = sql<number>`${sql.raw(String(number))}`.mapWith(Number).as('term')
    const wrap = (source: { articleId: SQL.Aliased<string>; term: SQL.Aliased<number> }) => source
    const id = (column: SQL) => sql<string>`${column}`.as('articleId')
    switch (kind) {
      case 'subject':
        return read
          .select(wrap({ articleId: id(sql`${articleSubjects.articleId}`), term }))
          .from(articleSubjects)
          .where(eq(articleSubjects.subjectKey, key))
          .orderBy(desc(articleSubjects.articleId))
          .limit(articlesOfTerm)
          .as('newest')
      case 'tag':
        return read
          .select(wrap({ articleId: id(sql`${articleTags.articleId}`), term }))
          .from(articleTags)
          .where(eq(articleTags.nameKey, key))
          .orderBy(desc(articleTags.articleId))
          .limit(articlesOfTerm)
          .as('newest')
      case 'person':
        return read
          .select(wrap({ articleId: id(sql`${quotes.articleId}`), term }))
          .from(quotes)
          .where(and(eq(quotes.speakerId, key), standsInText(tables)))
          .orderBy(desc(quotes.createdAt), desc(quotes.id))
          .limit(articlesOfTerm)
          .as('newest')
      case 'section':
        return read
          .select(wrap({ articleId: id(sql`${articles.id}`), term }))
          .from(articles)
          .where(and(eq(articles.sectionKey, key), eq(articles.status, 'published')))
          .orderBy(desc(articles.publishedAt), desc(articles.id))
          .limit(articlesOfTerm)
          .as('newest')
    }
  }

  /** Which article shares which term: one statement for all terms. SQLite takes a limit only inside of a subquery. */
  async function candidatesOf(terms: readonly Term[]) {
    const [first, second, ...others] = terms.map((term, number) => {
      const newest = newestOf(term, number)
      return read.select({ articleId: newest.articleId, term: newest.term }).from(newest)
    })
    if (first === undefined) return []
    return second === undefined ? first : unionAll(first, second, ...others)
  }

  return {
    /** The ids of related articles that the view finds in lists, the nearest first; in a fixed number of statements. */
    async relatedIds(
      { id, sectionKey }: { id: string; sectionKey: string | null },
      { limit, view }: { limit: number; view: View },
    ): Promise<string[]> {
      const terms = await termsOf(id, sectionKey)
      const shared = (await candidatesOf(terms)).map(({ articleId, term }) => ({
        articleId,
        term,
        weight: weights[terms[term]?.kind ?? 'section'],
      }))
      const ids = [...new Set(shared.map(({ articleId }) => articleId))]
      if (ids.length === 0) return []
      const seen = await read
        .select({ id: articles.id, publishedAt: articles.publishedAt })
        .from(articles)
        .where(and(inArray(articles.id, ids), ne(articles.id, id), publishedFor(tables, view)))
      return rankRelated(seen, shared).slice(0, limit)
    },
  }
}
