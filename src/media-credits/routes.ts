import { withholdsPictures } from '../articles/published.ts'
import { ArticleParams } from '../articles/query-schema.ts'
import type { ArticleStore } from '../articles/store.ts'
import type { Actor } from '../http/actor.ts'
import { json, mergePatch } from '../http/content-types.ts'
import type { Link } from '../http/links.ts'
import { linkNextPage } from '../http/page-link.ts'
import { project } from '../http/projection.ts'
import type { AddRoute, Answer } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import { tellWithheld, withheldHeader } from '../http/withheld.ts'
import {
  ArticleMediaCreditsQuery,
  CreditHolderList,
  CreditHolderQuery,
  MediaCredit,
  MediaCreditList,
  MediaCreditListQuery,
  MediaCreditParams,
  MediaCreditPatch,
  NewMediaCredit,
  OneMediaCreditQuery,
  PartialMediaCredit,
} from './schema.ts'
import type { MediaCreditStore } from './store.ts'

interface Deps {
  mediaCredits: MediaCreditStore
  articles: Pick<ArticleStore, 'findRow'>
  link: Link
  now: () => Date
}

const tag = 'mediaCredits'
const page: Answer = {
  description: 'A page of media credits.',
  schema: ref(MediaCreditList),
  headers: { Link: 'The next page (RFC 8288).' },
}

export function mediaCreditRoutes(route: AddRoute, deps: Deps): void {
  readRoutes(route, deps)
  writeRoutes(route, deps)
}

function readRoutes(route: AddRoute, { mediaCredits, articles, link, now }: Deps): void {
  const viewOf = (actor: Actor) => ({ actor, now: now() })

  route({
    method: 'GET',
    url: '/v1/media-credits',
    operationId: 'listMediaCredits',
    tag,
    summary: 'List media credits',
    description: 'Of published articles, newest first. What rights have run out is left out.',
    access: 'public',
    cache: 'public',
    query: MediaCreditListQuery,
    answers: { 200: page },
    errors: [],
    handle: async (call) => {
      const { data, page } = await mediaCredits.list(call.query, viewOf(call.actor))
      linkNextPage(call, page, link)
      return { data: data.map((credit) => project(credit, call.query.fields)), page }
    },
  })

  route({
    method: 'GET',
    url: '/v1/credit-holders',
    operationId: 'listCreditHolders',
    tag,
    summary: 'List who is credited',
    description:
      'Creators, then agencies, each in the order of their names, with counts of their media credits. `/v1/media-credits?agency=` lists those of one agency, `/v1/articles?mediaAgency=` the articles that show its pictures.',
    access: 'public',
    cache: 'public',
    query: CreditHolderQuery,
    answers: {
      200: {
        description: 'A page of credit holders.',
        schema: ref(CreditHolderList),
        headers: { Link: 'The next page (RFC 8288).' },
      },
    },
    errors: [],
    handle: async (call) => {
      const answer = await mediaCredits.listHolders(call.query, viewOf(call.actor))
      linkNextPage(call, answer.page, link)
      return answer
    },
  })

  route({
    method: 'GET',
    url: '/v1/articles/:article/media-credits',
    operationId: 'listMediaCreditsOfArticle',
    tag,
    summary: "List an article's media credits",
    description: 'In their order, which is that of the article.',
    access: 'public',
    cache: 'public',
    params: ArticleParams,
    query: ArticleMediaCreditsQuery,
    answers: { 200: { ...page, headers: { ...page.headers, ...withheldHeader } } },
    errors: ['not_found'],
    handle: async (call) => {
      const view = viewOf(call.actor)
      const article = await articles.findRow(call.params.article, view)
      const { data, page } = await mediaCredits.listOfArticle(article.id, { query: call.query, view })
      if (withholdsPictures(call.actor)) {
        const withheld = await mediaCredits.related.withheld([article.id], view)
        tellWithheld(call.reply, withheld.get(article.id)?.length ?? 0)
      }
      linkNextPage(call, page, link)
      return { data: data.map((credit) => project(credit, call.query.fields)), page }
    },
  })

  route({
    method: 'GET',
    url: '/v1/media-credits/:id',
    operationId: 'getMediaCredit',
    tag,
    summary: 'Get one media credit',
    access: 'public',
    cache: 'public',
    params: MediaCreditParams,
    query: OneMediaCreditQuery,
    answers: { 200: { description: 'The media credit.', schema: ref(PartialMediaCredit) } },
    errors: ['not_found'],
    handle: async ({ params, query, actor }) =>
      project(await mediaCredits.find(params.id, viewOf(actor)), query.fields),
  })
}

function writeRoutes(route: AddRoute, { mediaCredits, link }: Deps): void {
  route({
    method: 'POST',
    url: '/v1/media-credits',
    operationId: 'createMediaCredit',
    tag,
    summary: 'Add a media credit to an article',
    access: 'media:write',
    cache: 'none',
    body: ref(NewMediaCredit),
    answers: {
      201: {
        description: 'The media credit.',
        schema: ref(MediaCredit),
        headers: { Location: 'Its address.' },
      },
    },
    errors: [],
    handle: async ({ body, actor, reply }) => {
      const credit = await mediaCredits.create(body, actor)
      reply.code(201).header('location', link(`/v1/media-credits/${credit.id}`))
      return credit
    },
  })

  route({
    method: 'PATCH',
    url: '/v1/media-credits/:id',
    operationId: 'patchMediaCredit',
    tag,
    summary: 'Change a media credit',
    description: "A published article's credit is changed live, at once.",
    access: 'media:write',
    cache: 'none',
    params: MediaCreditParams,
    body: ref(MediaCreditPatch),
    takes: [mergePatch, json],
    takesVersion: true,
    answers: { 200: { description: 'The media credit as it is now.', schema: ref(MediaCredit) } },
    errors: ['not_found'],
    handle: ({ params, body, expected, actor }) =>
      mediaCredits.patch(params.id, { patch: body, expected, actor }),
  })

  route({
    method: 'DELETE',
    url: '/v1/media-credits/:id',
    operationId: 'deleteMediaCredit',
    tag,
    summary: 'Delete a media credit',
    access: 'media:write',
    cache: 'none',
    params: MediaCreditParams,
    takesVersion: true,
    answers: { 204: { description: 'It is gone.' } },
    errors: ['not_found'],
    handle: async ({ params, expected, actor, reply }) => {
      await mediaCredits.remove(params.id, { expected, actor })
      return reply.code(204).send()
    },
  })
}
