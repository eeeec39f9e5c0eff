// Subjects: who does what a verb says. The words between the two are skipped one kind at a time: adverbs and days,
// bracketed and dashed asides, appositions and relative clauses between commas, other verbs of the same subject.

import type { Cue } from './cues.ts'
import type { Tag } from './lexicon/grammar.ts'
import type { NamedSentence } from './names.ts'
import { type NounPhrase, phraseBefore } from './noun-phrases.ts'

/** The subject of a finite verb that begins at item `verb`. */
export function subjectBefore(
  sentence: NamedSentence,
  verb: number,
  earlier: readonly Cue[],
): NounPhrase | undefined {
  let at = verb - 1
  for (let steps = 0; steps < 8 && at >= 0; steps += 1) {
    const item = sentence.items[at]
    if (item === undefined) return undefined
    if (item.tag === 'adverb' || item.tag === 'auxiliary') at -= 1
    else if (item.tag === 'time') at -= sentence.items[at - 1]?.lower === 'on' ? 2 : 1
    else if (item.tag === 'close') at = openingBefore(sentence, at) - 1
    else if (item.tag === 'dash') at = dashBefore(sentence, at) - 1
    else if (item.tag === 'comma')
      return subjectBeforeComma(sentence, at) ?? clauseSubject(sentence, verb, earlier)
    else if (item.tag === 'conjunction' || item.tag === 'to' || item.tag === 'quote')
      return clauseSubject(sentence, verb, earlier)
    else if (item.lower === 'who' || item.tag === 'relative') return antecedent(sentence, at)
    else return whole(sentence, phraseBefore(sentence, at))
  }
  return undefined
}

function antecedent(sentence: NamedSentence, relative: number): NounPhrase | undefined {
  const isComma = sentence.items[relative - 1]?.tag === 'comma'
  return whole(sentence, phraseBefore(sentence, relative - (isComma ? 2 : 1)))
}

function openingBefore(sentence: NamedSentence, close: number): number {
  for (let at = close - 1; at >= Math.max(0, close - 30); at -= 1)
    if (sentence.items[at]?.tag === 'open') return at
  return close
}

function dashBefore(sentence: NamedSentence, dash: number): number {
  for (let at = dash - 1; at >= Math.max(0, dash - 40); at -= 1)
    if (sentence.items[at]?.tag === 'dash') return at
  return dash
}

/** "X, a farmer, said": the phrase found may itself be an apposition to a name before it. */
function whole(sentence: NamedSentence, phrase: NounPhrase | undefined): NounPhrase | undefined {
  if (phrase === undefined || phrase.mention !== undefined || phrase.isPronoun) return phrase
  if (sentence.items[phrase.first - 1]?.tag !== 'comma') return phrase
  const named = phraseBefore(sentence, phrase.first - 2)
  return named?.mention === undefined ? phrase : named
}

/** `X, …, said`: the comma that opens the aside is the nearest one that a noun phrase stands before. */
function subjectBeforeComma(sentence: NamedSentence, comma: number): NounPhrase | undefined {
  let description: NounPhrase | undefined
  for (let at = comma - 1, commas = 0; at > 0 && commas < 6; at -= 1) {
    const item = sentence.items[at]
    if (item?.tag === 'stop' || item?.tag === 'quote') break
    if (item?.tag !== 'comma') continue
    commas += 1
    const found = phraseBefore(sentence, at - 1)
    if (found === undefined || !canOpenAside(sentence, at)) continue
    if (found.mention !== undefined && found.mention.kind !== 'place' && isSubjectPlace(sentence, found))
      return found
    if (sentence.items[at + 1]?.lower === 'including') return phraseBefore(sentence, comma - 1) ?? found
    description ??= found
  }
  return description
}

const ASIDES: ReadonlySet<Tag> = new Set<Tag>([
  'determiner',
  'relative',
  'number',
  'name',
  'preposition',
  'word',
  'adverb',
  'time',
  'subordinator',
])

const canOpenAside = (sentence: NamedSentence, comma: number): boolean => {
  const next = sentence.items[comma + 1]
  return next !== undefined && (ASIDES.has(next.tag) || next.lower === 'who')
}

/** A phrase after a preposition is no subject, unless the sentence has nothing better. */
function isSubjectPlace(sentence: NamedSentence, phrase: NounPhrase): boolean {
  const before = sentence.items[phrase.first - 1]
  return before === undefined || (before.tag !== 'preposition' && before.tag !== 'possessive')
}

/**
 * The subject of the clause that a later verb belongs to: of the nearest cue before it, else the sentence's first phrase
 * that no preposition governs.
 */
export function clauseSubject(
  sentence: NamedSentence,
  verb: number,
  earlier: readonly Cue[],
): NounPhrase | undefined {
  const cue = earlier.findLast(({ speaker }) => speaker !== undefined)
  const first = firstSubject(sentence, verb)
  if (cue?.speaker !== undefined && (first === undefined || cue.speaker.first >= first.first))
    return cue.speaker
  return first ?? cue?.speaker
}

function firstSubject(sentence: NamedSentence, verb: number): NounPhrase | undefined {
  let fallback: NounPhrase | undefined
  for (let at = 0; at < verb; at += 1) {
    const item = sentence.items[at]
    const isHead = sentence.mentionAt[at]?.last === at || (item?.tag === 'pronoun' && item.lower !== 'it')
    if (!isHead) continue
    const phrase = phraseBefore(sentence, at)
    const next = sentence.items[at + 1]
    if (phrase === undefined || next?.tag === 'possessive') continue
    if (phrase.mention !== undefined && phrase.mention.kind === 'place') continue
    fallback ??= phrase
    if (isSubjectPlace(sentence, phrase)) return phrase
  }
  return fallback ?? descriptionAtStart(sentence, verb)
}

/** "The spokesman paused and said" */
function descriptionAtStart(sentence: NamedSentence, verb: number): NounPhrase | undefined {
  let last = -1
  for (let at = 0; at < Math.min(verb, 8); at += 1) {
    const tag = sentence.items[at]?.tag
    if (tag === 'determiner' && at === 0) continue
    if (tag !== 'word' && tag !== 'name' && tag !== 'number') break
    last = at
    if (at >= 1 && sentence.items[0]?.tag === 'determiner') break
  }
  return last < 0 ? undefined : phraseBefore(sentence, last)
}
