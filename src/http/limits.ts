// How many requests a caller may make: counted per key, else per IPv4 address or IPv6 /64, in windows of a minute, in this process.
// Answers tell what is left in the fields of the IETF draft `ratelimit-headers` (RateLimit, RateLimit-Policy).

import type { FastifyReply, FastifyRequest } from 'fastify'
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

/** Counts a request and sets the fields; throws `rate_limited` for one too many. */
export type CountRequest = (
  request: FastifyRequest,
  reply: FastifyReply,
  anonymous: LimitName,
) => Promise<void> | undefined

/** One counter for each limit; `off` counts nothing. */
export function countRequests(mode: 'on' | 'off'): CountRequest {
  if (mode === 'off') return () => undefined
  const counters = Object.entries(limits).map(([name, { quota, seconds }]) => {
    return [name, new RateLimiterMemory({ points: quota, duration: seconds })] as const
  })
  const counterOf = new Map<string, RateLimiterMemory>(counters)

  return async (request, reply, anonymous) => {
    const { keyId } = request.actor
    const name: LimitName = keyId === null ? anonymous : 'keys'
    const caller = keyId ?? networkOf(request.ip, { ipv4: 32, ipv6: 64 })
    const count = await counterOf
      .get(name)
      ?.consume(caller)
      .catch((refused: unknown) => refused)
    if (!(count instanceof RateLimiterRes)) throw count
    const { quota, seconds } = limits[name]
    const reset = Math.max(1, Math.ceil(count.msBeforeNext / 1000))
    reply.header('ratelimit-policy', `"${name}";q=${quota};w=${seconds}`)
    reply.header('ratelimit', `"${name}";r=${count.remainingPoints};t=${reset}`)
    if (count.consumedPoints <= quota) return
    throw new AppError(
      'rate_limited',
      `At most ${quota} ${limits[name].of} in ${seconds} seconds; wait ${reset} seconds.`,
      {
        headers: { 'retry-after': String(reset) },
      },
    )
  }
}
