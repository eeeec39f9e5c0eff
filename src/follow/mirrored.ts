// What another Dateline shows of an article, and what of it becomes an article here: its words, its credits and its quotes. Pure.

import { createHash } from 'node:crypto'
import type { Article, NewArticle } from '../articles/schema.ts'
import type { CreditInput, MediaCredit } from '../media-credits/schema.ts'
import type { MirroredQuote } from '../quotes/mirror-store.ts'

/** An article as the source's list gives it, with these fields and with what hangs on it. */
export type Remote = Pick<Article, (typeof remoteFields)[number] | 'id'> & {
  mediaCredits: MediaCredit[]
  quotes: MirroredQuote[]
}

type Blocks = NonNullable<NewArticle['body']>['blocks']

/** The fields of an article that are asked for. */
export const remoteFields = [
  'slug',
  'status',
  'headline',
  'summary',
  'byline',
  'authors',
  'dateline',
  'provider',
  'section',
  'tags',
  'subjects',
  'language',
  'body',
  'publishedAt',
  'embargoUntil',
  'expiresAt',
  'canonicalUrl',
  'corrections',
] as const

/** What stands at the source in the place of an article that it has withdrawn. */
export interface Tombstone {
  reason: string
  withdrawnAt: string
}

/** An article that the source shows no longer. */
export interface Gone {
  id: string
  /** Undefined where nothing stands in its place. */
  tombstone: Tombstone | undefined
}

/** Whether the source's readers see it: to a key that reads drafts, an address shows more than that. */
export const isOut = (
  { status, embargoUntil, expiresAt }: Pick<Remote, 'status' | 'embargoUntil' | 'expiresAt'>,
  now: Date,
): boolean =>
  status === 'published' &&
  (embargoUntil === null || new Date(embargoUntil) <= now) &&
  (expiresAt === null || new Date(expiresAt) > now)

/** Blocks with the pictures of the copy; a picture that the copy has not got is left out. */
export function blocksOf({ body }: Remote, copies: ReadonlyMap<string, string>): Blocks {
  return body.blocks.flatMap((block): Blocks => {
    if (block.type !== 'image') return [block]
    const mediaCreditId = copies.get(block.mediaCreditId)
    return mediaCreditId === undefined ? [] : [{ ...block, mediaCreditId }]
  })
}

/** The article that is stored here: the same words, and the address under which readers find the original. */
export function toNewArticle(remote: Remote, blocks: Blocks): NewArticle {
  const { headline, summary, byline, authors, dateline, provider, section, tags, subjects, language } = remote
  return {
    ...{ headline, summary, byline, authors, dateline, provider, section, tags, subjects, language },
    canonicalUrl: remote.canonicalUrl,
    embargoUntil: remote.embargoUntil,
    expiresAt: remote.expiresAt,
    body: { blocks },
  }
}

/** A credit with every field that its line and its parts are made of. */
export const toCredit = ({
  id: _,
  articleId: __,
  version: ___,
  createdAt: ____,
  updatedAt: _____,
  ...credit
}: MediaCredit): CreditInput => credit

/** Names all of an article that is mirrored: where it is the same, there is nothing to do. */
export function hashOf(remote: Remote): string {
  const { mediaCredits, quotes, status: _, ...words } = remote
  const said = quotes.map(({ kind, text, speaker, cue, via, position }) => [
    ...[kind, text, speaker?.name, speaker?.title, speaker?.organization, cue, via, position],
  ])
  const all = [words, mediaCredits.map((credit) => [credit.id, toCredit(credit)]), said]
  return createHash('sha256').update(JSON.stringify(all)).digest('base64url')
}
