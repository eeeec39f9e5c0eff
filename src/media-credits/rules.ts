// Decisions about media credits; pure.

import { applyPatch, type CreditDraft, currentDraft, isSameDraft, toDraft } from './draft.ts'
import type { CreditInput } from './schema.ts'

/** What became of a credit in the eyes of a reader, if anything did. */
export type Change = 'created' | 'updated' | 'deleted' | undefined

/** Rights that ran out take a credit away from readers, and a new term brings it back. */
export function changeSeen(before: boolean, after: boolean): Change {
  if (before) return after ? 'updated' : 'deleted'
  return after ? 'created' : undefined
}

type Stored = Parameters<typeof currentDraft>[0]

/** A credit of a new list: the stored one it continues, if it does, what it says now, and where it stands. */
export interface Planned {
  row: Stored | undefined
  draft: CreditDraft
  position: number
}

/**
 * Pairs a new list of credits with the stored ones. What says nothing new continues the credit it repeats; what changed
 * continues the credit of the same file, else of the same caption or line. What an input leaves out stays as it was.
 */
export function planCredits(rows: readonly Stored[], inputs: readonly CreditInput[]): Planned[] {
  const paired = pairCredits(rows, inputs)
  let position = -1
  let hasLead = false
  return inputs.map((input, i) => {
    const row = paired[i]
    const draft = row === undefined ? toDraft(input, i === 0 ? 'lead' : 'inline') : applied(row, input)
    // The stored place is kept where the order allows it, so that a gap left by a deletion moves nobody.
    position = Math.max(position + 1, row?.position ?? 0)
    const role = draft.role === 'lead' && hasLead ? 'inline' : draft.role
    hasLead ||= role === 'lead'
    return { row, draft: { ...draft, role }, position }
  })
}

const applied = (row: Stored, input: CreditInput): CreditDraft => applyPatch(currentDraft(row), input)

function pairCredits(rows: readonly Stored[], inputs: readonly CreditInput[]): (Stored | undefined)[] {
  const free = new Set(rows)
  const pairs: (Stored | undefined)[] = inputs.map(() => undefined)
  const ways: ((row: Stored, input: CreditInput) => boolean)[] = [
    (row, input) => isSameDraft(applied(row, input), currentDraft(row)),
    (row, input) => isSameText(row.mediaUrl, input.mediaUrl),
    (row, input) => isSameText(row.caption, input.caption),
    (row, input) => isSameText(row.creditLine, input.creditLine),
  ]
  for (const continues of ways) {
    for (const [i, input] of inputs.entries()) {
      pairs[i] ??= [...free].find((row) => continues(row, input))
      const row = pairs[i]
      if (row !== undefined) free.delete(row)
    }
  }
  return pairs
}

const isSameText = (stored: string | null, given: string | null | undefined): boolean =>
  stored !== null && stored === given
