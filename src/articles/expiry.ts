// An article's time is over after it has come out, or nobody ever sees it; pure. Whoever sets one of these instants asks here.

import { AppError } from '../errors.ts'

interface Instants {
  publishAt: Date | null
  publishedAt: Date | null
  embargoUntil: Date | null
  expiresAt: Date | null
}

/** Throws `unprocessable` where an article's time would be over before readers see it. */
export function requireTimeToBeSeen({ publishAt, publishedAt, embargoUntil, expiresAt }: Instants): void {
  if (expiresAt === null) return
  // What is scheduled again after it was out comes out again.
  const beginnings = [
    [
      publishAt ?? publishedAt,
      publishAt === null ? 'the article was published' : 'the article is to be published',
    ],
    [embargoUntil, 'its embargo ends'],
  ] as const
  for (const [at, what] of beginnings) {
    if (at === null || expiresAt > at) continue
    throw outOfRange('/expiresAt', `"expiresAt" must be after ${at.toISOString()}, when ${what}.`)
  }
}

/** Throws `unprocessable` for a schedule that is not before the end of the article's time. */
export function requireScheduleWithin(publishAt: Date, { expiresAt }: Pick<Instants, 'expiresAt'>): void {
  if (expiresAt === null || publishAt < expiresAt) return
  throw outOfRange(
    '/publishAt',
    `"publishAt" must be before ${expiresAt.toISOString()}, when the article's time is over.`,
  )
}

/** Throws `conflict` where an article is to be published whose time is over. */
export function requireNotOver({ expiresAt }: Pick<Instants, 'expiresAt'>, now: Date): void {
  if (expiresAt === null || expiresAt > now) return
  throw new AppError(
    'conflict',
    `The article's time is over since ${expiresAt.toISOString()}; give it a later "expiresAt" first.`,
  )
}

const outOfRange = (pointer: string, message: string): AppError =>
  new AppError('unprocessable', message, { errors: [{ in: 'body', pointer, code: 'out_of_range', message }] })
