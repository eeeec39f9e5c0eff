// Signatures by the Standard Webhooks specification: `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64. Several stand
// side by side in one header, parted by spaces, while a secret is being replaced.

import { createHmac, timingSafeEqual } from 'node:crypto'

export interface Message {
  id: string
  /** Seconds since 1970. */
  timestamp: number
  body: string
}

/** The value of `webhook-signature`, one signature for each secret. Throws an Error for an empty secret. */
export const sign = ({ id, timestamp, body }: Message, secrets: readonly string[]): string =>
  secrets
    .map((secret) =>
      createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64'),
    )
    .map((signature) => `v1,${signature}`)
    .join(' ')

/** Seconds that a message may be old, or ahead. */
const tolerance = 300

/** Whether the headers of a received body prove that the holder of the secret sent it, lately. Throws an Error for an empty secret. */
export function isGenuine(
  received: { body: string; headers: Record<string, string | undefined> },
  { secret, now }: { secret: string; now: Date },
): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signatures } = received.headers
  const key = sign({ id: id ?? '', timestamp: Number(at), body: received.body }, [secret])
  if (!id || !signatures || !/^\d{1,12}$/.test(at ?? '')) return false
  if (Math.abs(Math.floor(now.getTime() / 1000) - Number(at)) > tolerance) return false
  return signatures.split(' ').some((signature) => isSame(signature, key))
}

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))

function keyOf(secret: string): Buffer {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  if (key.length === 0) throw new Error('A secret must not be empty.')
  return key
}
