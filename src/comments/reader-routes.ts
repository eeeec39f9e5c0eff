import type { Actor } from '../http/actor.ts'
import type { AddRoute } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import { CommentReport } from './moderated-schema.ts'
import { preview } from './preview.ts'
import type { ReactionStore } from './reaction-store.ts'
import type { Reader } from './reader.ts'
import { refusalWords } from './refusal-words.ts'
import type { Renderer } from './render.ts'
import type { ReportStore } from './report-store.ts'
import {
  CommentCounts,
  CommentParams,
  CommentPreview,
  CountQuery,
  CountRequest,
  NewReaction,
  NewReport,
  PreviewRequest,
  Reaction,
} from './schema.ts'
import type { CommentStore } from './store.ts'

export interface ReaderRouteDeps {
  comments: CommentStore
  reactions: ReactionStore
  reports: ReportStore
  render: Renderer
  now: () => Date
}

const tag = 'comments'
const limit = 'reactions'

/** What readers do beside reading and writing: be for or against, report, look at what they write, and count. */
export function readerRoutes(route: AddRoute, deps: ReaderRouteDeps): void {
  reactionRoutes(route, deps)
  countRoutes(route, deps)
  const { render, reports } = deps
  const inWords = refusalWords(render)

  route({
    method: 'POST',
    url: '/v1/comments/:comment/reports',
    operationId: 'reportComment',
    tag,
    summary: 'Report a comment',
    description: 'To the moderators; of several reports of one reader, the first counts.',
    access: 'public',
    cache: 'none',
    limit,
    params: CommentParams,
    body: ref(NewReport),
    answers: { 202: { description: 'Moderators will see it.', schema: ref(CommentReport) } },
    errors: ['not_found'],
    handle: async (call) => {
      const { reason } = call.body
      call.reply.code(202)
      return reports.report(call.params.comment, { reason, reader: readerOf(call) })
    },
  })

  route({
    method: 'POST',
    url: '/v1/comments/preview',
    operationId: 'previewComment',
    tag,
    summary: 'See a comment as readers would',
    description: 'By the rules and in the words of a new comment; nothing is stored.',
    access: 'public',
    cache: 'none',
    limit,
    body: ref(PreviewRequest),
    answers: { 200: { description: 'As it would be shown.', schema: ref(CommentPreview) } },
    errors: [],
    refuse: async (thrown, request) => ({ error: inWords(thrown, request) }),
    handle: async ({ body }) => ({ body: preview(render, body.body) }),
  })
}

function reactionRoutes(route: AddRoute, { reactions }: ReaderRouteDeps): void {
  const url = '/v1/comments/:comment/reaction'
  const shared = {
    url,
    tag,
    access: 'public',
    cache: 'none',
    limit,
    takesToken: true,
    params: CommentParams,
  } as const

  route({
    ...shared,
    method: 'PUT',
    operationId: 'putReaction',
    summary: 'Be for a comment, or against it',
    description:
      'One reaction for each reader, who is known by key, else by address; not to your own comment.',
    body: ref(NewReaction),
    answers: { 200: { description: 'Your reaction, and all of them.', schema: ref(Reaction) } },
    errors: ['not_found', 'forbidden'],
    handle: (call) =>
      reactions.react(call.params.comment, { kind: call.body.reaction, reader: readerOf(call) }),
  })

  route({
    ...shared,
    method: 'DELETE',
    operationId: 'deleteReaction',
    summary: 'Take your reaction back',
    answers: { 204: { description: 'There is none of yours.' } },
    errors: ['not_found'],
    handle: async (call) => {
      await reactions.withdraw(call.params.comment, readerOf(call))
      return call.reply.code(204).send()
    },
  })
}

function countRoutes(route: AddRoute, { comments, now }: ReaderRouteDeps): void {
  const description =
    'Published comments of up to 200 articles at once. An article that readers cannot see has none, as one that does not exist.'
  const answers = { 200: { description: 'The counts, by article.', schema: ref(CommentCounts) } }
  const count = (articleIds: readonly string[], actor: Actor) =>
    comments.countByArticle(articleIds, { actor, now: now() })

  route({
    method: 'GET',
    url: '/v1/comments/counts',
    operationId: 'getCommentCounts',
    tag,
    summary: 'Count the comments of articles',
    description,
    access: 'public',
    cache: 'public',
    query: CountQuery,
    answers,
    errors: [],
    handle: ({ query, actor }) => count(query.articleIds, actor),
  })

  route({
    method: 'POST',
    url: '/v1/comments/counts',
    operationId: 'countComments',
    tag,
    summary: 'Count the comments of many articles',
    description,
    access: 'public',
    cache: 'none',
    body: ref(CountRequest),
    answers,
    errors: [],
    handle: ({ body, actor }) => count(body.articleIds, actor),
  })
}

const readerOf = (call: { actor: Actor; token: string | undefined; request: { ip: string } }): Reader => ({
  keyId: call.actor.keyId,
  ip: call.request.ip,
  token: call.token,
})
