import type { Link } from '../http/links.ts'
import { linkNextPage } from '../http/page-link.ts'
import type { AddRoute } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import type { ModerationStore } from './moderation-store.ts'
import {
  CommentDecision,
  CommentParams,
  ModeratedComment,
  ModeratedCommentList,
  ModerationQuery,
} from './schema.ts'

const tag = 'moderation'
const access = 'comments:moderate'

/** What moderators do with comments: see what waits, and decide. */
export function moderationRoutes(
  route: AddRoute,
  { moderation, link }: { moderation: ModerationStore; link: Link },
): void {
  route({
    method: 'GET',
    url: '/v1/moderation/comments',
    operationId: 'listModeratedComments',
    tag,
    summary: 'List the queue',
    description: 'What waits for a decision, oldest first; other comments by `status`.',
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
}
