// What an article says at one version, as one value that is stored, shown, compared and brought back.

import type { Tables } from '../db/schema.ts'
import { type Block, storedBlocks } from './blocks.ts'
import type { Draft } from './draft.ts'
import { type ArticleParts, toDateline } from './wire.ts'

type ArticleRow = Tables['articles']['$inferSelect']

/** Every field that an editor writes, in the shape in which a patch takes it. */
export interface EditedFields extends Omit<Draft, 'blocks' | 'embargoUntil' | 'expiresAt'> {
  slug: string
  body: { blocks: Block[] }
  embargoUntil: string | null
  expiresAt: string | null
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
  body: { blocks: storedBlocks(row.blocks) },
  canonicalUrl: row.canonicalUrl,
  embargoUntil: row.embargoUntil?.toISOString() ?? null,
  expiresAt: row.expiresAt?.toISOString() ?? null,
  commentsOpen: row.commentsOpen,
  commentSettings: row.commentSettings,
})

/**
 * What a story says, without what decides who may see it and talk about it: a text is brought back by bringing back this,
 * and neither lifts an embargo, nor gives it more time, nor opens comments that a moderator has closed.
 */
export function contentOf({
  embargoUntil,
  // Versions from before there was one have none.
  expiresAt = null,
  commentsOpen,
  commentSettings,
  ...content
}: EditedFields) {
  return { content, embargoUntil, expiresAt, commentsOpen, commentSettings }
}
