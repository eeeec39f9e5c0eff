// The author's key to a comment: told once, kept as a hash, and good for the text it was given for. Whoever changes the text
// is given the next one, so that of two who hold the same token only one can write over the other unseen.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A secret for the author alone, and the hash by which it is known again. */
export function newEditToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashOf(token).toString('base64url') }
}

/** Whether this is the token of that hash; a comment whose author may change nothing any more has no hash. */
export function opens(token: string | undefined, hash: string | null): boolean {
  if (token === undefined || hash === null) return false
  const known = Buffer.from(hash, 'base64url')
  const given = hashOf(token)
  return known.length === given.length && timingSafeEqual(known, given)
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()
