// Whether a partner may have an article; pure. `published.ts` makes the same decision in SQL.

import type { Actor, Entitlements } from '../http/actor.ts'
import { entitlementsOf } from '../http/entitlements.ts'
import { foldName } from '../text/names.ts'

/** What it depends on of an article. */
export interface Offered {
  status: string
  publishedAt: Date | null
  embargoUntil: Date | null
  expiresAt: Date | null
  sectionKey: string | null
  datelineAgencyKey: string | null
  providerKey: string | null
  language: string | null
}

/** What an article is filed under, by which partners are told apart. */
export type Kind = Pick<Offered, 'sectionKey' | 'datelineAgencyKey' | 'providerKey' | 'language'>

export const kindOf = ({ sectionKey, datelineAgencyKey, providerKey, language }: Kind): Kind => ({
  sectionKey,
  datelineAgencyKey,
  providerKey,
  language,
})

/** What an article was filed under, where it is filed elsewhere now, or has left readers: what it becomes unseen counts no more. */
export function formerKind(before: Kind & { status: string }, after: Kind & { announced: boolean }) {
  const former = kindOf(before)
  const isSame = JSON.stringify(former) === JSON.stringify(kindOf(after))
  return isSame && after.announced ? undefined : former
}

/** Entitlements as articles are held against them; a list that is absent is no limit. */
export interface Audience {
  sections?: string[] | undefined
  agencies?: string[] | undefined
  languages?: string[] | undefined
  embargoed: boolean
  /** Only pictures whose rights permit syndication. */
  permittedOnly: boolean
  /** Milliseconds. */
  delay: number
}

/** The audience that an actor is alone; undefined for whoever is no partner. */
export function audienceOf(actor: Actor): Audience | undefined {
  const entitlements = entitlementsOf(actor)
  return entitlements && toAudience(entitlements)
}

export const toAudience = (entitlements: Entitlements): Audience => ({
  sections: keysOf(entitlements.sections.map(foldName)),
  agencies: keysOf(entitlements.agencies.map(foldName)),
  languages: keysOf(entitlements.languages),
  embargoed: entitlements.embargoed,
  permittedOnly: entitlements.pictures === 'permitted',
  delay: entitlements.delaySeconds * 1000,
})

const keysOf = (names: readonly string[]): string[] | undefined =>
  names.length === 0 ? undefined : [...names]

/** Whether it may have the article by what that is, whenever. */
export function isOfKind(row: Kind, { sections, agencies, languages }: Audience): boolean {
  const isAmong = (names: string[] | undefined, ...keys: (string | null)[]) =>
    names === undefined || keys.some((key) => key !== null && names.includes(key))
  return (
    isAmong(sections, row.sectionKey) &&
    isAmong(agencies, row.datelineAgencyKey, row.providerKey) &&
    isAmong(languages, row.language)
  )
}

/** Whether it has the article at that instant. */
export function isEntitled(row: Offered, audience: Audience, at: Date): boolean {
  if (row.status !== 'published' || !isOfKind(row, audience)) return false
  // What is over is over at its instant, for whoever had it later too.
  if (row.expiresAt !== null && row.expiresAt <= at) return false
  const { embargoed, delay } = audience
  const since = new Date(at.getTime() - delay)
  const isReleased = embargoed || row.embargoUntil === null || row.embargoUntil <= since
  return isReleased && (delay === 0 || (row.publishedAt !== null && row.publishedAt <= since))
}

/** Whether it had, before it was withdrawn, an article that readers saw first at that instant. */
export const isShownTo = (
  row: Offered & { shownAt: Date | null; withdrawnAt: Date | null },
  audience: Audience,
): boolean =>
  row.shownAt !== null &&
  row.withdrawnAt !== null &&
  isOfKind(row, audience) &&
  row.shownAt.getTime() + audience.delay <= row.withdrawnAt.getTime()
