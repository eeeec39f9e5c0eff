// Who sent a comment, as far as moderation needs to know: hashes instead of what could be read back, and a network
// instead of an address. Every key is derived from the installation's secret, so nothing here can be recomputed elsewhere.

import { createHmac } from 'node:crypto'
import { deriveKey } from '../db/secret.ts'
import { networkOf } from '../http/address.ts'
import { foldName } from '../text/names.ts'

export interface Sender {
  ip: string
  userAgent: string | undefined
  referrer: string | undefined
}

/** Who sent a request; `ip` knows of trusted proxies. */
export const senderOf = ({ ip, headers }: Request): Sender => ({
  ip,
  userAgent: headers['user-agent'],
  referrer: headers.referer,
})

interface Request {
  ip: string
  headers: { 'user-agent'?: string | undefined; referer?: string | undefined }
}

export type Hashes = ReturnType<typeof senderHashes>

const day = 24 * 60 * 60 * 1000

/** The keyed hashes of one installation. */
export function senderHashes(secret: Uint8Array, site: string) {
  const mac = (purpose: string) => {
    const key = deriveKey(secret, purpose)
    return (...parts: string[]) =>
      createHmac('sha256', key)
        .update(parts.map((part) => `${part.length}:${part}`).join(''))
        .digest()
  }
  const ofEmail = mac('email')
  const ofAvatar = mac('avatar')
  const ofDuplicate = mac('duplicate')
  const ofReader = mac('reader')
  const ofNetwork = mac('rate')
  let ofIp = { month: -1, hash: mac('ip') }

  return {
    /** Finds what one address posted, for bans and for erasing. */
    emailKey: (email: string): string => ofEmail(normalizeEmail(email)).toString('base64url'),

    /** Tells addresses apart for a month; then the key changes and old hashes compare with nothing. */
    ipHash: (ip: string, at: Date): string => {
      const month = Math.floor(at.getTime() / (30 * day))
      if (ofIp.month !== month) ofIp = { month, hash: mac(`ip/${month}`) }
      return ofIp.hash(networkOf(ip, { ipv4: 32, ipv6: 128 })).toString('base64url')
    },

    /**
     * One reader before one comment: the key, else the address. It changes from comment to comment, so that nobody's votes can be
     * put together, and never with time, so that nobody votes twice.
     */
    readerKey: (commentId: string, reader: { keyId: string | null; ip: string }): string =>
      ofReader(
        commentId,
        ...(reader.keyId === null
          ? ['address', networkOf(reader.ip, { ipv4: 32, ipv6: 64 })]
          : ['key', reader.keyId]),
      ).toString('base64url'),

    /** Under which one sender's comments are counted for a minute: an IPv4 address, or an IPv6 /64. */
    rateKey: (ip: string): string => ofNetwork(networkOf(ip, { ipv4: 32, ipv6: 64 })).toString('base64url'),

    /** The same picture for the same person on this site, and nothing about who it is. */
    avatarSeed: (person: { name: string; email: string | undefined }): string => {
      const identity = person.email === undefined ? foldName(person.name) : normalizeEmail(person.email)
      return ofAvatar(site, identity).subarray(0, 10).toString('hex')
    },

    /** Under which the same words of the same person in the same place meet, however they are spelt. */
    duplicateKey: (comment: {
      articleId: string
      parentId: string | null
      name: string
      email: string | undefined
      source: string
    }): string =>
      ofDuplicate(
        comment.articleId,
        comment.parentId ?? '',
        foldName(comment.name),
        comment.email === undefined ? '' : normalizeEmail(comment.email),
        foldName(comment.source),
      ).toString('base64url'),
  }
}

/** Mail systems tell case apart in theory only. */
const normalizeEmail = (email: string): string => email.trim().normalize('NFC').toLowerCase()
