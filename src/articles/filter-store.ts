import { type AnyColumn, and, eq, exists, gt, inArray, lt, or, type Param, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { placeholder } from '../db/prepare.ts'
import { anonymous } from '../http/actor.ts'
import { foldName } from '../text/names.ts'
import { isPublic, publishedFor, readerFor, type View, visibleArticles, visibleCredits } from './published.ts'
import type { ArticleListQuery } from './query-schema.ts'
import { subjectKeyOf } from './subject.ts'

/** A parameter of a list: what it asks for, and the condition that says so. */
interface Filter {
  column: AnyColumn
  askedFor: (query: ArticleListQuery) => string | Date | undefined
  is: (value: Param) => SQL | undefined
}

const folded = (name: string | undefined) => (name === undefined ? undefined : foldName(name))
const instant = (text: string | undefined) => (text === undefined ? undefined : new Date(text))

/** What a list's parameters mean; the view decides first. */
export function articleFilters(db: Database) {
  const { tables, read } = db
  const { articles, articleAuthors, articleTags, articleSubjects, mediaCredits, creditNames } = tables

  const hasName = (names: typeof articleAuthors | typeof articleTags, isWanted: SQL | undefined) =>
    exists(
      read
        .select({ one: sql`1` })
        .from(names)
        .where(and(eq(names.articleId, articles.id), isWanted)),
    )

  /** Those with one value, which lists are asked for by most; each makes a statement that can be prepared. */
  const simple: Record<string, Filter> = {
    section: {
      column: articles.sectionKey,
      askedFor: ({ section }) => folded(section),
      is: (value) => eq(articles.sectionKey, value),
    },
    language: {
      column: articles.language,
      askedFor: ({ language }) => language,
      is: (value) => eq(articles.language, value),
    },
    agency: {
      column: articles.providerKey,
      askedFor: ({ agency }) => folded(agency),
      is: (value) => or(eq(articles.datelineAgencyKey, value), eq(articles.providerKey, value)),
    },
    author: {
      column: articleAuthors.nameKey,
      askedFor: ({ author }) => folded(author),
      is: (value) => hasName(articleAuthors, eq(articleAuthors.nameKey, value)),
    },
    tag: {
      column: articleTags.nameKey,
      askedFor: ({ tag }) => (tag?.length === 1 ? folded(tag[0]) : undefined),
      is: (value) => hasName(articleTags, eq(articleTags.nameKey, value)),
    },
    publishedAfter: {
      column: articles.publishedAt,
      askedFor: ({ publishedAfter }) => instant(publishedAfter),
      is: (value) => gt(articles.publishedAt, value),
    },
    publishedBefore: {
      column: articles.publishedAt,
      askedFor: ({ publishedBefore }) => instant(publishedBefore),
      is: (value) => lt(articles.publishedAt, value),
    },
    updatedAfter: {
      column: articles.updatedAt,
      askedFor: ({ updatedAfter }) => instant(updatedAfter),
      is: (value) => gt(articles.updatedAt, value),
    },
  }

  /** By what the caller may read: an agency whose rights have run out is not told by the articles that it had. */
  const showsPicturesOf = (agencyKey: string, view: View) =>
    exists(
      read
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
      read
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

  /** Every condition of a list, with its values in it. */
  function conditionsOf(query: ArticleListQuery, view: View): SQL[] {
    const { status, mediaAgency, subject, tag, ids } = query
    const conditions: (SQL | undefined)[] = [
      status === undefined ? publishedFor(tables, view) : visibleArticles(tables, view),
      eq(articles.status, status ?? 'published'),
      ...Object.values(simple).map(({ column, askedFor, is }) => {
        const value = askedFor(query)
        return value === undefined ? undefined : is(sql.param(value, column))
      }),
      mediaAgency === undefined ? undefined : showsPicturesOf(foldName(mediaAgency), view),
      subject === undefined ? undefined : isAbout(subject),
      tag === undefined || tag.length === 1
        ? undefined
        : hasName(articleTags, inArray(articleTags.nameKey, tag.map(foldName))),
      ids === undefined ? undefined : inArray(articles.id, ids),
    ]
    return conditions.filter((condition) => condition !== undefined)
  }

  /**
   * What a list of readers asks for by simple filters alone: their names, the values for the placeholders, and the conditions
   * to be prepared. Undefined for a list that asks for more, and for partners, who differ from each other.
   */
  function preparableOf(query: ArticleListQuery, { actor, now }: View) {
    if (readerFor(actor) !== anonymous) return undefined
    const { status, mediaAgency, subject, tag, ids, q } = query
    const isMore = [status, mediaAgency, subject, ids, q].some((asked) => asked !== undefined)
    if (isMore || (tag !== undefined && tag.length !== 1)) return undefined
    const values: Record<string, unknown> = { now }
    const names: string[] = []
    for (const [name, { askedFor }] of Object.entries(simple)) {
      const value = askedFor(query)
      if (value === undefined) continue
      values[name] = value
      names.push(name)
    }
    const conditions = () => [
      isPublic(tables, placeholder(articles.embargoUntil, 'now')),
      eq(articles.status, 'published'),
      ...Object.entries(simple).map(([name, { column, is }]) =>
        names.includes(name) ? is(placeholder(column, name)) : undefined,
      ),
    ]
    return { names, values, conditions }
  }

  return { conditionsOf, preparableOf }
}
