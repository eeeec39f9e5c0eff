// What an Idempotency-Key stands for: whose request it is, which one, and how its answer is kept from everybody else.
// (IETF draft idempotency-key-header, section 2.) Answers hold secrets that are shown once, so they are stored sealed with
// what only the caller knows; the database alone does not open them.

import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { AppError } from '../errors.ts'

export interface Asked {
  /** The bearer token, or undefined for an anonymous caller. */
  token: string | undefined
  /** The key's id, which outlives a rotation; or the network of an anonymous caller. */
  caller: string
  method: string
  url: string
  /** The version that `If-Match` names. */
  expected: string
  /** As it was read: a JSON value, or bytes. */
  body: unknown
}

export interface Claim {
  /** Two requests with one scope are one request, or a mistake. */
  scope: string
  /** Tells the same request from another one. */
  fingerprint: string
  /** Opens the answer. */
  secret: Buffer
}

/**
 * Reads the header, bare or as a quoted string of RFC 9651; both name the same key.
 * Throws `invalid` for anything but 1 to 255 visible ASCII characters.
 */
export function parseKey(header: string): string {
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(header.trim())?.[1]
  const key = quoted === undefined ? header.trim() : quoted.replaceAll(/\\(["\\])/g, '$1')
  if (/^[\x20-\x7e]{1,255}$/.test(key)) return key
  const message = 'Idempotency-Key takes 1 to 255 visible ASCII characters, bare or in double quotes.'
  throw new AppError('invalid', message, {
    errors: [{ in: 'header', pointer: '/idempotency-key', code: 'invalid', message }],
  })
}

/** An anonymous caller's scope holds the request itself, so that no one is handed another's answer. */
export function claimOf(key: string, asked: Asked, installation: Buffer): Claim {
  const { token, caller } = asked
  const request = digest(asked.method, asked.url, asked.expected, canonical(asked.body))
  const scope = token === undefined ? digest('anonymous', caller, key, request) : digest('key', caller, key)
  const known = digest(token ?? request, key)
  return {
    scope,
    fingerprint: request,
    secret: Buffer.from(hkdfSync('sha256', installation, scope, known, 32)),
  }
}

/** Base64url of a random 12-byte nonce, the 16-byte tag and the ciphertext (AES-256-GCM). */
export function seal(text: string, secret: Buffer): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', secret, nonce)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** The text again; undefined with another secret. */
export function unseal(sealed: string, secret: Buffer): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

/** Each part is preceded by its length, so that no two lists of parts read the same. */
function digest(...parts: (string | Buffer)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part)
  return hash.digest('base64url')
}

/** The same JSON value in one spelling: the order of an object's members means nothing. */
function canonical(body: unknown): string | Buffer {
  if (Buffer.isBuffer(body)) return body
  return JSON.stringify(body ?? null, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}
