// What a story said at its last import, part by part, as short hashes in one text. Against it an import sees which
// parts the source has changed since, and which an editor has: what an editor corrected is not overwritten.

import { createHash } from 'node:crypto'

export const partNames = [
  'headline',
  'summary',
  'byline',
  'dateline',
  'language',
  'body',
  'media',
  'provider',
  'section',
  'topics',
  'embargo',
  'expiry',
  'extensions',
] as const
export type PartName = (typeof partNames)[number]

/** The values of a story's parts, or their hashes. */
export type Parts<T = unknown> = Readonly<Record<PartName, T>>

/** The hash of each part; equal values have equal hashes, in whatever order their fields stand. */
export const hashParts = (parts: Parts): Parts<string> => mapParts((name) => hash(parts[name]))

/** Hashes as they are stored, all in one text. */
export const writeFingerprint = (hashes: Parts<string>): string =>
  partNames.map((name) => `${name}:${hashes[name]}`).join(' ')

/** Reads a stored fingerprint. A part it does not know, from an earlier version of this code, matches nothing. */
export function parseFingerprint(text: string): Parts<string> {
  const stored = new Map(text.split(' ').map((entry) => entry.split(':', 2) as [string, string]))
  return mapParts((name) => stored.get(name) ?? '')
}

export interface Revision {
  /** Parts the source has changed and nobody else: the article takes them. */
  taken: PartName[]
  /** Parts both the source and an editor have changed: the editor's stay. */
  kept: PartName[]
}

/** Compares a story with its last import and with the article as it stands. */
export function revise(hashes: {
  incoming: Parts<string>
  last: Parts<string>
  current: Parts<string>
}): Revision {
  const { incoming, last, current } = hashes
  const changed = partNames.filter(
    (name) => incoming[name] !== last[name] && incoming[name] !== current[name],
  )
  return {
    taken: changed.filter((name) => current[name] === last[name]),
    kept: changed.filter((name) => current[name] !== last[name]),
  }
}

const mapParts = <T>(make: (name: PartName) => T): Parts<T> =>
  Object.fromEntries(partNames.map((name) => [name, make(name)])) as Record<PartName, T>

const hash = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value, withSortedKeys)).digest('base64url').slice(0, 22)

const withSortedKeys = (_key: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
}
