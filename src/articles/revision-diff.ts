// What differs between two versions of an article, in the form in which an editor's page draws it: field by field, and the
// bodies block against block. Pure.

import type { Block } from './blocks.ts'
import type { EditedFields } from './revision-content.ts'

export interface FieldChange {
  field: string
  before: unknown
  after: unknown
}

export interface BlockChange {
  change: 'same' | 'changed' | 'added' | 'removed'
  before: Block | null
  after: Block | null
}

/** Every field but the body that is not what it was. */
export function diffFields(before: EditedFields, after: EditedFields): FieldChange[] {
  const { body: _, ...fields } = after
  return (Object.keys(fields) as (keyof typeof fields)[])
    .filter((field) => canonical(before[field]) !== canonical(after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }))
}

/**
 * Both bodies side by side, in their order: a longest common subsequence of blocks stays, and where blocks of one kind stand in
 * the place of others, they are these, changed. Reading `before` gives the one body, reading `after` the other.
 */
export function diffBlocks(before: readonly Block[], after: readonly Block[]): BlockChange[] {
  const changes: BlockChange[] = []
  let [i, j] = [0, 0]
  for (const [nextI, nextJ] of [...commonPairs(before, after), [before.length, after.length] as const]) {
    changes.push(...replaced(before.slice(i, nextI), after.slice(j, nextJ)))
    const [was, is] = [before[nextI], after[nextJ]]
    if (was !== undefined && is !== undefined) changes.push({ change: 'same', before: was, after: is })
    i = nextI + 1
    j = nextJ + 1
  }
  return changes
}

/** Blocks that stand where others stood: those of one kind in pairs, from the top. */
function replaced(before: readonly Block[], after: readonly Block[]): BlockChange[] {
  const changes: BlockChange[] = []
  let next = 0
  for (const was of before) {
    const match = after.findIndex(({ type }, at) => at >= next && type === was.type)
    if (match < 0) {
      changes.push({ change: 'removed', before: was, after: null })
      continue
    }
    changes.push(...after.slice(next, match).map(added), {
      change: 'changed',
      before: was,
      after: after[match] ?? null,
    })
    next = match + 1
  }
  return [...changes, ...after.slice(next).map(added)]
}

const added = (block: Block): BlockChange => ({ change: 'added', before: null, after: block })

/** Places of blocks that are the same in both, in order, as many as there can be. */
function commonPairs(before: readonly Block[], after: readonly Block[]): (readonly [number, number])[] {
  const [one, other] = [before.map(canonical), after.map(canonical)]
  const shorter = Math.min(one.length, other.length)
  let start = 0
  while (start < shorter && one[start] === other[start]) start += 1
  let tail = 0
  while (tail < shorter - start && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1
  const middle = longestCommon(
    placed(one, { start, tail, known: new Set(other) }),
    placed(other, { start, tail, known: new Set(one) }),
  )
  return [
    ...Array.from({ length: start }, (_, at) => [at, at] as const),
    ...middle,
    ...Array.from({ length: tail }, (_, at) => [one.length - tail + at, other.length - tail + at] as const),
  ]
}

interface Placed {
  text: string
  place: number
}

/** What stands between the ends, less what the other side does not have at all: most edits leave nearly nothing. */
const placed = (
  texts: readonly string[],
  { start, tail, known }: { start: number; tail: number; known: ReadonlySet<string> },
): Placed[] =>
  texts.flatMap((text, place) =>
    place < start || place >= texts.length - tail || !known.has(text) ? [] : [{ text, place }],
  )

/** The textbook's table of lengths: a body has at most 2000 blocks, so it has at most four million cells of two bytes. */
function longestCommon(one: readonly Placed[], other: readonly Placed[]): [number, number][] {
  const numbers = new Map<string, number>()
  const numberOf = ({ text }: Placed) => numbers.get(text) ?? numbers.set(text, numbers.size).size - 1
  const [rows, columns] = [Int32Array.from(one, numberOf), Int32Array.from(other, numberOf)]
  const width = columns.length + 1
  const lengths = new Uint16Array((rows.length + 1) * width)
  const at = (place: number): number => lengths[place] ?? 0
  for (let i = rows.length - 1; i >= 0; i--) {
    const row = rows[i]
    for (let j = columns.length - 1, cell = i * width + j; j >= 0; j--, cell--)
      lengths[cell] = row === columns[j] ? at(cell + width + 1) + 1 : Math.max(at(cell + width), at(cell + 1))
  }
  const pairs: [number, number][] = []
  for (let [i, j] = [0, 0]; i < rows.length && j < columns.length; ) {
    const cell = i * width + j
    if (rows[i] === columns[j]) pairs.push([one[i++]?.place ?? 0, other[j++]?.place ?? 0])
    else if (at(cell + width) >= at(cell + 1)) i++
    else j++
  }
  return pairs
}

/** One text for one value: the order of keys means nothing, and a part that is null is one that is left out. */
const canonical = (value: unknown): string => JSON.stringify(ordered(value))

function ordered(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(ordered)
  const parts = Object.entries(value).filter(([, part]) => part !== null)
  return parts.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, part]) => [name, ordered(part)])
}
