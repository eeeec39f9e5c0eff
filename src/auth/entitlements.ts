// What a key may be entitled to; pure decisions.

import { AppError } from '../errors.ts'
import { anonymous, type Entitlements as Limits, may, type Scope } from '../http/actor.ts'
import { plainEntitlements } from '../http/entitlements.ts'
import { foldName } from '../text/names.ts'
import type { Entitlements, EntitlementsPatch } from './schema.ts'

const plain: Entitlements = { ...plainEntitlements, sections: [], agencies: [], languages: [] }

/** JSON Merge Patch (RFC 7396) on what is stored: a list that is taken away is one without names. */
export function applyEntitlements(before: Entitlements | null, patch: EntitlementsPatch): Entitlements {
  const current = before ?? plain
  return {
    sections: listOf(patch.sections, current.sections),
    agencies: listOf(patch.agencies, current.agencies),
    languages: listOf(patch.languages, current.languages),
    delaySeconds: patch.delaySeconds ?? current.delaySeconds,
    embargoed: patch.embargoed ?? current.embargoed,
    pictures: patch.pictures ?? current.pictures,
  }
}

const listOf = (patched: string[] | null | undefined, current: string[]): string[] =>
  patched === undefined ? current : (patched ?? [])

/**
 * What a key with these scopes is limited to; null for one that nothing limits. Throws `unprocessable` for entitlements of such a
 * one: whoever sets a limit believes it to hold.
 */
export function entitlementsFor(
  scopes: readonly Scope[],
  wanted: EntitlementsPatch | undefined,
): Entitlements | null {
  const readsAll = may({ ...anonymous, scopes: new Set(scopes) }, 'articles:read')
  const isPartner = scopes.includes('syndication:read') && !readsAll
  if (isPartner) return applyEntitlements(null, wanted ?? {})
  if (wanted === undefined) return null
  const message = readsAll
    ? '"entitlements" would limit nothing: a key that reads, writes or publishes articles sees all of them.'
    : '"entitlements" limit what syndication:read gives, and the key lacks that scope.'
  throw new AppError('unprocessable', message, {
    errors: [{ in: 'body', pointer: '/entitlements', code: 'invalid', message }],
  })
}

/** Whether whoever has `own` loses nothing by giving `wanted`. */
export const isWithin = (wanted: Entitlements, own: Limits): boolean =>
  isSubset(wanted.sections, own.sections) &&
  isSubset(wanted.agencies, own.agencies) &&
  isSubset(wanted.languages, own.languages) &&
  wanted.delaySeconds >= own.delaySeconds &&
  (own.embargoed || !wanted.embargoed) &&
  (own.pictures === 'all' || wanted.pictures === 'permitted')

/** An empty list is everything. */
function isSubset(wanted: readonly string[], own: readonly string[]): boolean {
  if (own.length === 0) return true
  const keys = new Set(own.map(foldName))
  return wanted.length > 0 && wanted.every((name) => keys.has(foldName(name)))
}
