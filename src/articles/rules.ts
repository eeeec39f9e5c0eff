// What may become of an article, and under which address; pure decisions.

import type { ArticleStatus } from '../db/schema.ts'
import { AppError } from '../errors.ts'
import { isUuid } from '../http/formats.ts'
import { slugOf } from '../text/slug.ts'

const transitions = {
  publish: { from: ['draft', 'inReview', 'scheduled', 'unpublished'], to: 'published' },
  unpublish: { from: ['published', 'scheduled'], to: 'unpublished' },
} as const satisfies Record<string, { from: readonly ArticleStatus[]; to: ArticleStatus }>

export type ArticleAction = keyof typeof transitions

/**
 * The status an action leads to; undefined when the article is there already, which changes nothing.
 * Throws `conflict` where the action does not lead on from the status.
 */
export function nextStatus(action: ArticleAction, status: ArticleStatus): ArticleStatus | undefined {
  const { from, to } = transitions[action]
  if (status === to) return undefined
  if ((from as readonly string[]).includes(status)) return to
  throw new AppError('conflict', `An article that is ${status} cannot be ${to}.`)
}

/** The first free address for a headline: its slug, then `-2`, `-3`; the id where a headline leaves no slug. */
export function deriveSlug(headline: string, id: string, taken: ReadonlySet<string>): string {
  const base = slugOf(headline)
  if (base === '' || isUuid(base)) return id
  if (!taken.has(base)) return base
  for (let n = 2; ; n++) {
    const suffix = `-${n}`
    const slug = `${base.slice(0, maxSlugLength - suffix.length).replace(/-$/, '')}${suffix}`
    if (!taken.has(slug)) return slug
  }
}

export const maxSlugLength = 120
