// Chunks: a sentence cut into noun phrases, verbs and the small words between them. A noun phrase ends where a verb can
// begin or where a name begins after a common noun; a phrase that a preposition governs is marked, for it is no subject.

import { PERSONAL_PRONOUNS, type Tag } from './lexicon/grammar.ts'
import { OFFICES, ROLES } from './lexicon/titles.ts'
import type { NamedSentence } from './names.ts'
import type { NounPhrase } from './noun-phrases.ts'
import { type Verb, verbAt } from './verbs.ts'

export type Chunk =
  | { readonly kind: 'phrase'; readonly phrase: NounPhrase; readonly governor: string | undefined }
  | { readonly kind: 'verb'; readonly verb: Verb }
  | {
      readonly kind: 'comma' | 'conjunction' | 'relative' | 'subordinator' | 'quote' | 'stop' | 'preposition'
      readonly at: number
    }

export function cutChunks(sentence: NamedSentence): Chunk[] {
  const chunks: Chunk[] = []
  let at = 0
  while (at < sentence.items.length) {
    const [chunk, next] = chunkAt(sentence, at, chunks.at(-1))
    if (chunk !== undefined) chunks.push(chunk)
    at = next
  }
  return chunks
}

/** "that year" is a date, not a clause. */
const DATES = new Set([
  'day',
  'week',
  'month',
  'year',
  'summer',
  'winter',
  'spring',
  'fall',
  'time',
  'morning',
  'afternoon',
  'evening',
  'night',
])

const DAY_PARTS = new Set(['morning', 'afternoon', 'evening', 'night'])

function chunkAt(
  sentence: NamedSentence,
  at: number,
  previous: Chunk | undefined,
): [Chunk | undefined, number] {
  const item = sentence.items[at]
  if (item === undefined) return [undefined, at + 1]
  // "Monday morning" is a time as "Monday" is.
  if (DAY_PARTS.has(item.lower) && sentence.items[at - 1]?.tag === 'time') return [undefined, at + 1]
  const verb = verbAt(sentence, at)
  if (verb !== undefined) return [{ kind: 'verb', verb }, verb.last + 1]
  if (item.lower === 'that' && DATES.has(sentence.items[at + 1]?.lower ?? '')) return [undefined, at + 2]
  if (item.tag === 'open' && at > 0) {
    const next = afterBracket(sentence, at)
    return [next === at + 1 ? { kind: 'stop', at } : undefined, next]
  }
  if (item.lower === 'who') return [{ kind: 'relative', at }, at + 1]
  const simple = SIMPLE[item.tag]
  if (simple !== undefined) return [{ kind: simple, at }, at + 1]
  const phrase = phraseAt(sentence, at)
  if (phrase === undefined) return [undefined, at + 1]
  const governor = previous?.kind === 'preposition' ? sentence.items[previous.at]?.lower : undefined
  return [{ kind: 'phrase', phrase, governor }, phrase.last + 1]
}

const SIMPLE: Readonly<
  Record<
    string,
    'comma' | 'conjunction' | 'relative' | 'subordinator' | 'quote' | 'stop' | 'preposition' | undefined
  >
> = {
  comma: 'comma',
  dash: 'comma',
  colon: 'comma',
  conjunction: 'conjunction',
  relative: 'relative',
  subordinator: 'subordinator',
  quote: 'quote',
  stop: 'stop',
  preposition: 'preposition',
  to: 'preposition',
}

/** What stands in brackets takes no part in the sentence. */
function afterBracket(sentence: NamedSentence, open: number): number {
  const end = Math.min(sentence.items.length, open + 40)
  for (let at = open + 1; at < end; at += 1) {
    const tag = sentence.items[at]?.tag
    if (tag === 'close') return at + 1
    // A bracket with a quotation in it is a sentence of its own.
    if (tag === 'quote') return open + 1
  }
  return open + 1
}

const INNER: ReadonlySet<Tag> = new Set<Tag>(['word', 'name', 'number', 'possessive'])

function phraseAt(sentence: NamedSentence, first: number): NounPhrase | undefined {
  const item = sentence.items[first]
  if (item === undefined) return undefined
  if (PERSONAL_PRONOUNS.has(item.lower) && item.tag === 'pronoun')
    return { first, last: first, mention: undefined, isPronoun: true }
  let last = first - 1
  for (let at = first; at < sentence.items.length; at += 1) {
    if (!canBeInside(sentence, first, at)) break
    last = at
  }
  if (last < first)
    return item.tag === 'pronoun' ? { first, last: first, mention: undefined, isPronoun: false } : undefined
  const mention = sentence.mentionAt[last]
  return {
    first,
    last,
    mention: mention?.last === last && mention.nameFirst >= first ? mention : undefined,
    isPronoun: false,
  }
}

function canBeInside(sentence: NamedSentence, first: number, at: number): boolean {
  const item = sentence.items[at]
  if (item === undefined) return false
  if (item.tag === 'determiner') return at === first || sentence.items[at - 1]?.tag === 'determiner'
  if (item.tag === 'adverb' && at > first)
    return sentence.items[at - 1]?.tag === 'determiner' && INNER.has(sentence.items[at + 1]?.tag ?? 'stop')
  if (!INNER.has(item.tag)) return false
  if (at > first && verbAt(sentence, at) !== undefined) return false
  return at === first || !startsName(sentence, at)
}

/** "another early Smith supporter": the name only tells whose supporter. */
function isModifierName(sentence: NamedSentence, last: number): boolean {
  return sentence.items[last + 1]?.tag === 'word' && verbAt(sentence, last + 1) === undefined
}

/** "the unrest Smith …": after a common noun that is no role, a name begins a new phrase. */
function startsName(sentence: NamedSentence, at: number): boolean {
  const mention = sentence.mentionAt[at]
  const before = sentence.items[at - 1]
  if (mention?.first !== at || before?.tag !== 'word') return false
  const lower = before.lower
  return (
    !ROLES.has(lower) &&
    !OFFICES.has(lower) &&
    !ROLES.has(lower.replace(/s$/, '')) &&
    !lower.endsWith('-born') &&
    mention.kind !== 'place' &&
    mention.kind !== 'organization' &&
    !isModifierName(sentence, mention.last)
  )
}
