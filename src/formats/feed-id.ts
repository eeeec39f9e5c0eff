// The id of a feed: a UUIDv8 (RFC 9562, section 5.8) of what it is a feed of, keyed by the installation, so that another address of
// the site is the same feed to its readers, and another site has another.

import { createHmac } from 'node:crypto'
import { urnOf } from './story.ts'

/** The same for the same words, for good. */
export function feedIdOf(named: string, key: Uint8Array): string {
  const hash = createHmac('sha256', key).update(named).digest().subarray(0, 16)
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  const id = hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return urnOf({ id })
}
