import { AppError, type FieldError } from '../errors.ts'
import { type Actor, may, type Scope } from '../http/actor.ts'
import { json, mergePatch } from '../http/content-types.ts'
import type { Cursors } from '../http/cursor.ts'
import { entitlementsOf } from '../http/entitlements.ts'
import type { Link } from '../http/links.ts'
import { linkNextPage } from '../http/page-link.ts'
import type { AddRoute } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import { entitlementsFor, isWithin } from './entitlements.ts'
import {
  ApiKey,
  ApiKeyList,
  type Entitlements,
  IssuedKey,
  KeyListQuery,
  KeyParams,
  KeyPatch,
  KeyUsage,
  NewKey,
} from './schema.ts'
import type { KeyStore } from './store.ts'
import type { UsageStore } from './usage-store.ts'

interface Deps {
  keys: KeyStore
  usage: UsageStore
  cursors: Cursors
  link: Link
}

export function keyRoutes(route: AddRoute, { keys, usage, cursors, link }: Deps): void {
  const shared = { tag: 'keys', access: 'keys:manage' } as const

  route({
    ...shared,
    method: 'GET',
    url: '/v1/keys',
    operationId: 'listKeys',
    summary: 'List API keys',
    description: 'Oldest first, revoked ones too; never a secret.',
    cache: 'private',
    query: KeyListQuery,
    answers: {
      200: { description: 'A page of keys.', schema: ref(ApiKeyList), headers: { Link: 'The next page.' } },
    },
    errors: [],
    handle: async (call) => {
      const list = await keys.listPage(call.query, cursors)
      linkNextPage(call, list.page, link)
      return list
    },
  })

  route({
    ...shared,
    method: 'POST',
    url: '/v1/keys',
    operationId: 'createKey',
    summary: 'Make an API key',
    cache: 'none',
    body: ref(NewKey),
    answers: {
      201: {
        description: 'The key, this once.',
        schema: ref(IssuedKey),
        headers: { Location: 'Its address.' },
      },
    },
    errors: [],
    handle: async ({ body, actor, reply }) => {
      const { name, scopes, entitlements } = body
      refuseForeignScopes(scopes, actor)
      refuseWider(entitlementsFor(scopes, entitlements), actor)
      const expiresAt = body.expiresAt ? new Date(body.expiresAt) : undefined
      const made = await keys.create({ name, scopes, entitlements, expiresAt })
      reply.code(201).header('location', link(`/v1/keys/${made.id}`))
      return made
    },
  })

  route({
    ...shared,
    method: 'GET',
    url: '/v1/keys/:id',
    operationId: 'getKey',
    summary: 'Get one API key',
    cache: 'private',
    params: KeyParams,
    answers: { 200: { description: 'The key, without its secret.', schema: ref(ApiKey) } },
    errors: ['not_found'],
    handle: async ({ params }) => keys.find(params.id),
  })

  route({
    ...shared,
    method: 'GET',
    url: '/v1/keys/:id/usage',
    operationId: 'getKeyUsage',
    summary: 'See what a key was used for',
    cache: 'private',
    params: KeyParams,
    answers: { 200: { description: 'Its use by day.', schema: ref(KeyUsage) } },
    errors: ['not_found'],
    handle: async ({ params }) => {
      const { lastUsedAt } = await keys.find(params.id)
      return { data: await usage.list(params.id), lastUsedAt }
    },
  })

  route({
    ...shared,
    method: 'PATCH',
    url: '/v1/keys/:id',
    operationId: 'patchKey',
    summary: 'Change what a key is entitled to',
    description: 'In force with the next request, everywhere.',
    cache: 'none',
    params: KeyParams,
    body: ref(KeyPatch),
    takes: [mergePatch, json],
    takesVersion: true,
    answers: { 200: { description: 'The key as it is now.', schema: ref(ApiKey) } },
    errors: ['not_found'],
    handle: async ({ params, body, expected, actor }) =>
      keys.patch(params.id, {
        patch: body,
        expected,
        judge: ({ scopes, entitlements }) => {
          if (body.entitlements === undefined) return
          refuseForeignScopes(scopes, actor)
          refuseWider(entitlements, actor)
        },
      }),
  })

  route({
    ...shared,
    method: 'POST',
    url: '/v1/keys/:id/rotate',
    operationId: 'rotateKey',
    summary: 'Give an API key a new secret',
    description: 'The old secret ends at once, everywhere.',
    cache: 'none',
    params: KeyParams,
    takesVersion: true,
    answers: { 200: { description: 'The key, this once.', schema: ref(IssuedKey) } },
    errors: ['not_found'],
    handle: async ({ params, expected, actor }) => {
      const { scopes, entitlements } = await keys.find(params.id)
      refuseForeignScopes(scopes, actor)
      refuseWider(entitlements, actor)
      return keys.rotate(params.id, expected)
    },
  })

  route({
    ...shared,
    method: 'DELETE',
    url: '/v1/keys/:id',
    operationId: 'revokeKey',
    summary: 'Revoke an API key',
    description: 'It is refused at once, everywhere, and stays in the list as revoked.',
    cache: 'none',
    params: KeyParams,
    takesVersion: true,
    answers: { 204: { description: 'It is revoked.' } },
    errors: ['not_found'],
    handle: async ({ params, expected, reply }) => {
      await keys.revoke(params.id, expected)
      return reply.code(204).send()
    },
  })
}

/** A partner that makes keys passes on what it has, not more. */
function refuseWider(wanted: Entitlements | null, actor: Actor): void {
  const own = entitlementsOf(actor)
  if (wanted === null || own === undefined || isWithin(wanted, own)) return
  const message = 'Your key is entitled to less than that, so it cannot grant it.'
  throw new AppError('forbidden', message, {
    errors: [{ in: 'body', pointer: '/entitlements', code: 'invalid', message }],
  })
}

/** Whoever could hand out more than they have could have anything. */
function refuseForeignScopes(wanted: readonly Scope[], actor: Actor): void {
  const errors = wanted.flatMap((scope, i): FieldError[] => {
    const message = `Your key lacks the scope ${scope}, so it cannot grant it.`
    return may(actor, scope) ? [] : [{ in: 'body', pointer: `/scopes/${i}`, code: 'invalid', message }]
  })
  if (errors.length > 0) throw new AppError('forbidden', errors[0]?.message ?? '', { errors })
}
