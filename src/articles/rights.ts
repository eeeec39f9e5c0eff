// The rights to a picture must last until the article it is for comes out; pure. Whoever sets either instant asks here.

import { AppError, type FieldError } from '../errors.ts'

const reach = (rightsExpireAt: Date | null, at: Date | null): boolean =>
  rightsExpireAt === null || at === null || rightsExpireAt >= at

/** Throws `unprocessable` when rights are to end before the article they are for comes out, or came out. */
export function requireRightsToReach(
  rightsExpireAt: Date | null,
  { publishedAt, publishAt }: { publishedAt: Date | null; publishAt: Date | null },
): void {
  // What is scheduled again after it was out comes out again.
  const at = publishAt ?? publishedAt
  if (reach(rightsExpireAt, at)) return
  const what = publishAt === null ? 'was published' : 'is to be published'
  const message = `"rightsExpireAt" must not be before ${at?.toISOString()}, when the article ${what}.`
  throw outOfRange([{ pointer: '/rightsExpireAt', message }])
}

/** Throws `unprocessable`, naming each credit, when an article is to come out after rights to its pictures have ended. */
export function requireInstantWithinRights(
  publishAt: Date,
  credits: readonly { id: string; creditLine: string | null; rightsExpireAt: Date | null }[],
): void {
  const short = credits.filter(({ rightsExpireAt }) => !reach(rightsExpireAt, publishAt)).slice(0, 50)
  if (short.length === 0) return
  const places = short.map(({ id, creditLine, rightsExpireAt }) => {
    const named = creditLine === null ? id : `${id} (${creditLine})`
    const message = `"publishAt" must not be after ${rightsExpireAt?.toISOString()}, when the rights of the media credit ${named} end.`
    return { pointer: '/publishAt', message }
  })
  throw outOfRange(places)
}

function outOfRange(places: readonly Pick<FieldError, 'pointer' | 'message'>[]): AppError {
  const errors = places.map((place) => ({ in: 'body', code: 'out_of_range', ...place }) as const)
  return new AppError('unprocessable', places[0]?.message ?? '', { errors })
}
