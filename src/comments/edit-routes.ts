import { json, mergePatch } from '../http/content-types.ts'
import type { AddRoute } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import { refusalWords } from './refusal-words.ts'
import type { Renderer } from './render.ts'
import { Comment, CommentParams, CommentPatch, PostedComment } from './schema.ts'
import { senderOf } from './sender.ts'
import type { CommentStore } from './store.ts'

const tag = 'comments'

/** What authors do with their comments while the window is open, by the token that the comment was answered with. */
export function editRoutes(
  route: AddRoute,
  { comments, render }: { comments: CommentStore; render: Renderer },
): void {
  const inWords = refusalWords(render)

  route({
    method: 'PATCH',
    url: '/v1/comments/:comment',
    operationId: 'patchComment',
    tag,
    summary: 'Change your comment',
    description:
      'With its `Comment-Token`, until `editableUntil`, by the rules and in the words of a new comment. The answer carries the token for the next change.',
    access: 'public',
    cache: 'none',
    limit: 'comments',
    takesToken: true,
    params: CommentParams,
    body: ref(CommentPatch),
    takes: [mergePatch, json],
    answers: {
      200: { description: 'As it is now, published or waiting for a moderator.', schema: ref(PostedComment) },
    },
    errors: ['not_found', 'forbidden', 'conflict'],
    refuse: async (thrown, request) => ({ error: inWords(thrown, request) }),
    handle: ({ params, body, token, actor, request }) =>
      comments.patch(params.comment, { patch: body, token, actor, sender: senderOf(request) }),
  })

  route({
    method: 'DELETE',
    url: '/v1/comments/:comment',
    operationId: 'deleteComment',
    tag,
    summary: 'Delete your comment',
    description:
      'With its `Comment-Token`, until `editableUntil`. What it said and who said it is gone; its replies stay.',
    access: 'public',
    cache: 'none',
    limit: 'comments',
    takesToken: true,
    params: CommentParams,
    answers: { 200: { description: 'Its tombstone.', schema: ref(Comment) } },
    errors: ['not_found', 'forbidden', 'conflict'],
    handle: ({ params, token }) => comments.remove(params.comment, token),
  })
}
