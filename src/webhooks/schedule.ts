// When a delivery that was not taken is tried again.

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** From each failed try to the next. The first try is made at once. */
const delays = [
  5 * second,
  20 * second,
  2 * minute,
  10 * minute,
  hour,
  4 * hour,
  12 * hour,
  24 * hour,
  36 * hour,
]

/** As a part of the delay, at most: what failed together is not tried again together. */
const jitter = 0.2

/** A receiver may ask for more patience than the schedule has, up to this. */
const longestWait = 24 * hour

/** For how long nothing must have arrived until a webhook is switched off. */
export const failingLimit = 5 * 24 * hour

interface Tried {
  /** How many tries there were. */
  attempts: number
  at: Date
  /** Milliseconds that the receiver asked to wait. */
  retryAfter: number | undefined
}

/** The instant of the next try; undefined when there is none any more. `random` is from 0 to 1. */
export function nextAttempt({ attempts, at, retryAfter = 0 }: Tried, random: number): Date | undefined {
  const delay = delays[attempts - 1]
  if (delay === undefined) return undefined
  const wait = Math.max(delay * (1 + jitter * random), Math.min(retryAfter, longestWait))
  return new Date(at.getTime() + Math.round(wait))
}

/** The milliseconds that `Retry-After` asks for, in seconds or as an HTTP date (RFC 9110, section 10.2.3); undefined where it is none. */
export function readRetryAfter(header: string | undefined, at: Date): number | undefined {
  if (header === undefined) return undefined
  if (/^\d{1,9}$/.test(header)) return Number(header) * second
  const instant = Date.parse(header)
  return Number.isNaN(instant) ? undefined : Math.max(0, instant - at.getTime())
}
