import type { Actor } from '../http/actor.ts'
import { json, mergePatch } from '../http/content-types.ts'
import type { Link } from '../http/links.ts'
import { linkNextPage } from '../http/page-link.ts'
import { project } from '../http/projection.ts'
import type { AddRoute } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import {
  OneSpeakerQuery,
  PartialSpeaker,
  Speaker,
  SpeakerList,
  SpeakerListQuery,
  SpeakerMerge,
  SpeakerParams,
  SpeakerPatch,
  SpeakerSplit,
} from './speaker-schema.ts'
import type { SpeakerStore } from './speaker-store.ts'

interface Deps {
  speakers: SpeakerStore
  link: Link
  now: () => Date
}

const tag = 'quotes'
const moved = 'The speaker was merged into another.'

export function speakerRoutes(route: AddRoute, deps: Deps): void {
  readRoutes(route, deps)
  writeRoutes(route, deps)
}

function readRoutes(route: AddRoute, { speakers, link, now }: Deps): void {
  const viewOf = (actor: Actor) => ({ actor, now: now() })

  route({
    method: 'GET',
    url: '/v1/speakers',
    operationId: 'listSpeakers',
    tag,
    summary: 'List speakers',
    description:
      'The people whom published articles quote, with counts; keys with `articles:read` see those of drafts too.',
    access: 'public',
    cache: 'public',
    query: SpeakerListQuery,
    answers: {
      200: {
        description: 'A page of speakers.',
        schema: ref(SpeakerList),
        headers: { Link: 'The next page (RFC 8288).' },
      },
    },
    errors: [],
    handle: async (call) => {
      const { data, page } = await speakers.list(call.query, viewOf(call.actor))
      linkNextPage(call, page, link)
      return { data: data.map((speaker) => project(speaker, call.query.fields)), page }
    },
  })

  route({
    method: 'GET',
    url: '/v1/speakers/:id',
    operationId: 'getSpeaker',
    tag,
    summary: 'Get one speaker',
    description:
      'With the latest quotes. One who was merged into another answers 301 with the address of that one.',
    access: 'public',
    cache: 'public',
    params: SpeakerParams,
    query: OneSpeakerQuery,
    answers: { 200: { description: 'The speaker.', schema: ref(PartialSpeaker) } },
    moved,
    errors: ['not_found'],
    handle: async ({ params, query, actor }) =>
      project(await speakers.find(params.id, viewOf(actor)), query.fields),
  })
}

function writeRoutes(route: AddRoute, { speakers, link, now }: Deps): void {
  const show = (id: string, actor: Actor) => speakers.findChanged(id, { actor, now: now() })
  const rules = {
    tag,
    access: 'quotes:write',
    cache: 'none',
    params: SpeakerParams,
    takesVersion: true,
    moved,
    errors: ['not_found', 'conflict'],
  } as const

  route({
    ...rules,
    method: 'PATCH',
    url: '/v1/speakers/:id',
    operationId: 'patchSpeaker',
    summary: "Change a speaker's names",
    description: 'What articles say later under one of these names is found under this speaker.',
    body: ref(SpeakerPatch),
    takes: [mergePatch, json],
    answers: { 200: { description: 'The speaker as it is now.', schema: ref(Speaker) } },
    handle: async ({ params: { id }, body, expected, actor }) => {
      await speakers.patch(id, { patch: body, expected, actor })
      return show(id, actor)
    },
  })

  route({
    ...rules,
    method: 'POST',
    url: '/v1/speakers/:id/merge',
    operationId: 'mergeSpeakers',
    summary: 'Make several speakers one',
    description:
      'Their names become aliases of this one, who has their quotes from then on; their addresses lead here.',
    body: ref(SpeakerMerge),
    answers: { 200: { description: 'The speaker that they are now.', schema: ref(Speaker) } },
    handle: async ({ params: { id }, body, expected, actor }) => {
      await speakers.merge(id, { ...body, expected, actor })
      return show(id, actor)
    },
  })

  route({
    ...rules,
    method: 'POST',
    url: '/v1/speakers/:id/split',
    operationId: 'splitSpeaker',
    summary: 'Make an alias a speaker of its own',
    description:
      'With the quotes that use the name. Who came by a merge comes back as before, under the same id, with all names.',
    body: ref(SpeakerSplit),
    answers: {
      201: {
        description: 'The speaker that was split off.',
        schema: ref(Speaker),
        headers: { Location: 'Its address.' },
      },
    },
    handle: async ({ params: { id }, body, expected, actor, reply }) => {
      const person = await speakers.split(id, { ...body, expected, actor })
      reply.code(201).header('location', link(`/v1/speakers/${person}`))
      return show(person, actor)
    },
  })
}
