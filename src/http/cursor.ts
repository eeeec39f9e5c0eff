// Opaque cursors: where a list goes on, signed, so that only what we gave out comes back, and only to the list and
// the sort it was made for. One position has one spelling.

import { createHmac, timingSafeEqual } from 'node:crypto'
import { AppError } from '../errors.ts'

/** The sort values of the last item of a page, its id last. Instants travel as milliseconds. */
export type Position = readonly (string | number | null)[]

export interface Cursors {
  /** `list` names the list and its sort, such as `articles:-publishedAt`. */
  write(list: string, position: Position): string
  /** Throws `invalid` for anything `write` did not make for this very list. */
  read(list: string, cursor: string): Position
}

/** Cursors signed with a 32-byte key that all processes share. */
export function cursorsOf(key: Buffer): Cursors {
  const sign = (list: string, payload: Buffer) =>
    createHmac('sha256', key).update(list).update('\0').update(payload).digest().subarray(0, 12)

  return {
    write(list, position) {
      const payload = Buffer.from(JSON.stringify(position))
      return Buffer.concat([sign(list, payload), payload]).toString('base64url')
    },
    read(list, cursor) {
      const bytes = Buffer.from(cursor, 'base64url')
      const payload = bytes.subarray(12)
      const genuine =
        bytes.toString('base64url') === cursor &&
        payload.length > 0 &&
        timingSafeEqual(bytes.subarray(0, 12), sign(list, payload))
      if (!genuine) throw notOurs()
      return JSON.parse(payload.toString()) as Position
    },
  }
}

function notOurs(): AppError {
  const message =
    '"cursor" is not one this list gave out; take it unchanged from `page.next`, with the same sort.'
  return new AppError('invalid', message, {
    errors: [{ in: 'query', pointer: '/cursor', code: 'invalid', message }],
  })
}
