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
export async function requireOwnPictures(tx: Queries, tables: Tables, pictured: Pictured): Promise<void> {
  const errors = (await foreignPictures(tx, tables, pictured)).map(({ place }) => foreign(place))
  if (errors.length > 0) throw new AppError('unprocessable', errors[0]?.message ?? '', { errors })
}

/** The same of blocks that the article once had. Throws `conflict`: the request itself names no picture. */
export async function requireLastingPictures(tx: Queries, tables: Tables, pictured: Pictured): Promise<void> {
  const [gone] = await foreignPictures(tx, tables, pictured)
  if (gone === undefined) return
  const message = `The picture in block ${gone.place + 1} of that version is gone: the article has no media credit ${gone.id} any more. Take over the other blocks by a PATCH.`
  throw new AppError('conflict', message)
}

/** The new image blocks that name no media credit of the article. */
async function foreignPictures(
  tx: Queries,
  { mediaCredits }: Tables,
  pictured: Pictured,
): Promise<{ id: string; place: number }[]> {
  const known = new Set((pictured.before ?? []).flatMap((block) => pictureOf(block) ?? []))
  const named = pictured.blocks.flatMap((block, place) => {
    const id = pictureOf(block)
    return id === undefined || known.has(id) ? [] : [{ id, place }]
  })
  if (named.length === 0) return []
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
  return named.filter(({ id }) => !ids.has(id))
}

const pictureOf = (block: object): string | undefined =>
  'mediaCreditId' in block && typeof block.mediaCreditId === 'string' ? block.mediaCreditId : undefined

const foreign = (place: number): FieldError => ({
  in: 'body',
  pointer: `/body/blocks/${place}/mediaCreditId`,
  code: 'unknown',
  message: '"mediaCreditId" must name a media credit of this article; add the credit first.',
})
