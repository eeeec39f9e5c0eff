// The public rendition of an article: what everybody is shown of it, as the JSON that is sent. It is stored, and rewritten in the
// transaction that changes it, so that a reader costs a look at one row. What changes without the article's doing stands
// apart and is put in when it is read: the count of comments, and addresses, which the configuration decides.

import { hash } from 'node:crypto'
import type { Tables } from '../db/schema.ts'
import type { Article } from './schema.ts'
import { type Addresses, linksOf, pageOf } from './wire.ts'

/**
 * The form of what is stored. Whoever changes what an article or a media credit shows counts it up: every rendition is then made anew,
 * and until it is, its article is put together from its rows.
 */
export const renditionForm = 3

export type RenditionRow = Tables['articleRenditions']['$inferSelect']

/** What is read of a rendition, its JSON as bytes, with what stands apart from it; the body where it is wanted. */
export interface Rendition extends Omit<RenditionRow, 'head' | 'mediaCredits' | 'body'> {
  head: Buffer
  mediaCredits: Buffer
  body?: Buffer
  commentCount: number
}

/** A credit as far as its rights go: RFC 3339 or null. */
interface Credit {
  rightsExpireAt: string | null
}

/** An article as a reader is shown it, whole. */
export interface ShownArticle extends Article {
  mediaCredits: readonly Credit[]
}

/** What to store of an article; `ownUrl` is the page that it names itself. */
export function toRendition(article: ShownArticle, ownUrl: string | null): RenditionRow {
  const { body, canonicalUrl: _, commentCount: __, links: ___, mediaCredits, ...rest } = article
  const parts = {
    head: JSON.stringify(rest).slice(0, -1),
    mediaCredits: JSON.stringify(mediaCredits),
    body: JSON.stringify(body),
  }
  const ends = [article.expiresAt, ...mediaCredits.map(({ rightsExpireAt }) => rightsExpireAt)].flatMap(
    (instant) => instant ?? [],
  )
  return {
    articleId: article.id,
    form: renditionForm,
    slug: article.slug,
    canonicalUrl: ownUrl,
    // Instants of one spelling sort as text.
    validUntil: ends.length === 0 ? null : new Date(ends.sort()[0] ?? ''),
    tag: hashOf(Object.values(parts).join('\n')),
    ...parts,
  }
}

/** The JSON of one article, as `toArticle` and `present` would have it, in parts that follow one another. */
export function renditionJson(
  rendition: Rendition,
  { addresses, withCredits }: { addresses: Addresses; withCredits: boolean },
): Buffer[] {
  const { articleId, slug, head, body, mediaCredits, canonicalUrl, commentCount } = rendition
  const page = JSON.stringify(canonicalUrl ?? pageOf({ id: articleId, slug }, addresses))
  const apart = `,"canonicalUrl":${page},"commentCount":${commentCount},"links":${linksJson(articleId, addresses)}`
  return [
    head,
    ...(body === undefined ? [] : [bodyName, body]),
    ...(withCredits
      ? [Buffer.from(`${apart}${creditsName}`), mediaCredits, end]
      : [Buffer.from(`${apart}}`)]),
  ]
}

/** Links as JSON: what is in an address needs no escape. */
const linksJson = (id: string, addresses: Addresses): string =>
  `{${Object.entries(linksOf(id, addresses))
    .map(([name, url]) => `"${name}":"${url}"`)
    .join(',')}}`

const bodyName = Buffer.from(',"body":')
const creditsName = ',"mediaCredits":'
const end = Buffer.from('}')

/** A weak validator over everything that an answer made of renditions shows; `around` is what it shows beside them. */
export function renditionTag(
  renditions: readonly Rendition[],
  { addresses, around }: { addresses: Addresses; around: string },
): string {
  const shown = renditions.map(({ tag, commentCount }) => `${tag} ${commentCount}`)
  return `W/"${hashOf([addresses.link(''), addresses.articleUrl, around, ...shown].join('\n'))}"`
}

const hashOf = (text: string): string => hash('sha1', text, 'base64url')
