import type { TSchema } from 'typebox'
import type { ListedEffect, ListedKind, ListName } from '../db/schema.ts'
import { json, mergePatch } from '../http/content-types.ts'
import type { Link } from '../http/links.ts'
import { linkNextPage } from '../http/page-link.ts'
import type { AddRoute } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import {
  Ban,
  BanList,
  ListedParams,
  ListedPatch,
  ListedQuery,
  ModerationRule,
  ModerationRulePatch,
  NewBan,
  NewModerationRule,
  NewReservedName,
  ReservedName,
  ReservedNameList,
  RuleList,
} from './lists-schema.ts'
import type { ListedChange, ListedRow, ListsStore, NewListed } from './lists-store.ts'

interface Described {
  list: ListName
  url: string
  /** In operation ids, and in sentences. */
  id: [one: string, many: string]
  words: [one: string, many: string]
  schemas: { one: TSchema; page: TSchema; created: TSchema; patch: TSchema }
  /** What the newcomer does not say of itself. */
  fixed: { kind?: ListedKind; effect?: ListedEffect }
  shows: readonly ('kind' | 'effect')[]
}

const lists: readonly Described[] = [
  {
    list: 'rules',
    url: '/v1/moderation/rules',
    id: ['ModerationRule', 'ModerationRules'],
    words: ['rule', 'rules'],
    schemas: { one: ModerationRule, page: RuleList, created: NewModerationRule, patch: ModerationRulePatch },
    fixed: {},
    shows: ['kind', 'effect'],
  },
  {
    list: 'bans',
    url: '/v1/moderation/bans',
    id: ['Ban', 'Bans'],
    words: ['ban', 'bans'],
    schemas: { one: Ban, page: BanList, created: NewBan, patch: ListedPatch },
    fixed: { effect: 'reject' },
    shows: ['kind'],
  },
  {
    list: 'reservedNames',
    url: '/v1/moderation/reserved-names',
    id: ['ReservedName', 'ReservedNames'],
    words: ['reserved name', 'reserved names'],
    schemas: { one: ReservedName, page: ReservedNameList, created: NewReservedName, patch: ListedPatch },
    fixed: { kind: 'name', effect: 'refuse' },
    shows: [],
  },
]

interface Deps {
  lists: ListsStore
  link: Link
}

/** The lists that moderators keep; in force with the next comment. */
export function listsRoutes(route: AddRoute, deps: Deps): void {
  for (const described of lists) {
    readRoutes(route, described, deps)
    writeRoutes(route, described, deps)
  }
}

const shared = { tag: 'moderation', access: 'comments:moderate' } as const

function readRoutes(
  route: AddRoute,
  { list, url, id, words, schemas, shows }: Described,
  { lists, link }: Deps,
) {
  route({
    ...shared,
    method: 'GET',
    url,
    operationId: `list${id[1]}`,
    summary: `List ${words[1]}`,
    description: 'Oldest first, expired ones too.',
    cache: 'private',
    query: ListedQuery,
    answers: {
      200: {
        description: `A page of ${words[1]}.`,
        schema: ref(schemas.page),
        headers: { Link: 'The next page (RFC 8288).' },
      },
    },
    errors: [],
    handle: async (call) => {
      const { data, page } = await lists.list(list, call.query)
      linkNextPage(call, page, link)
      return { data: data.map((row) => toWire(row, shows)), page }
    },
  })

  route({
    ...shared,
    method: 'GET',
    url: `${url}/:id`,
    operationId: `get${id[0]}`,
    summary: `Get one ${words[0]}`,
    cache: 'private',
    params: ListedParams,
    answers: { 200: { description: `The ${words[0]}.`, schema: ref(schemas.one) } },
    errors: ['not_found'],
    handle: async ({ params }) => toWire(await lists.find(list, params.id), shows),
  })
}

function writeRoutes(route: AddRoute, described: Described, { lists, link }: Deps) {
  const { list, url, id, words, schemas, fixed, shows } = described

  route({
    ...shared,
    method: 'POST',
    url,
    operationId: `create${id[0]}`,
    summary: `Add a ${words[0]}`,
    description: 'In force with the next comment.',
    cache: 'none',
    body: ref(schemas.created),
    answers: {
      201: {
        description: `The ${words[0]}.`,
        schema: ref(schemas.one),
        headers: { Location: 'Its address.' },
      },
    },
    errors: ['conflict'],
    handle: async ({ body, actor, reply }) => {
      // The schema has checked what the list does not say itself.
      const made = await lists.create(list, { ...(body as NewListed), ...fixed }, actor)
      reply.code(201).header('location', link(`${url}/${made.id}`))
      return toWire(made, shows)
    },
  })

  route({
    ...shared,
    method: 'PATCH',
    url: `${url}/:id`,
    operationId: `patch${id[0]}`,
    summary: `Change a ${words[0]}`,
    cache: 'none',
    params: ListedParams,
    body: ref(schemas.patch),
    takes: [mergePatch, json],
    takesVersion: true,
    answers: { 200: { description: `The ${words[0]} as it is now.`, schema: ref(schemas.one) } },
    errors: ['not_found'],
    handle: async ({ params, body, expected }) =>
      toWire(await lists.patch(list, params.id, { change: body as ListedChange, expected }), shows),
  })

  route({
    ...shared,
    method: 'DELETE',
    url: `${url}/:id`,
    operationId: `delete${id[0]}`,
    summary: `Remove a ${words[0]}`,
    cache: 'none',
    params: ListedParams,
    takesVersion: true,
    answers: { 204: { description: 'It is gone.' } },
    errors: ['not_found'],
    handle: async ({ params, expected, reply }) => {
      await lists.remove(list, params.id, expected)
      return reply.code(204).send()
    },
  })
}

const toWire = (row: ListedRow, shows: Described['shows']) => ({
  id: row.id,
  ...Object.fromEntries(shows.map((name) => [name, row[name]])),
  value: row.shown,
  note: row.note,
  expiresAt: row.expiresAt?.toISOString() ?? null,
  version: row.version,
  createdAt: row.createdAt.toISOString(),
  createdBy: row.createdBy,
})
