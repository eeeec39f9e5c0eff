// What opens an article to whoever has it, until an instant: its id and that instant, signed, so that nothing need be stored.
// `dp_` and base64url of 16 bytes of id, 6 bytes of milliseconds since 1970 and 16 bytes of HMAC-SHA-256 over both.

import { createHmac, timingSafeEqual } from 'node:crypto'

export interface PreviewTokens {
  write(articleId: string, expiresAt: Date): string
  /** The article that a token opens now; undefined for one that has ended, or that `write` did not make. */
  read(token: string, now: Date): string | undefined
}

const prefix = 'dp_'
const idBytes = 16
const saidBytes = idBytes + 6
const signatureBytes = 16

/** Tokens signed with a 32-byte key that all processes share. */
export function previewTokens(key: Buffer): PreviewTokens {
  const sign = (said: Buffer) => createHmac('sha256', key).update(said).digest().subarray(0, signatureBytes)

  return {
    write(articleId, expiresAt) {
      const said = Buffer.alloc(saidBytes)
      said.write(articleId.replaceAll('-', ''), 'hex')
      said.writeUIntBE(expiresAt.getTime(), idBytes, saidBytes - idBytes)
      return prefix + Buffer.concat([said, sign(said)]).toString('base64url')
    },
    read(token, now) {
      if (!token.startsWith(prefix)) return undefined
      const text = token.slice(prefix.length)
      const bytes = Buffer.from(text, 'base64url')
      const said = bytes.subarray(0, saidBytes)
      // A token has one spelling: what decodes alike but is written otherwise is none.
      const isGenuine =
        bytes.length === saidBytes + signatureBytes &&
        bytes.toString('base64url') === text &&
        timingSafeEqual(bytes.subarray(saidBytes), sign(said))
      if (!isGenuine || said.readUIntBE(idBytes, saidBytes - idBytes) <= now.getTime()) return undefined
      return said.toString('hex', 0, idBytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    },
  }
}
