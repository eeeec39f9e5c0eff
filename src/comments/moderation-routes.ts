import type { Link } from '../http/links.ts'
import { linkNextPage } from '../http/page-link.ts'
import { toAppError, toProblem } from '../http/problem.ts'
import type { AddRoute } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import {
  BulkDecisionResult,
  BulkDecisions,
  type DecisionDone,
  type DecisionRefused,
  LogQuery,
  ModerationLog,
  ModerationQuery,
} from './decision-schema.ts'
import { CommentDecision, ModeratedComment, ModeratedCommentList } from './moderated-schema.ts'
import type { ModerationStore } from './moderation-store.ts'
import { CommentParams } from './schema.ts'

const tag = 'moderation'
const access = 'comments:moderate'

interface Deps {
  moderation: ModerationStore
  link: Link
}

/** What moderators do with comments: see what waits, and decide. */
export function moderationRoutes(route: AddRoute, { moderation, link }: Deps): void {
  route({
    method: 'GET',
    url: '/v1/moderation/comments',
    operationId: 'listModeratedComments',
    tag,
    summary: 'List the queue',
    description:
      'What waits for a decision, oldest first; other comments by `status`. With `q` or `reason`, a page may hold fewer than there are: `page.next` leads on, as long as there is one.',
    access,
    cache: 'private',
    query: ModerationQuery,
    answers: {
      200: {
        description: 'A page of comments.',
        schema: ref(ModeratedCommentList),
        headers: { Link: 'The next page (RFC 8288).' },
      },
    },
    errors: [],
    handle: async (call) => {
      const list = await moderation.list(call.query)
      linkNextPage(call, list.page, link)
      return list
    },
  })

  route({
    method: 'GET',
    url: '/v1/moderation/comments/:comment',
    operationId: 'getModeratedComment',
    tag,
    summary: 'Get one comment with its history',
    access,
    cache: 'private',
    params: CommentParams,
    answers: { 200: { description: 'The comment.', schema: ref(ModeratedComment) } },
    errors: ['not_found'],
    handle: ({ params }) => moderation.find(params.comment),
  })

  route({
    method: 'POST',
    url: '/v1/moderation/comments/:comment/actions',
    operationId: 'decideComment',
    tag,
    summary: 'Decide about a comment',
    description: 'On the version you read. Where it is so already, nothing changes and nothing is logged.',
    access,
    cache: 'none',
    params: CommentParams,
    body: ref(CommentDecision),
    answers: { 200: { description: 'The comment as it is now.', schema: ref(ModeratedComment) } },
    errors: ['not_found', 'conflict', 'stale'],
    handle: ({ params, body, actor }) => moderation.act(params.comment, { decision: body, actor }),
  })

  bulkRoute(route, { moderation, link })

  route({
    method: 'GET',
    url: '/v1/moderation/log',
    operationId: 'listModerationLog',
    tag,
    summary: 'List what was decided',
    description: 'Newest first. Entries are only ever added: the database refuses to change or remove one.',
    access,
    cache: 'private',
    query: LogQuery,
    answers: {
      200: {
        description: 'A page of decisions.',
        schema: ref(ModerationLog),
        headers: { Link: 'The next page (RFC 8288).' },
      },
    },
    errors: [],
    handle: async (call) => {
      const list = await moderation.log(call.query)
      linkNextPage(call, list.page, link)
      return list
    },
  })
}

function bulkRoute(route: AddRoute, { moderation, link }: Deps): void {
  route({
    method: 'POST',
    url: '/v1/moderation/comments/bulk',
    operationId: 'decideComments',
    tag,
    summary: 'Decide about many comments',
    description:
      'Each decision in a transaction of its own, in their order; 200 with a result for each: some may be done and others refused.',
    access,
    cache: 'none',
    body: ref(BulkDecisions),
    answers: { 200: { description: 'A result for each item.', schema: ref(BulkDecisionResult) } },
    errors: [],
    handle: async ({ body, actor, request }) => {
      const data: (DecisionDone | DecisionRefused)[] = []
      for (const { comment, ...decision } of body.items) {
        try {
          const { id, version, status } = await moderation.carryOut(comment, { decision, actor })
          data.push({ status: 200, id, version, commentStatus: status })
        } catch (thrown) {
          const error = toAppError(thrown instanceof Error ? thrown : new Error(String(thrown)))
          if (error.status >= 500) request.log.error({ err: thrown }, 'a decision of many failed')
          const problem = toProblem(error, { url: request.url, requestId: request.id, link })
          data.push({ status: error.status, problem })
        }
      }
      return { data }
    },
  })
}
