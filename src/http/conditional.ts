// Conditional requests (RFC 9110, section 13): If-None-Match for readers, If-Match for writers.

import { hash } from 'node:crypto'
import { AppError } from '../errors.ts'

/** A weak validator over everything an answer shows, includes and counts too. */
export const entityTag = (payload: string | Buffer): string => `W/"${hash('sha1', payload, 'base64url')}"`

/** Whether one of the listed tags is this one, by weak comparison; `*` is any. */
function matchesTag(ifNoneMatch: string, tag: string): boolean {
  if (ifNoneMatch === tag || ifNoneMatch.trim() === '*') return true
  const opaque = tag.replace(/^W\//, '')
  return [...ifNoneMatch.matchAll(/(?:W\/)?("[^"]*")/g)].some(([, listed]) => listed === opaque)
}

/**
 * `Last-Modified` for what readers see, which is as new as the last change of any of it: a list's own newest item would go
 * back in time when one leaves it. Undefined within the second of a change, which an HTTP date cannot split.
 */
export function lastModified(changedAt: Date | undefined, now: Date): string | undefined {
  if (changedAt === undefined || now.getTime() - changedAt.getTime() < 2000) return undefined
  return changedAt.toUTCString()
}

/**
 * Whether the client has this answer already, so that 304 will do. `If-None-Match` alone decides where it is given (RFC 9110,
 * section 13.2.2); a date that cannot be read is no condition.
 */
export function answersCondition(
  asked: { 'if-none-match'?: string | undefined; 'if-modified-since'?: string | undefined },
  answer: { etag?: string | undefined; 'last-modified'?: string | undefined },
): boolean {
  const tags = asked['if-none-match']
  if (tags !== undefined) return matchesTag(tags, answer.etag ?? '')
  if (asked['if-modified-since'] === undefined) return false
  const since = Date.parse(asked['if-modified-since'])
  const modified = Date.parse(answer['last-modified'] ?? '')
  return modified <= since
}

/** What a writer says of the version it read: one version, any, or nothing at all. */
export type Expected = { version: number } | 'any' | undefined

/**
 * Reads `If-Match`. A version is a strong tag, `"12"`; anything else but `*` can match nothing.
 * Throws `stale`.
 */
export function parseIfMatch(header: string | undefined): Expected {
  if (header === undefined) return undefined
  const value = header.trim()
  if (value === '*') return 'any'
  const match = /^"([1-9]\d{0,8})"$/.exec(value)
  if (match === null) {
    throw new AppError(
      'stale',
      'If-Match takes one version in quotes, such as "12", or *; nothing else matches.',
    )
  }
  return { version: Number(match[1]) }
}

/** Throws `precondition_required` when no version was named, `stale` when it is not the current one. */
export function requireVersion(expected: Expected, current: number): void {
  if (expected === undefined) {
    throw new AppError('precondition_required', `Send If-Match: "${current}", the version you read, or *.`)
  }
  if (expected !== 'any' && expected.version !== current) throw changedSince(current)
}

/** The refusal of a lost update. */
export const changedSince = (current?: number): AppError =>
  new AppError(
    'stale',
    current === undefined
      ? 'It changed at this very moment; read it again and send the new version.'
      : `It changed since you read it: the version is now ${current}. Read it again and send that version.`,
  )
