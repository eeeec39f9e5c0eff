// The wire contract of API keys. The secret is in the answer that makes a key, once, and nowhere else.

import { type Static, type TSchema, Type } from 'typebox'
import { scopes } from '../http/actor.ts'
import {
  Id,
  Instant,
  LanguageTag,
  listOf,
  listQuery,
  Name,
  nullable,
  oneOf,
  optional,
  ref,
  strict,
  VisibleText,
} from '../http/schema.ts'

const Scopes = Type.Array(oneOf(scopes), {
  minItems: 1,
  maxItems: scopes.length,
  uniqueItems: true,
  description: 'All that it may do.',
})

const AnyOf = <S extends TSchema>(items: S, what: string) =>
  Type.Array(items, { maxItems: 100, uniqueItems: true, description: `${what}; none named is all.` })

const limits = {
  sections: AnyOf(Name('As in `section`; case is folded.'), 'Articles of these sections'),
  agencies: AnyOf(
    Name('As in `agency`; case is folded.'),
    'Articles of these agencies, by dateline or provider',
  ),
  languages: AnyOf(LanguageTag, 'Articles in these languages, by exact tag'),
  delaySeconds: Type.Integer({
    minimum: 0,
    maximum: 2_592_000,
    description:
      'An article is given so many seconds after it was published; of one under embargo, after its release.',
  }),
  embargoed: Type.Boolean({
    description: 'Whether articles are given that are published under embargo, marked by `embargoUntil`.',
  }),
  pictures: oneOf(['permitted', 'all'], {
    description: '`permitted`: only those whose rights permit syndication.',
  }),
}

export const Entitlements = Type.Object(limits, {
  $id: 'Entitlements',
  ...strict,
  description:
    'What a key with `syndication:read` is given: what meets all of it, and nothing else. A key that reads all articles has none.',
})
export type Entitlements = Static<typeof Entitlements>

const { sections, agencies, languages, ...single } = limits
const EntitlementsPatch = Type.Object(
  optional({
    sections: nullable(sections),
    agencies: nullable(agencies),
    languages: nullable(languages),
    ...single,
  }).properties,
  {
    $id: 'EntitlementsPatch',
    ...strict,
    description:
      'What is left out stays; in a new key it is all sections, agencies and languages, at once, nothing under embargo and permitted pictures.',
  },
)
export type EntitlementsPatch = Static<typeof EntitlementsPatch>

const properties = {
  id: Id,
  name: Type.String({ description: 'Whose key it is.' }),
  scopes: Scopes,
  entitlements: nullable(ref(Entitlements)),
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
    entitlements: Type.Optional(ref(EntitlementsPatch)),
    expiresAt: Type.Optional(nullable(Instant)),
  },
  { $id: 'NewKey', ...strict, description: 'A key can never grant more than the one that makes it.' },
)
export type NewKey = Static<typeof NewKey>

export const KeyPatch = Type.Object(
  {
    name: Type.Optional(VisibleText(200, 'Whose key it is.')),
    entitlements: Type.Optional(ref(EntitlementsPatch)),
  },
  { $id: 'KeyPatch', ...strict, description: 'JSON Merge Patch (RFC 7396). Scopes stay: make another key.' },
)
export type KeyPatch = Static<typeof KeyPatch>

export const KeyUsage = Type.Object(
  {
    data: Type.Array(
      Type.Object(
        {
          day: Type.String({ format: 'date', description: 'In UTC.' }),
          requests: Type.Integer({ minimum: 0, description: 'Requests answered, refused ones too.' }),
          bytes: Type.Integer({ minimum: 0, description: 'Bytes of bodies sent.' }),
        },
        strict,
      ),
      { description: 'The days on which it was used, the newest first; 90 days are kept.' },
    ),
    lastUsedAt: nullable(Instant),
  },
  { $id: 'KeyUsage', ...strict, description: 'What a key was used for, counted to within some seconds.' },
)
export type KeyUsage = Static<typeof KeyUsage>

export const KeyListQuery = Type.Object(listQuery, strict)
export const KeyParams = Type.Object({ id: Id })

export const authSchemas = [
  KeyUsage,
  ApiKey,
  IssuedKey,
  ApiKeyList,
  Entitlements,
  EntitlementsPatch,
  NewKey,
  KeyPatch,
]
