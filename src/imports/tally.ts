// Counts of an import: each comment that is read meets exactly one end.

import type { ImportOutcome } from '../comments/incoming.ts'
import type { ImportedComments, ImportItem, ImportReport } from './schema.ts'

export const noComments = (): ImportedComments => ({
  read: 0,
  created: 0,
  published: 0,
  pending: 0,
  spam: 0,
  unchanged: 0,
  skipped: 0,
  refused: 0,
})

/** Adds what became of a comment. */
export function countOutcome(counts: ImportedComments, { action, status }: ImportOutcome): void {
  counts[action] += 1
  if (status === 'published' || status === 'pending' || status === 'spam') counts[status] += 1
}

export const countsOf = (items: readonly ImportItem[]): ImportReport['counts'] => {
  const count = (action: ImportItem['action']) => items.filter((item) => item.action === action).length
  return {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    skipped: count('skipped'),
    refused: count('refused'),
  }
}

/** The comments of all items together; undefined where a format has none. */
export function commentsOf(items: readonly ImportItem[]): ImportedComments | undefined {
  const given = items.flatMap(({ comments }) => (comments === undefined ? [] : [comments]))
  if (given.length === 0) return undefined
  const sum = noComments()
  for (const counts of given)
    for (const name of Object.keys(sum) as (keyof ImportedComments)[]) sum[name] += counts[name]
  return sum
}
