// What an author may still do with a comment, and what becomes of it then; pure decisions.

import type { Tables } from '../db/schema.ts'
import { isSeen } from './rules.ts'

type Row = Pick<
  Tables['comments']['$inferSelect'],
  'status' | 'previousStatus' | 'reviewedAt' | 'heldReasons'
>
type Verdict = Pick<Row, 'status' | 'heldReasons'>

/** Turned away by the checks alone: its author is told that it waits, and is not told otherwise by what an edit answers. */
const isTurnedAway = ({ status, reviewedAt }: Row): boolean =>
  (status === 'spam' || status === 'rejected') && reviewedAt === null

/** Whether its author still has a comment to change: none that a moderator has refused, and none that is deleted. */
export const isOpenToAuthor = (row: Row): boolean =>
  isSeen(row.status) || row.status === 'pending' || isTurnedAway(row)

/** Whether it waits, as far as its author is told. */
export const isWaiting = (row: Row): boolean => isOpenToAuthor(row) && !isSeen(row.status)

/**
 * What becomes of a comment that its author changed: what the checks say of the new text, save that no edit leads out of where
 * moderators, readers' reports or the first checks have put it.
 */
export function judgeEdit(row: Row, verdict: Verdict): Verdict & Pick<Row, 'previousStatus'> {
  const { status, previousStatus } = row
  const heldReasons = [...new Set([...row.heldReasons, ...verdict.heldReasons])]
  if (isTurnedAway(row)) return { status, previousStatus, heldReasons }
  const wasTakenBack = status === 'pending' && previousStatus !== null
  if (!wasTakenBack) return { ...verdict, previousStatus: null }
  // What was published was another text: from where this one is turned away to, it leads back to waiting only.
  if (isSeen(verdict.status) || verdict.status === status) return { status, previousStatus, heldReasons }
  return { status: verdict.status, previousStatus: status, heldReasons }
}
