import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { ArticleParams } from '../articles/query-schema.ts'
import type { ArticleStore } from '../articles/store.ts'
import type { AppError } from '../errors.ts'
import { type Actor, anonymous } from '../http/actor.ts'
import { form, json } from '../http/content-types.ts'
import { isUuid } from '../http/formats.ts'
import type { Link } from '../http/links.ts'
import { linkNextPage } from '../http/page-link.ts'
import type { AddRoute, Answer, Refusal } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import { addVary } from '../http/vary.ts'
import { editRoutes } from './edit-routes.ts'
import { type FeedRouteDeps, feedRoutes } from './feed-routes.ts'
import { isFromBrowser, refusedPage, waitingPage } from './form-page.ts'
import { formRoutes } from './form-routes.ts'
import type { FormTokens } from './form-token.ts'
import { type ReaderRouteDeps, readerRoutes } from './reader-routes.ts'
import { languageOf, refusalWords } from './refusal-words.ts'
import {
  Comment,
  CommentList,
  CommentListQuery,
  CommentParams,
  NewComment,
  OwnComment,
  PageQuery,
  PostedComment,
} from './schema.ts'
import { senderOf } from './sender.ts'
import type { SettingsStore } from './settings-store.ts'

interface Deps extends ReaderRouteDeps, FeedRouteDeps {
  articles: ArticleStore
  formTokens: FormTokens
  settings: SettingsStore
  link: Link
}

const tag = 'comments'
const aPage: Answer = {
  description: 'A page of comments.',
  schema: ref(CommentList),
  headers: { Link: 'The next page (RFC 8288).' },
}
const location = { Location: 'Its address.' }

/** What readers do with comments: read them, and leave one. */
export function commentRoutes(route: AddRoute, deps: Deps): void {
  readRoutes(route, deps)
  postRoute(route, deps)
  editRoutes(route, deps)
  readerRoutes(route, deps)
  formRoutes(route, deps)
  feedRoutes(route, deps)
}

function readRoutes(route: AddRoute, { articles, comments, link, now }: Deps): void {
  const viewOf = (actor: Actor) => ({ actor, now: now() })

  route({
    method: 'GET',
    url: '/v1/articles/:article/comments',
    operationId: 'listArticleComments',
    tag,
    summary: 'List the comments of an article',
    description: 'Flat and newest first, or by thread with `view=tree`.',
    access: 'public',
    cache: 'public',
    params: ArticleParams,
    query: CommentListQuery,
    answers: { 200: aPage },
    errors: ['not_found'],
    handle: async (call) => {
      const view = viewOf(call.actor)
      const { id } = await articles.findRow(call.params.article, view)
      const list = await comments.list(id, call.query, view)
      linkNextPage(call, list.page, link)
      return list
    },
  })

  route({
    method: 'GET',
    url: '/v1/comments',
    operationId: 'listComments',
    tag,
    summary: 'List the latest comments of the site',
    access: 'public',
    cache: 'public',
    query: PageQuery,
    answers: { 200: aPage },
    errors: [],
    handle: async (call) => {
      const list = await comments.latest(call.query, viewOf(call.actor))
      linkNextPage(call, list.page, link)
      return list
    },
  })

  route({
    method: 'GET',
    url: '/v1/comments/:comment',
    operationId: 'getComment',
    tag,
    summary: 'Get one comment',
    access: 'public',
    cache: 'public',
    takesToken: true,
    params: CommentParams,
    answers: {
      200: {
        description: 'The comment, or its tombstone; with its `Comment-Token` also one that waits.',
        schema: Type.Union([ref(Comment), ref(OwnComment)]),
        headers: { 'X-Robots-Tag': 'On a comment that waits.' },
      },
    },
    errors: ['not_found'],
    handle: async ({ params, actor, token, reply }) => {
      addVary(reply, 'Comment-Token')
      const waiting = token === undefined ? undefined : await comments.findWaiting(params.comment, token)
      if (waiting === undefined) return comments.find(params.comment, viewOf(actor))
      reply.header('x-robots-tag', 'noindex')
      return waiting
    },
  })

  route({
    method: 'GET',
    url: '/v1/comments/:comment/replies',
    operationId: 'listReplies',
    tag,
    summary: 'List the direct replies to a comment',
    description: 'Oldest first, tombstones in their place.',
    access: 'public',
    cache: 'public',
    params: CommentParams,
    query: PageQuery,
    answers: { 200: aPage },
    errors: ['not_found'],
    handle: async (call) => {
      const list = await comments.replies(call.params.comment, call.query, viewOf(call.actor))
      linkNextPage(call, list.page, link)
      return list
    },
  })
}

function postRoute(route: AddRoute, { articles, comments, settings, render, link, now }: Deps): void {
  const trapped = new WeakSet<FastifyRequest>()

  /** The trap has whatever name the newsroom gave it, so no schema knows the field: it leaves the body here. */
  const springTrap = async (request: FastifyRequest): Promise<void> => {
    const { body } = request
    if (typeof body !== 'object' || body === null) return
    const { honeypotField } = await settings.comments()
    const { [honeypotField]: value, ...rest } = body as Record<string, unknown>
    if (typeof value !== 'string' && value !== null) return
    request.body = rest
    if (value !== null && value !== '') trapped.add(request)
  }

  /** A former slug still leads to its article, so a browser is sent on rather than told of a mistake. */
  const isMoved = async (error: AppError, request: FastifyRequest): Promise<boolean> => {
    const { article } = request.params as { article: string }
    if (error.kind !== 'not_found' || isUuid(article)) return false
    return (await articles.findRenamed(article, { actor: anonymous, now: now() })) !== undefined
  }

  const inWords = refusalWords(render)

  const refuse = async (thrown: AppError, request: FastifyRequest): Promise<Refusal> => {
    const error = inWords(thrown, request)
    if (!isFromBrowser(request) || error.status >= 500 || (await isMoved(error, request))) return { error }
    return {
      error,
      page: refusedPage(error, { action: request.url, entered: request.body, language: languageOf(request) }),
    }
  }

  route({
    method: 'POST',
    url: '/v1/articles/:article/comments',
    operationId: 'postComment',
    tag,
    summary: 'Leave a comment',
    description:
      'As JSON, or as a plain HTML form: with `Accept: text/html` the answer leads back to the article, at the comment, or shows the form again with what is wrong.',
    access: 'public',
    cache: 'none',
    limit: 'comments',
    params: ArticleParams,
    body: ref(NewComment),
    takes: [json, form],
    answers: {
      201: { description: 'Published.', schema: ref(PostedComment), headers: location },
      202: {
        description: 'It waits for a moderator.',
        schema: ref(PostedComment),
        hasPage: true,
        headers: { ...location, 'Content-Language': 'Of a page.' },
      },
      303: { description: 'Published; for browsers.', headers: { Location: 'The article, at the comment.' } },
    },
    errors: ['not_found', 'forbidden', 'conflict'],
    prepare: springTrap,
    refuse,
    handle: async ({ params, body, actor, request, reply }) => {
      const article = await comments.findCommented(params.article, actor)
      const isTrapped = trapped.has(request)
      const posted = await comments.post(article, {
        input: body,
        actor,
        sender: senderOf(request),
        isTrapped,
      })
      const isPublished = posted.moderation === 'published'
      if (!isFromBrowser(request)) {
        reply.code(isPublished ? 201 : 202).header('location', link(`/v1/comments/${posted.id}`))
        return posted
      }
      if (isPublished) return reply.code(303).header('location', posted.permalink).send()
      const language = languageOf(request)
      addVary(reply, 'Accept-Language')
      reply.code(202).type('text/html; charset=utf-8').header('content-language', language)
      return reply.send(waitingPage(posted.permalink, language))
    },
  })
}
