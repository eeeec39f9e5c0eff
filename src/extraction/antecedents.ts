// Antecedents: whom a relative pronoun takes up. After a comma "who" wants someone human, over appositions if need be;
// without one it takes the phrase right before it.

import type { Chunk } from './chunks.ts'
import { OFFICES, ROLES } from './lexicon/titles.ts'
import type { NamedSentence } from './names.ts'
import type { NounPhrase } from './noun-phrases.ts'

/** The phrase that "who" takes up: the last one, or the one its "of …" belongs to. */
export function antecedentOf(
  sentence: NamedSentence,
  chunks: readonly Chunk[],
  index: number,
): NounPhrase | undefined {
  const isWho = chunks[index]?.kind === 'relative' && chunks[index - 1]?.kind === 'comma'
  return (
    (isWho ? (personBefore(chunks, index) ?? roleBefore(sentence, chunks, index)) : undefined) ??
    phraseBefore(chunks, index)
  )
}

/** "Jane Roe of Ohio, the ranking member of the committee, who": over appositions back to the name. */
function personBefore(chunks: readonly Chunk[], index: number): NounPhrase | undefined {
  for (let at = index - 1; at >= Math.max(0, index - 12); at -= 1) {
    const chunk = chunks[at]
    if (chunk?.kind === 'verb' || chunk?.kind === 'stop' || chunk?.kind === 'quote') return undefined
    if (chunk?.kind === 'phrase' && chunk.phrase.mention?.kind === 'person') return chunk.phrase
  }
  return undefined
}

/** "a lecture from the president, who": what is human can be "who". */
function roleBefore(
  sentence: NamedSentence,
  chunks: readonly Chunk[],
  index: number,
): NounPhrase | undefined {
  const chunk = chunks[index - 2]
  if (chunk?.kind !== 'phrase') return undefined
  const lower = sentence.items[chunk.phrase.last]?.lower ?? ''
  const isRole = ROLES.has(lower) || OFFICES.has(lower) || ROLES.has(lower.replace(/s$/, ''))
  return isRole ? chunk.phrase : undefined
}

const INSIDE = new Set(['of', 'for', 'in', 'from'])

function phraseBefore(chunks: readonly Chunk[], index: number): NounPhrase | undefined {
  for (let at = index - 1, seen = 0; at >= 0 && seen < 6; at -= 1, seen += 1) {
    const chunk = chunks[at]
    if (chunk?.kind === 'verb' || chunk?.kind === 'stop') return undefined
    if (chunk?.kind !== 'phrase') continue
    if (chunk.governor === undefined || chunk.phrase.mention?.kind === 'person') return chunk.phrase
    if (!INSIDE.has(chunk.governor)) return chunk.phrase
  }
  return undefined
}
