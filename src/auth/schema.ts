// The wire contract of API keys. The secret is in the answer that makes a key, once, and nowhere else.

import { type Static, Type } from 'typebox'
import { scopes } from '../http/actor.ts'
import { Id, Instant, listOf, listQuery, nullable, oneOf, ref, strict, VisibleText } from '../http/schema.ts'

const Scopes = Type.Array(oneOf(scopes), {
  minItems: 1,
  maxItems: scopes.length,
  uniqueItems: true,
  description: 'All that it may do.',
})

const properties = {
  id: Id,
  name: Type.String({ description: 'Whose key it is.' }),
  scopes: Scopes,
  createdAt: Instant,
  expiresAt: nullable(Instant),
  revokedAt: nullable(Instant),
  lastUsedAt: nullable(Instant),
  version: Type.Integer({ minimum: 1, description: 'Grows by one with every change; name it in If-Match.' }),
}

export const ApiKey = Type.Object(properties, {
  $id: 'ApiKey',
  ...strict,
  description: 'A key, without its secret.',
})
export type ApiKey = Static<typeof ApiKey>

export const IssuedKey = Type.Object(
  { ...properties, key: Type.String({ description: '`dl_<id>_<secret>`; shown this once.' }) },
  { $id: 'IssuedKey', ...strict, description: 'A key with its secret, shown this once.' },
)
export type IssuedKey = Static<typeof IssuedKey>

export const ApiKeyList = listOf(ref(ApiKey), 'ApiKeyList', 'A page of keys.')

export const NewKey = Type.Object(
  {
    name: VisibleText(200, 'Whose key it is.'),
    scopes: Scopes,
    expiresAt: Type.Optional(nullable(Instant)),
  },
  { $id: 'NewKey', ...strict, description: 'A key can never grant more than the one that makes it.' },
)
export type NewKey = Static<typeof NewKey>

export const KeyListQuery = Type.Object(listQuery, strict)
export const KeyParams = Type.Object({ id: Id })

export const authSchemas = [ApiKey, IssuedKey, ApiKeyList, NewKey]
