import { and, eq, inArray } from 'drizzle-orm'
import type { Queries } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import { AppError, type FieldError } from '../errors.ts'
import type { Block } from './blocks.ts'

interface Pictured {
  articleId: string
  blocks: readonly Block[]
  /** The blocks before: what a picture of theirs has become is no fault of this change. */
  before?: readonly object[]
}

/** Throws `unprocessable`, naming each place, when a new image block names no media credit of the article. */
export async function requireOwnPictures(tx: Queries, { mediaCredits }: Tables, pictured: Pictured) {
  const known = new Set((pictured.before ?? []).flatMap((block) => pictureOf(block) ?? []))
  const named = pictured.blocks.flatMap((block, i) => {
    const id = pictureOf(block)
    return id === undefined || known.has(id) ? [] : [{ id, pointer: `/body/blocks/${i}/mediaCreditId` }]
  })
  if (named.length === 0) return
  const own = await tx
    .select({ id: mediaCredits.id })
    .from(mediaCredits)
    .where(
      and(
        eq(mediaCredits.articleId, pictured.articleId),
        inArray(
          mediaCredits.id,
          named.map(({ id }) => id),
        ),
      ),
    )
  const ids = new Set(own.map(({ id }) => id))
  const errors = named.filter(({ id }) => !ids.has(id)).map(({ pointer }) => foreign(pointer))
  if (errors.length > 0) throw new AppError('unprocessable', errors[0]?.message ?? '', { errors })
}

const pictureOf = (block: object): string | undefined =>
  'mediaCreditId' in block && typeof block.mediaCreditId === 'string' ? block.mediaCreditId : undefined

const foreign = (pointer: string): FieldError => ({
  in: 'body',
  pointer,
  code: 'unknown',
  message: '"mediaCreditId" must name a media credit of this article; add the credit first.',
})
