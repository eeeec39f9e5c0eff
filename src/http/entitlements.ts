// What a partner may have: who it is decided by is its key. Whoever may read all articles has no need of it.

import { type Actor, may } from './actor.ts'

/** What a partner's key is entitled to; an empty list is all there are. */
export interface Entitlements {
  readonly sections: readonly string[]
  readonly agencies: readonly string[]
  readonly languages: readonly string[]
  /** An article is given so long after readers got it. */
  readonly delaySeconds: number
  /** Whether it is given what is published under embargo. */
  readonly embargoed: boolean
  /** `permitted`: only pictures whose rights permit syndication. */
  readonly pictures: 'permitted' | 'all'
}

/** What `syndication:read` gives where nothing else is said: what readers see, as far as rights permit. */
export const plainEntitlements: Entitlements = {
  sections: [],
  agencies: [],
  languages: [],
  delaySeconds: 0,
  embargoed: false,
  pictures: 'permitted',
}

/** What limits the actor; undefined for everybody who is no partner: readers, and keys that read all articles. */
export const entitlementsOf = (actor: Actor): Entitlements | undefined =>
  actor.scopes.has('syndication:read') && !may(actor, 'articles:read')
    ? (actor.entitlements ?? plainEntitlements)
    : undefined
