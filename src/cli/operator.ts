import { type Actor, scopes } from '../http/actor.ts'

/** Who works at the command line holds the database itself, and so may do everything. */
export const operator: Actor = { keyId: null, name: 'command line', scopes: new Set(scopes) }
