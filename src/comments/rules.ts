// What may become of a comment; pure decisions. Whether readers see one follows from its status alone.

import type { CommentStatus } from '../db/schema.ts'
import { AppError } from '../errors.ts'

export const statusActions = ['approve', 'reject', 'spam', 'hold', 'notSpam', 'restore', 'delete'] as const
type StatusAction = (typeof statusActions)[number]
export const actions = [...statusActions, 'pin', 'unpin'] as const
export type CommentAction = (typeof actions)[number]

/** Comments on top of an article at most. */
export const mostPinned = 3

export const reasonCodes = [
  'offensive',
  'abusive',
  'spam',
  'offTopic',
  'illegal',
  'personalData',
  'bannedWord',
  'other',
] as const

/** Where an action starts from and leads to; `restore` leads to where the comment was before. */
const transitions: Record<StatusAction, { from: readonly CommentStatus[]; to: CommentStatus | 'previous' }> =
  {
    approve: { from: ['pending', 'rejected', 'spam'], to: 'published' },
    reject: { from: ['pending', 'published'], to: 'rejected' },
    spam: { from: ['pending', 'published'], to: 'spam' },
    hold: { from: ['published'], to: 'pending' },
    notSpam: { from: ['spam'], to: 'published' },
    restore: { from: ['rejected'], to: 'previous' },
    delete: { from: ['pending', 'published', 'rejected', 'spam'], to: 'deleted' },
  }

/**
 * The status a moderator's action leads to; undefined when the comment is there already, which changes nothing.
 * Throws `conflict` where the action does not lead on from the status.
 */
function nextStatus(
  action: StatusAction,
  { status, previousStatus }: { status: CommentStatus; previousStatus: CommentStatus | null },
): CommentStatus | undefined {
  const { from, to } = transitions[action]
  if (status === to) return undefined
  if (!from.includes(status)) {
    throw new AppError('conflict', `A comment that is ${status} does not take the action "${action}".`)
  }
  return to === 'previous' ? (previousStatus ?? 'pending') : to
}

/**
 * What a moderator's action makes of a comment; undefined when it is so already. What readers do not see is not pinned.
 * Throws `conflict` where the action does not lead on.
 */
export function outcomeOf(
  action: CommentAction,
  row: { status: CommentStatus; previousStatus: CommentStatus | null; pinned: boolean },
): { status: CommentStatus; pinned: boolean } | undefined {
  if (action === 'pin' || action === 'unpin') {
    if (!isSeen(row.status))
      throw new AppError('conflict', `A comment that is ${row.status} does not take the action "${action}".`)
    const pinned = action === 'pin'
    return row.pinned === pinned ? undefined : { status: row.status, pinned }
  }
  const status = nextStatus(action, row)
  return status === undefined ? undefined : { status, pinned: row.pinned && isSeen(status) }
}

/** Whether readers see a comment of this status; what they count is exactly what they see. */
export const isSeen = (status: CommentStatus): boolean => status === 'published'

/** The difference a change of status makes to every count above the comment. */
export const seenDifference = (from: CommentStatus, to: CommentStatus): number =>
  Number(isSeen(to)) - Number(isSeen(from))
