// Cues: the words that report speech, each with the phrase that speaks. "X said", "said X", "X, a farmer from Ohio, told",
// "according to X", "X thought for a moment and said", "X was quoted as saying".

import type { Clauses } from './clauses.ts'
import { CUE_FORMS, type CueForm, type CueStrength } from './lexicon/cue-verbs.ts'
import type { Tag } from './lexicon/grammar.ts'
import { ROLES } from './lexicon/titles.ts'
import type { NamedSentence } from './names.ts'
import { type NounPhrase, phraseAfter, phraseBefore } from './noun-phrases.ts'

export interface Cue {
  /** Items of the cue itself, auxiliaries included: "had said". Both ends inclusive. */
  readonly first: number
  readonly last: number
  readonly lemma: string
  readonly strength: CueStrength | 'source'
  readonly speaker: NounPhrase | undefined
  /** Where the speaker stands: before the cue, or after it. */
  readonly isInverted: boolean
  /** Inside what another verb reports. */
  readonly isEmbedded: boolean
}

/** A sentence with all that the later steps ask of it. */
export interface CuedSentence extends NamedSentence {
  readonly clauses: Clauses
  readonly cues: readonly Cue[]
}

export function findCues(sentence: NamedSentence, clauses: Clauses): Cue[] {
  const cues: Cue[] = []
  for (let index = 0; index < sentence.items.length; index += 1) {
    const cue = sourceCue(sentence, index) ?? verbCue(sentence, index, clauses)
    if (cue !== undefined) cues.push(cue)
  }
  return cues
}

/** "according to X" */
function sourceCue(sentence: NamedSentence, index: number): Cue | undefined {
  const item = sentence.items[index]
  if (
    item?.lower === 'per' &&
    sentence.items[index - 1]?.tag !== 'word' &&
    sentence.items[index - 1]?.tag !== 'number'
  )
    return perCue(sentence, index)
  if (item?.lower !== 'according' || sentence.items[index + 1]?.lower !== 'to') return undefined
  const speaker = phraseAfter(sentence, index + 2)
  return {
    first: index,
    last: index + 1,
    lemma: 'according to',
    strength: 'source',
    speaker,
    isInverted: true,
    isEmbedded: false,
  }
}

/** ", per the party's rules" */
function perCue(sentence: NamedSentence, index: number): Cue | undefined {
  const speaker = phraseAfter(sentence, index + 1)
  if (speaker === undefined) return undefined
  return {
    first: index,
    last: index,
    lemma: 'per',
    strength: 'source',
    speaker,
    isInverted: true,
    isEmbedded: false,
  }
}

const CLAUSE_START: ReadonlySet<Tag> = new Set<Tag>(['comma', 'quote', 'dash', 'adverb'])

function verbCue(sentence: NamedSentence, index: number, clauses: Clauses): Cue | undefined {
  const item = sentence.items[index]
  const form = item === undefined || item.tag === 'name' ? undefined : formAt(sentence, index)
  if (item === undefined || form === undefined || item.tag === 'preposition') return undefined
  if (isNoun(sentence, index, form.form) || isPassive(sentence, index, form.form)) return undefined
  const first = startOfVerb(sentence, index)
  const { lemma, strength } = form
  const place = { first, last: index, lemma }
  const inverted = form.form === 'participle' ? undefined : invertedSpeaker(sentence, place)
  const speaker = inverted ?? quotedSource(sentence, first) ?? clauses.subjects.get(index)
  if (speaker === undefined && strength === 'loose') return undefined
  const isInverted = inverted !== undefined
  const isEmbedded = !isInverted && clauses.embedded.has(index)
  return { first, last: index, lemma, strength, speaker, isInverted, isEmbedded }
}

/** "fired back", "shot back": an answer. */
const BACK = new Set(['fired', 'shot', 'hit', 'struck', 'snapped', 'punched'])

/** "as he puts it" reports too. */
function formAt(sentence: NamedSentence, index: number): CueForm | undefined {
  const lower = sentence.items[index]?.lower ?? ''
  if (sentence.items[index + 1]?.lower === 'back' && BACK.has(lower))
    return { lemma: 'fire back', strength: 'speech', form: 'past' }
  const isPutIt = (lower === 'put' || lower === 'puts') && sentence.items[index + 1]?.lower === 'it'
  return isPutIt
    ? { lemma: 'put', strength: 'speech', form: lower === 'put' ? 'past' : 'third' }
    : CUE_FORMS.get(lower)
}

/** Base and third-person forms are often nouns: "the report", "his claims", "a call". */
function isNoun(sentence: NamedSentence, index: number, form: string): boolean {
  const before = sentence.items[index - 1]
  if (before === undefined) return form !== 'past' && form !== 'participle'
  if (before.tag === 'determiner' || before.tag === 'possessive' || before.tag === 'number') return true
  if (before.tag === 'preposition') return form !== 'participle' || before.lower === 'of'
  if (form === 'base') {
    if (before.tag === 'to' || before.tag === 'auxiliary' || before.tag === 'conjunction') return false
    if (before.tag === 'adverb') return false
    return !(before.tag === 'pronoun' || before.lower.endsWith('s') || before.tag === 'relative')
  }
  return false
}

const PASSIVE = new Set(['was', 'were', 'been', 'being', 'be', 'is', 'are', 'got'])

/** In "was told" and "was asked" the subject does not speak. */
function isPassive(sentence: NamedSentence, index: number, form: string): boolean {
  if (form !== 'past') return false
  let at = index - 1
  while (sentence.items[at]?.tag === 'adverb') at -= 1
  return PASSIVE.has(sentence.items[at]?.lower ?? '')
}

function startOfVerb(sentence: NamedSentence, index: number): number {
  let first = index
  for (;;) {
    const before = sentence.items[first - 1]
    if (before?.tag === 'auxiliary' || (before?.tag === 'adverb' && index - first < 3)) first -= 1
    else return first
  }
}

/** `"…," said X` and `…, said X`: the speaker follows when nothing before the verb can be it. */
function invertedSpeaker(
  sentence: NamedSentence,
  { first, last, lemma }: { first: number; last: number; lemma: string },
): NounPhrase | undefined {
  const before = sentence.items[first - 1]
  if (before === undefined || !CLAUSE_START.has(before.tag)) return undefined
  const isAfterQuote = before.tag === 'quote' || sentence.items[first - 2]?.tag === 'quote'
  if (!isAfterQuote && (before.tag !== 'comma' || !INVERTS.has(lemma))) return undefined
  const next = sentence.items[last + 1]
  if (next === undefined) return undefined
  const canSpeak = ['determiner', 'name', 'word', 'pronoun', 'number'].includes(next.tag)
  if (
    !canSpeak ||
    (!isAfterQuote && next.tag !== 'name' && next.tag !== 'determiner' && !ROLES.has(next.lower))
  )
    return undefined
  const phrase = phraseAfter(sentence, last + 1)
  return isAfterQuote || (phrase !== undefined && endsClause(sentence, phrase.last + 1)) ? phrase : undefined
}

/** Without a quotation before it, only these turn round: "the plan is dead, said Smith." */
const INVERTS = new Set(['say', 'add', 'report', 'write', 'note', 'explain'])

const endsClause = (sentence: NamedSentence, at: number): boolean => {
  const item = sentence.items[at]
  return item === undefined || item.tag === 'stop' || item.tag === 'comma'
}

/** "quoted X as saying": X speaks. */
function quotedSource(sentence: NamedSentence, first: number): NounPhrase | undefined {
  if (sentence.items[first - 1]?.lower !== 'as') return undefined
  const found = phraseBefore(sentence, first - 2)
  const before = sentence.items[(found?.first ?? 0) - 1]
  return found !== undefined &&
    (before?.lower === 'quoted' || before?.lower === 'cited' || before?.lower === 'quoting')
    ? found
    : undefined
}
