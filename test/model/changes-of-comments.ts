// What becomes of comments in the model when readers write and moderators decide.

import { statusForReaders } from './readers.ts'
import type { CommentStatus, ModelArticle, ModelComment, World } from './world.ts'

/** Deep enough to follow; what answers a comment at the last level stands beside it. */
const deepest = 4

/** Why a reader's comment is refused; undefined where it is taken. */
export function refusedComment(
  world: World,
  article: ModelArticle,
  answered: ModelComment | undefined,
): number | undefined {
  const seen = statusForReaders(article, world.now)
  if (seen !== 200) return seen
  if (!article.commentsOpen) return 403
  const isThere = answered?.status === 'published' && answered.articleId === article.id
  return answered !== undefined && !isThere ? 422 : undefined
}

/** Adds the comment that an answer tells the id of. */
export function addComment(
  world: World,
  {
    id,
    article,
    answered,
    text,
    editToken,
  }: {
    id: string
    article: ModelArticle
    answered?: ModelComment | undefined
    text: string
    editToken: string
  },
): ModelComment {
  const isBeside = answered?.depth === deepest
  const comment: ModelComment = {
    id,
    articleId: article.id,
    parentId: (isBeside ? answered.parentId : answered?.id) ?? null,
    inReplyTo: answered?.id ?? null,
    rootId: answered?.rootId ?? id,
    depth: answered === undefined ? 0 : Math.min(answered.depth + 1, deepest),
    status: 'published',
    previousStatus: null,
    version: 1,
    createdAt: world.now,
    text,
    editToken,
  }
  world.comments.set(id, comment)
  return comment
}

export const actions = ['approve', 'reject', 'spam', 'hold', 'notSpam', 'restore', 'delete'] as const
export type Action = (typeof actions)[number]

const ways: Record<Action, { from: CommentStatus[]; to: CommentStatus | undefined }> = {
  approve: { from: ['pending', 'rejected', 'spam'], to: 'published' },
  reject: { from: ['pending', 'published'], to: 'rejected' },
  spam: { from: ['pending', 'published'], to: 'spam' },
  hold: { from: ['published'], to: 'pending' },
  notSpam: { from: ['spam'], to: 'published' },
  restore: { from: ['rejected'], to: undefined },
  delete: { from: ['pending', 'published', 'rejected', 'spam'], to: 'deleted' },
}

export function decide(comment: ModelComment, action: Action): number {
  const { from, to = comment.previousStatus ?? 'pending' } = ways[action]
  if (comment.status === ways[action].to) return 200
  if (!from.includes(comment.status)) return 409
  const { status, version } = comment
  Object.assign(comment, { status: to, previousStatus: status, version: version + 1 })
  if (to === 'deleted') comment.text = ''
  return 200
}
