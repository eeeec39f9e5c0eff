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
