import type { Entitlements } from './entitlements.ts'

/** Everything a key can be allowed to do; a key never grants more than its maker has. */
export const scopes = [
  'articles:read',
  'articles:write',
  'articles:publish',
  'media:write',
  'quotes:write',
  'comments:moderate',
  'imports:write',
  'syndication:read',
  'webhooks:manage',
  'settings:manage',
  'keys:manage',
  'privacy:manage',
] as const

export type Scope = (typeof scopes)[number]

/** Who is asking: a key with its scopes, or an anonymous reader. */
export interface Actor {
  readonly keyId: string | null
  readonly name: string | null
  readonly scopes: ReadonlySet<Scope>
  /** What limits a key with `syndication:read`; see `entitlements.ts`. */
  readonly entitlements?: Entitlements | undefined
}

export const anonymous: Actor = { keyId: null, name: null, scopes: new Set() }

/** Whether the actor's key carries a scope. Writing or publishing articles includes reading the drafts. */
export function may(actor: Actor, scope: Scope): boolean {
  if (actor.scopes.has(scope)) return true
  return (
    scope === 'articles:read' && (actor.scopes.has('articles:write') || actor.scopes.has('articles:publish'))
  )
}
