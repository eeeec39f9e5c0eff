// What a partner is told of a change; pure. A change names a resource whose state is to be read, so what is told follows from what
// the article is now, and from what it was if the change itself moved it: then it comes to a partner, or leaves it.

import { type Audience, isEntitled, isOfKind, type Kind, type Offered } from '../articles/entitled.ts'
import { isPublicArticle } from '../articles/published.ts'
import type { ChangeType } from '../db/schema.ts'

/** A change as it is logged, as far as this needs it. */
export interface Logged {
  type: ChangeType
  resource: string
  at: Date
  former: Kind | null
}

/** The article as it is now; undefined for one that is deleted. */
export type Present = (Offered & { id: string; shownAt: Date | null }) | undefined

const removals: readonly ChangeType[] = ['article.unpublished', 'article.withdrawn', 'article.deleted']

/**
 * The type that the partner is told; undefined for nothing; `held` where it will have the article by the clock alone: what comes
 * behind waits, since nobody asks again for a position that is past.
 */
export function toldOfArticle(
  change: Logged,
  article: Present,
  { audience, now }: { audience: Audience; now: Date },
): ChangeType | 'held' | undefined {
  const { type, former } = change
  const isRemoval = removals.includes(type)
  const wasOfKind = former !== null && isOfKind(former, audience)
  if (article === undefined) {
    if (isRemoval) return former === null || wasOfKind ? type : undefined
    return wasOfKind ? 'article.unpublished' : undefined
  }
  // Whatever it says, the article is there: it came back, or readers lost it to an embargo that does not bind this partner.
  if (isEntitled(article, audience, now)) {
    if (isRemoval) return 'article.updated'
    return former !== null && !wasOfKind ? 'article.published' : type
  }
  const isKind = isOfKind(article, audience)
  const isOut = audience.embargoed ? article.status === 'published' : isPublicArticle(article, now)
  if (isKind && isOut) return 'held'
  if (!hadTime(change, article, audience)) return undefined
  if (isRemoval) return (former === null ? isKind : wasOfKind) ? type : undefined
  return wasOfKind && !isKind ? 'article.unpublished' : undefined
}

/** Whether its delay was over by then: of what it never had, a partner is not told that it is gone. */
const hadTime = (
  { at }: Logged,
  article: { shownAt: Date | null },
  { delay, embargoed }: Audience,
): boolean => embargoed || (article.shownAt !== null && article.shownAt.getTime() + delay <= at.getTime())
