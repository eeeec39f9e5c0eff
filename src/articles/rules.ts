// What may become of an article, and under which address; pure decisions.

import type { ArticleStatus } from '../db/schema.ts'
import { AppError } from '../errors.ts'
import { isUuid } from '../http/formats.ts'
import { slugOf } from '../text/slug.ts'

const transitions = {
  publish: { from: ['draft', 'inReview', 'scheduled', 'unpublished'], to: 'published' },
  schedule: { from: ['draft', 'inReview', 'scheduled', 'unpublished'], to: 'scheduled' },
  unpublish: { from: ['published', 'scheduled'], to: 'unpublished' },
  // For good. What readers never saw is deleted instead.
  withdraw: { from: ['published', 'unpublished', 'scheduled'], to: 'withdrawn' },
} as const satisfies Record<string, { from: readonly ArticleStatus[]; to: ArticleStatus }>

/** What an editor does to an article as a whole, with what the action needs to know. */
export type ArticleStep =
  | { action: 'publish' | 'unpublish' }
  /** Goes out at that instant. */
  | { action: 'schedule'; publishAt: Date }
  /** Leaves a tombstone that says why. */
  | { action: 'withdraw'; reason: string }

/** What a step is called once it is done. */
export const actionOf = ({ action }: ArticleStep) => transitions[action].to

/** Where an article stands, and since when. */
export interface Standing {
  status: ArticleStatus
  publishAt: Date | null
  publishedAt: Date | null
}

/** What becomes of an article that is withdrawn, beside its standing. */
interface Tombstone {
  withdrawnAt: Date
  withdrawalReason: string
  commentsOpen: false
}

/**
 * Where a step leads; undefined when the article is there already, which changes nothing. Throws `conflict` where the step
 * does not lead on from the status, `unprocessable` for a schedule in the past.
 */
export function standingAfter(
  step: ArticleStep,
  at: Standing,
  now: Date,
): (Standing & Partial<Tombstone>) | undefined {
  const { from, to } = transitions[step.action]
  const publishAt = step.action === 'schedule' ? step.publishAt : null
  if (at.status === to && at.publishAt?.getTime() === publishAt?.getTime()) return undefined
  if (!(from as readonly string[]).includes(at.status))
    throw new AppError('conflict', `An article that is ${at.status} cannot be ${to}.`)
  if (publishAt !== null && publishAt <= now) throw inThePast(publishAt, now)
  const publishedAt = to === 'published' ? (at.publishedAt ?? now) : at.publishedAt
  const tombstone: Partial<Tombstone> =
    step.action === 'withdraw' ? { withdrawnAt: now, withdrawalReason: step.reason, commentsOpen: false } : {}
  return { status: to, publishAt, publishedAt, ...tombstone }
}

/** Throws `conflict` for what readers do not see and have not seen: it is changed, not corrected. */
export function requireCorrectable({ status }: Pick<Standing, 'status'>): void {
  if (status === 'published' || status === 'unpublished') return
  throw new AppError('conflict', `An article that is ${status} takes no corrections.`)
}

function inThePast(publishAt: Date, now: Date): AppError {
  const message = `"publishAt" must be in the future; ${publishAt.toISOString()} is not after ${now.toISOString()}.`
  return new AppError('unprocessable', message, {
    errors: [{ in: 'body', pointer: '/publishAt', code: 'out_of_range', message }],
  })
}

/**
 * Where an article stands that goes out by its schedule. It is dated as planned: the same instant on every site that
 * carries it, however long a restart has held it up. A story that was out before keeps its first date.
 */
export const standingOnSchedule = ({ publishAt, publishedAt }: Standing): Standing => ({
  status: 'published',
  publishAt: null,
  publishedAt: publishedAt ?? publishAt,
})

/** Where an article stands whose time is over: as one that an editor has taken back. Written over, none stays published. */
export const standingAfterExpiry = ({ publishedAt }: Standing): Standing => ({
  status: 'unpublished',
  publishAt: null,
  publishedAt,
})

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
