// How many requests a caller may make: counted per key, else per IPv4 address or IPv6 /64, in windows of a minute, in this process.
// Answers tell what is left in the fields of the IETF draft `ratelimit-headers` (RateLimit, RateLimit-Policy).

import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '../errors.ts'
import { networkOf } from './address.ts'

/** Requests in a window of so many seconds, for each caller. The README's table is held to this one. */
export const limits = {
  reads: { quota: 1200, seconds: 60, of: 'reads without a key' },
  comments: { quota: 20, seconds: 60, of: 'comments without a key' },
  reactions: { quota: 60, seconds: 60, of: 'reactions, reports and previews without a key' },
  extractions: { quota: 60, seconds: 60, of: 'extractions without a key' },
  keys: { quota: 6000, seconds: 60, of: 'requests of one key' },
} as const

export type LimitName = keyof typeof limits

/** A request that was counted. */
export interface Count {
  /** What its answer tells of it. */
  fields: Record<string, string>
  /** For one too many. */
  refusal: AppError | undefined
}

/** Counts a request of this caller; undefined where nothing is counted. */
export type CountRequest = (
  caller: { keyId: string | null; ip: string },
  anonymous: LimitName,
) => Promise<Count> | undefined

/** One counter for each limit; `off` counts nothing. */
export function countRequests(mode: 'on' | 'off'): CountRequest {
  if (mode === 'off') return () => undefined
  const counters = Object.entries(limits).map(([name, { quota, seconds }]) => {
    return [name, new RateLimiterMemory({ points: quota, duration: seconds })] as const
  })
  const counterOf = new Map<string, RateLimiterMemory>(counters)

  return async ({ keyId, ip }, anonymous) => {
    const name: LimitName = keyId === null ? anonymous : 'keys'
    const count = await counterOf
      .get(name)
      ?.consume(keyId ?? networkOf(ip, { ipv4: 32, ipv6: 64 }))
      .catch((refused: unknown) => refused)
    if (!(count instanceof RateLimiterRes)) throw count
    const { quota, seconds, of } = limits[name]
    const reset = Math.max(1, Math.ceil(count.msBeforeNext / 1000))
    const fields = {
      'ratelimit-policy': `"${name}";q=${quota};w=${seconds}`,
      ratelimit: `"${name}";r=${count.remainingPoints};t=${reset}`,
    }
    if (count.consumedPoints <= quota) return { fields, refusal: undefined }
    const message = `At most ${quota} ${of} in ${seconds} seconds; wait ${reset} seconds.`
    const headers = { 'retry-after': String(reset) }
    return { fields, refusal: new AppError('rate_limited', message, { headers }) }
  }
}
