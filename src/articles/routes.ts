import type { FastifyReply } from 'fastify'
import { AppError } from '../errors.ts'
import { type Actor, may } from '../http/actor.ts'
import { json, mergePatch } from '../http/content-types.ts'
import type { Rendered } from '../http/front.ts'
import type { Link } from '../http/links.ts'
import { linkNextPage } from '../http/page-link.ts'
import type { AddRoute, Answer } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import { tellWithheld, withheldHeader } from '../http/withheld.ts'
import { editing } from './editing.ts'
import { type FormWriters, formOf, formSchemas, formTypes } from './forms.ts'
import { countWithheld, present, type RelatedReaders } from './present.ts'
import { ArticleListQuery, ArticleParams, OneArticleQuery } from './query-schema.ts'
import { Article, ArticleList, ArticlePatch, NewArticle, PartialArticle } from './schema.ts'
import type { ArticleStore } from './store.ts'

interface Deps {
  articles: ArticleStore
  related: RelatedReaders
  writers: FormWriters
  link: Link
  now: () => Date
}

const tag = 'articles'
/** The page of an article runs nothing and loads its pictures only. */
const pageRules = "default-src 'none'; img-src http: https:; base-uri 'none'; form-action 'none'"
const changed: Answer = { description: 'The article as it is now.', schema: ref(Article) }

export function articleRoutes(route: AddRoute, { articles, related, writers, link, now }: Deps): void {
  const viewOf = (actor: Actor) => ({ actor, now: now() })

  const { idOf, show, editorialOf } = editing({ articles, related, now })

  route({
    method: 'GET',
    url: '/v1/articles',
    operationId: 'listArticles',
    tag,
    summary: 'List articles',
    description:
      'Published articles, newest first, or with `q` the best first, with excerpts. `body` is left out unless `fields` names it.',
    access: 'public',
    cache: 'public',
    query: ArticleListQuery,
    answers: {
      200: {
        description: 'A page of articles.',
        schema: ref(ArticleList),
        headers: { Link: 'The next page (RFC 8288).' },
      },
    },
    errors: [],
    handle: async (call) => {
      const { query, actor } = call
      refuseForeignStatus(query, actor)
      const view = viewOf(actor)
      const rendered = isRendered(query, actor)
        ? await articles.listRendered(query, { withCredits: query.include !== undefined, view })
        : undefined
      if (rendered !== undefined) {
        linkNextPage(call, rendered.page, link)
        return sendRendered(call.reply, rendered)
      }
      const withBody = query.fields?.includes('body') ?? false
      const { data, page, excerptsOf } = await articles.list(query, { view, withBody })
      linkNextPage(call, page, link)
      const shown = await present(data, query, { view, related })
      if (excerptsOf === undefined) return { data: shown, page }
      // The order is kept, and the id is always there.
      return { data: shown.map((one, i) => ({ ...one, excerpts: excerptsOf(data[i]?.id ?? '') })), page }
    },
  })

  route({
    method: 'GET',
    url: '/v1/articles/:article',
    operationId: 'getArticle',
    tag,
    summary: 'Get one article',
    description:
      'By id or slug. A former slug answers 301 with the present address. The same article in other forms by `format` or `Accept`.',
    access: 'public',
    cache: 'public',
    params: ArticleParams,
    query: OneArticleQuery,
    answers: {
      200: {
        description: 'The article.',
        schema: ref(PartialArticle),
        forms: formSchemas,
        headers: withheldHeader,
      },
    },
    errors: ['not_found'],
    handle: async ({ params, query, actor, request, reply }) => {
      const view = viewOf(actor)
      const form = formOf(query, request.headers.accept)
      const rendered =
        form === 'json' && isRendered(query, actor)
          ? await articles.findRendered(params.article, {
              withCredits: query.include !== undefined,
              now: view.now,
            })
          : undefined
      if (rendered !== undefined) {
        request.isStored = query.include === undefined
        return sendRendered(reply, rendered)
      }
      const article = await articles.find(params.article, view)
      const projection = form === 'json' ? query : { include: ['mediaCredits', 'quotes'] as const }
      const [shown] = await present([article], projection, {
        view,
        related,
      })
      if (shown === undefined) return shown
      if (form === 'json')
        return query.fields === undefined ? { ...shown, ...(await editorialOf(article.id, view)) } : shown
      reply.type(`${formTypes[form]}; charset=utf-8`)
      tellWithheld(reply, countWithheld([shown]))
      if (form === 'html') reply.header('content-security-policy', pageRules)
      return writers[form](shown, { actor, profile: query.profile })
    },
  })

  route({
    method: 'POST',
    url: '/v1/articles',
    operationId: 'createArticle',
    tag,
    summary: 'Create a draft',
    access: 'articles:write',
    cache: 'none',
    body: ref(NewArticle),
    answers: {
      201: { description: 'The draft.', schema: ref(Article), headers: { Location: 'Its address.' } },
    },
    errors: ['conflict'],
    handle: async ({ body, actor, reply }) => {
      const { id } = await articles.create(body, actor)
      reply.code(201).header('location', link(`/v1/articles/${id}`))
      return show(id, actor)
    },
  })

  route({
    method: 'PATCH',
    url: '/v1/articles/:article',
    operationId: 'patchArticle',
    tag,
    summary: 'Change an article',
    description: 'A published article is changed live, at once.',
    access: 'articles:write',
    cache: 'none',
    params: ArticleParams,
    body: ref(ArticlePatch),
    takes: [mergePatch, json],
    takesVersion: true,
    answers: { 200: changed },
    errors: ['not_found', 'conflict'],
    handle: async ({ params, body, expected, actor }) => {
      const id = await idOf(params.article, actor)
      await articles.patch(id, { patch: body, expected, actor })
      return show(id, actor)
    },
  })

  route({
    method: 'DELETE',
    url: '/v1/articles/:article',
    operationId: 'deleteArticle',
    tag,
    summary: 'Delete an article',
    description: 'Its media credits, quotes and comments go with it.',
    access: 'articles:write',
    cache: 'none',
    params: ArticleParams,
    takesVersion: true,
    answers: { 204: { description: 'It is gone.' } },
    errors: ['not_found'],
    handle: async ({ params, expected, actor, reply }) => {
      await articles.remove(await idOf(params.article, actor), expected)
      return reply.code(204).send()
    },
  })
}

/** Whether it is what every reader is shown, with the credits or without: that is stored as it is sent. */
const isRendered = (
  { fields, include }: { fields?: readonly string[]; include?: readonly string[] },
  actor: Actor,
): boolean =>
  actor.keyId === null &&
  fields === undefined &&
  (include === undefined || (include.length === 1 && include[0] === 'mediaCredits'))

const sendRendered = (reply: FastifyReply, { json, etag }: Rendered) =>
  reply.type('application/json; charset=utf-8').header('etag', etag).send(json)

/** Drafts are read by keys, and have no publication date to sort by. */
function refuseForeignStatus(query: { status?: string; sort?: string }, actor: Actor): void {
  if (query.status === undefined) return
  const refuse = (pointer: string, message: string) =>
    new AppError('invalid', message, { errors: [{ in: 'query', pointer, code: 'invalid', message }] })
  if (!may(actor, 'articles:read')) {
    throw refuse(
      '/status',
      '"status" is for keys with the scope articles:read; readers see what is published.',
    )
  }
  if (query.status !== 'published' && query.sort?.endsWith('publishedAt')) {
    throw refuse('/sort', `"sort" must be -updatedAt or updatedAt with status=${query.status}.`)
  }
}
