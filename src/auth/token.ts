// An API key is `dl_<id>_<secret>`: the id finds its row, the secret proves it. Only a hash of the secret is stored;
// with 192 random bits a plain SHA-256 is enough, there is nothing to guess from.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const secretBytes = 24

/** A new secret, in hexadecimal. */
export const newSecret = (): string => randomBytes(secretBytes).toString('hex')

export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')

export const writeToken = (id: string, secret: string): string => `dl_${id}_${secret}`

/** Takes a key apart; undefined for anything of another form. */
export function parseToken(token: string): { id: string; secret: string } | undefined {
  const match = /^dl_([0-9a-f-]{36})_([0-9a-f]{48})$/.exec(token)
  return match?.[1] !== undefined && match[2] !== undefined ? { id: match[1], secret: match[2] } : undefined
}

/** Compares in constant time. An absent hash is compared too, so that unknown ids take as long as wrong secrets. */
export function provesSecret(secret: string, storedHash: string | undefined): boolean {
  const given = Buffer.from(hashSecret(secret))
  const stored = Buffer.from(storedHash ?? hashSecret(''))
  return timingSafeEqual(given, stored) && storedHash !== undefined
}
