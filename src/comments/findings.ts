// What the checks find in a text, and what becomes of it; pure. The first finding that decides is the one that counts, every
// reason is kept: a comment that is both banned and full of links says so to the moderator.

import type { CommentStatus } from '../db/schema.ts'

/** One thing that keeps a comment from being published at once. */
export interface Finding {
  /** What moderators and filters call it. */
  reason: string
  effect: 'hold' | 'spam' | 'reject'
}

const statusBy: Record<Finding['effect'], CommentStatus> = {
  hold: 'pending',
  spam: 'spam',
  reject: 'rejected',
}

/** The findings that settle what becomes of a comment: no further check would change it. */
export const isDecided = (findings: readonly Finding[]): boolean =>
  findings.some(({ effect }) => effect !== 'hold')

/** What becomes of a text that breaks no rule of form. */
export function decide(findings: readonly Finding[]): { status: CommentStatus; heldReasons: string[] } {
  const [first] = findings
  const decisive = findings.find(({ effect }) => effect !== 'hold') ?? first
  return {
    status: decisive === undefined ? 'published' : statusBy[decisive.effect],
    heldReasons: findings.map(({ reason }) => reason),
  }
}
