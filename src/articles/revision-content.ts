// What an article says at one version, as one value that is stored, shown, compared and brought back.

import type { Tables } from '../db/schema.ts'
import type { Block } from './blocks.ts'
import type { Article } from './schema.ts'
import { type ArticleParts, toDateline } from './wire.ts'

type ArticleRow = Tables['articles']['$inferSelect']

/** Every field that an editor writes, in the shape in which a patch takes it. */
export interface EditedFields {
  slug: string
  headline: string
  summary: string | null
  byline: string | null
  authors: Article['authors']
  dateline: Article['dateline']
  provider: Article['provider']
  section: string | null
  tags: string[]
  subjects: Article['subjects']
  language: string | null
  body: { blocks: Block[] }
  canonicalUrl: string | null
  embargoUntil: string | null
  commentsOpen: boolean
}

/** Of a row as it stands, with the lists that stand in tables of their own. */
export const editedFields = (
  row: ArticleRow,
  { authors, tags, subjects }: Omit<ArticleParts, 'corrections'>,
): EditedFields => ({
  slug: row.slug,
  headline: row.headline,
  summary: row.summary,
  byline: row.byline,
  authors,
  dateline: toDateline(row),
  provider: row.providerName === null ? null : { name: row.providerName, uri: row.providerUri },
  section: row.section,
  tags,
  subjects,
  language: row.language,
  // The blocks were checked against the wire schema when they were stored.
  body: { blocks: row.blocks as unknown as Block[] },
  canonicalUrl: row.canonicalUrl,
  embargoUntil: row.embargoUntil?.toISOString() ?? null,
  commentsOpen: row.commentsOpen,
})

/**
 * What a story says, without what decides who may see it and talk about it: a text is brought back by bringing back this,
 * and neither lifts an embargo nor opens comments that a moderator has closed.
 */
export function contentOf({ embargoUntil, commentsOpen, ...content }: EditedFields) {
  return { content, embargoUntil, commentsOpen }
}
