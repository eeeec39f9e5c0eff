// What a partner may have: who it is decided by is its key. Whoever may read all articles has no need of it.

import { AppError } from '../errors.ts'
import { type Actor, type Entitlements, may } from './actor.ts'

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

/** What is pushed is pushed at once: of what comes late, a delayed partner would never hear. Throws `forbidden`. */
export function refuseDelayed(actor: Actor): void {
  if ((entitlementsOf(actor)?.delaySeconds ?? 0) === 0) return
  throw new AppError(
    'forbidden',
    'A key with a delay follows GET /v1/changes; streams and webhooks tell at once.',
  )
}
