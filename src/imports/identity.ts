// By what an import knows a story again: the sender's own id, or else agency, day of the dateline and headline.
// The two kinds never meet, so that an id cannot be mistaken for a headline.

import { createHash } from 'node:crypto'
import type { NewArticle } from '../articles/schema.ts'
import { foldName } from '../text/names.ts'

/** The key under which a story's source is stored; derived ones are hashed, since headlines outgrow an index. */
export function identityOf(article: NewArticle, sourceId: string | undefined): string {
  if (sourceId !== undefined) {
    // What is longer than an index takes is known by its hash; no shorter one begins so.
    return sourceId.length <= 200 ? `id:${sourceId}` : `longId:${hashOf(sourceId)}`
  }
  const { agency = null, month = null, day = null, date = null } = article.dateline ?? {}
  const parts = [agency === null ? '' : foldName(agency), date ?? `${month ?? ''}-${day ?? ''}`]
  const key = JSON.stringify([...parts, foldName(article.headline)])
  return `story:${hashOf(key)}`
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url')
