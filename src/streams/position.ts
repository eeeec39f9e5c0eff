// A position of the change log as a client names it. Positions have no gaps: where the next one is missing, it was removed, and the
// client is told.

import { AppError } from '../errors.ts'

export const inQuery = { in: 'query', pointer: '/since', name: 'since' } as const
export const inHeader = { in: 'header', pointer: '/last-event-id', name: 'Last-Event-ID' } as const

/** Throws `gone` (too_old) where changes behind a position were removed, `invalid` for one that was not given out yet. */
export function requireKept(
  from: number,
  of: { next: number | undefined; last: number; sentAs?: typeof inQuery | typeof inHeader },
): void {
  const { next, last, sentAs = inQuery } = of
  if (from > last) throw notGivenOut(sentAs)
  if ((next ?? last + 1) > from + 1) throw tooOld()
}

export const tooOld = (): AppError =>
  new AppError(
    'gone',
    'Changes behind this position are kept no longer: read what you mirror anew, then go on from GET /v1/changes without "since".',
    { code: 'too_old' },
  )

function notGivenOut({ name, ...place }: typeof inQuery | typeof inHeader): AppError {
  const source = place.in === 'query' ? '`page.next`' : 'the `id` of an event'
  const message = `"${name}" is not a position this feed gave out; take it from ${source}.`
  return new AppError('invalid', message, { errors: [{ ...place, code: 'invalid', message }] })
}
