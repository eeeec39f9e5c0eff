// Rows become the wire's article here and nowhere else; a new column shows only when it is written here.

import type { Tables } from '../db/schema.ts'
import type { Link } from '../http/links.ts'
import { storedBlocks } from './blocks.ts'
import type { Article } from './schema.ts'

type ArticleRow = Tables['articles']['$inferSelect']
type Without<T, K extends PropertyKey> = Omit<T, K>

/** A row as lists read it: the body stays in the database unless it is asked for. */
export type ArticleRowForList = Without<ArticleRow, 'blocks' | 'bodyHtml' | 'bodyText'> &
  Partial<Pick<ArticleRow, 'blocks' | 'bodyHtml' | 'bodyText'>>

/** The lists of an article that stand in tables of their own, each in its order. */
export interface ArticleParts {
  authors: Article['authors']
  tags: string[]
  subjects: Article['subjects']
  corrections: Article['corrections']
}

/** An article before its media are joined to it; `body` is absent from lists. */
export type BareArticle = Omit<Article, 'leadMedia' | 'body'> & { body?: Article['body'] }

export interface Addresses {
  link: Link
  /** Template of a story's own page, with `{slug}` or `{id}`. */
  articleUrl: string | undefined
}

export function toArticle(row: ArticleRowForList, parts: ArticleParts, addresses: Addresses): BareArticle {
  return {
    id: row.id,
    slug: row.slug,
    status: row.status,
    version: row.version,
    headline: row.headline,
    summary: row.summary,
    byline: row.byline,
    authors: parts.authors,
    dateline: toDateline(row),
    provider: row.providerName === null ? null : { name: row.providerName, uri: row.providerUri },
    section: row.section,
    tags: parts.tags,
    subjects: parts.subjects,
    language: row.language,
    ...(row.blocks !== undefined && { body: toBody(row) }),
    wordCount: row.wordCount,
    readingMinutes: row.readingMinutes,
    createdAt: row.createdAt.toISOString(),
    publishAt: row.publishAt?.toISOString() ?? null,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
    embargoUntil: row.embargoUntil?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    corrections: parts.corrections,
    commentsOpen: row.commentsOpen,
    canonicalUrl: row.canonicalUrl ?? pageOf(row, addresses),
    commentCount: row.commentCount,
    links: linksOf(row.id, addresses),
  }
}

export function linksOf(id: string, { link }: Addresses): Article['links'] {
  const self = link(`/v1/articles/${id}`)
  return {
    self,
    mediaCredits: `${self}/media-credits`,
    quotes: `${self}/quotes`,
    comments: `${self}/comments`,
    related: `${self}/related`,
  }
}

/** Where readers find the story: its own page, else its API address. */
export function pageOf(row: { id: string; slug: string }, { link, articleUrl }: Addresses): string {
  if (articleUrl === undefined) return link(`/v1/articles/${row.slug}`)
  return articleUrl.replaceAll('{slug}', row.slug).replaceAll('{id}', row.id)
}

export const toCorrection = (row: Tables['corrections']['$inferSelect']): Article['corrections'][number] => ({
  kind: row.kind,
  text: row.text,
  createdAt: row.createdAt.toISOString(),
})

const toBody = (row: ArticleRowForList): Article['body'] => ({
  blocks: storedBlocks(row.blocks ?? []),
  html: row.bodyHtml ?? '',
  text: row.bodyText ?? '',
})

export function toDateline(row: ArticleRowForList): Article['dateline'] {
  if (row.datelineText === null) return null
  return {
    text: row.datelineText,
    place: row.datelinePlace,
    month: row.datelineMonth,
    day: row.datelineDay,
    date: toDate(row.datelineYear, row.datelineMonth, row.datelineDay),
    agency: row.datelineAgency,
  }
}

/** A date needs all three parts; a year is never made up. */
function toDate(year: number | null, month: number | null, day: number | null): string | null {
  if (year === null || month === null || day === null) return null
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
