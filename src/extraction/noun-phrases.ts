// Noun phrases: the words that can be a speaker, found from either end. A phrase is a pronoun, a name with its title, or
// a description ("a spokesman for the ministry"). Everything is decided within one sentence by its closed-class words.

import { CUE_FORMS } from './lexicon/cue-verbs.ts'
import { PERSONAL_PRONOUNS, type Tag } from './lexicon/grammar.ts'
import { OFFICES, ROLES } from './lexicon/titles.ts'
import type { Mention, NamedSentence } from './names.ts'

export interface NounPhrase {
  readonly first: number
  readonly last: number
  /** The name that heads the phrase; none in a description. */
  readonly mention: Mention | undefined
  readonly isPronoun: boolean
}

const LINKS = new Set(['of', 'for', 'from', 'at', 'with', 'in', 'on', 'to', 'by', 'near', 'against', 'about'])
const INNER: ReadonlySet<Tag> = new Set<Tag>(['word', 'name', 'number', 'possessive'])

export function phraseBefore(sentence: NamedSentence, last: number): NounPhrase | undefined {
  const item = sentence.items[last]
  if (item === undefined) return undefined
  if (PERSONAL_PRONOUNS.has(item.lower)) return { first: last, last, mention: undefined, isPronoun: true }
  const mention = sentence.mentionAt[last]
  if (mention !== undefined && mention.last === last) return namedBefore(sentence, mention)
  return descriptionBefore(sentence, last)
}

function namedBefore(sentence: NamedSentence, mention: Mention): NounPhrase {
  let first = mention.first
  const isRole = (index: number): boolean => {
    const lower = sentence.items[index]?.lower ?? ''
    return ROLES.has(lower) || OFFICES.has(lower) || ROLES.has(lower.replace(/s$/, ''))
  }
  if (isRole(first - 1)) first = startOfInner(sentence, first - 1)
  if (sentence.items[first - 1]?.tag === 'determiner') first -= 1
  return { first, last: mention.last, mention, isPronoun: false }
}

/** Goes left over words, names and numbers to the determiner that opens the phrase. */
function startOfInner(sentence: NamedSentence, last: number): number {
  let first = last
  for (;;) {
    const item = sentence.items[first - 1]
    if (item === undefined) return first
    if (item.tag === 'determiner') {
      first -= 1
      continue
    }
    const isVerb =
      first - 1 < last &&
      CUE_FORMS.has(item.lower) &&
      item.tag === 'word' &&
      /(?:ed|ing|said|told|wrote)$/.test(item.lower) &&
      first < last
    if (!INNER.has(item.tag) || isVerb) return first
    first -= 1
  }
}

function descriptionBefore(sentence: NamedSentence, last: number): NounPhrase | undefined {
  const item = sentence.items[last]
  if (item === undefined || !(INNER.has(item.tag) || item.tag === 'determiner') || item.tag === 'possessive')
    return undefined
  let first = startOfInner(sentence, last)
  for (let depth = 0; depth < 3; depth += 1) {
    const link = sentence.items[first - 1]
    const before = sentence.items[first - 2]
    if (link === undefined || before === undefined || !LINKS.has(link.lower) || !INNER.has(before.tag)) break
    const start = startOfInner(sentence, first - 2)
    if (!startsClause(sentence, start)) break
    first = start
  }
  return { first, last, mention: undefined, isPronoun: false }
}

function startsClause(sentence: NamedSentence, first: number): boolean {
  const before = sentence.items[first - 1]
  if (before === undefined) return true
  return before.tag !== 'preposition' || LINKS.has(before.lower)
}

export function phraseAfter(sentence: NamedSentence, first: number): NounPhrase | undefined {
  const item = sentence.items[first]
  if (item === undefined) return undefined
  if (PERSONAL_PRONOUNS.has(item.lower)) return { first, last: first, mention: undefined, isPronoun: true }
  let last = endOfInner(sentence, first)
  if (last < first) return undefined
  const mention = lastMention(sentence, first, last)
  if (mention !== undefined) return { first, last: mention.last, mention, isPronoun: false }
  for (let depth = 0; depth < 2; depth += 1) {
    const link = sentence.items[last + 1]
    if (link === undefined || !LINKS.has(link.lower)) break
    const end = endOfInner(sentence, last + 2)
    if (end < last + 2) break
    last = end
  }
  return appositive(sentence, last) ?? { first, last, mention: undefined, isPronoun: false }
}

/** "a spokeswoman for the hotels, Jane Roe": the name in apposition is the better speaker. */
function appositive(sentence: NamedSentence, last: number): NounPhrase | undefined {
  const mention = sentence.items[last + 1]?.tag === 'comma' ? sentence.mentionAt[last + 2] : undefined
  if (mention?.kind !== 'person' || mention.first !== last + 2) return undefined
  const after = sentence.items[mention.last + 1]
  const isClosed = after === undefined || after.tag === 'stop' || after.tag === 'comma'
  return isClosed ? { first: mention.first, last: mention.last, mention, isPronoun: false } : undefined
}

function endOfInner(sentence: NamedSentence, first: number): number {
  const isArticle = sentence.items[first]?.tag === 'determiner'
  let last = first - 1
  for (let index = first; index < sentence.items.length; index += 1) {
    const tag = sentence.items[index]?.tag
    const isInner = tag !== undefined && (INNER.has(tag) || (tag === 'determiner' && index - first < 3))
    // "a separate June 2011 memo", "the recently released report"
    const isWithin = (tag === 'time' || tag === 'adverb') && isArticle && index - first < 4
    if (!isInner && !isWithin) break
    if (isInner) last = index
  }
  return last
}

/** The name at the end of the run, when nothing but that name can be its head. */
function lastMention(sentence: NamedSentence, first: number, last: number): Mention | undefined {
  for (let index = last; index >= first; index -= 1) {
    const mention = sentence.mentionAt[index]
    if (mention === undefined) continue
    const next = sentence.items[mention.last + 1]
    const isModifier =
      mention.last < last &&
      (next?.tag === 'possessive' ||
        (next?.tag === 'word' && !DATED.has(next.lower)) ||
        isRoleAhead(sentence, mention.last + 1, last))
    return isModifier ? undefined : mention
  }
  return undefined
}

/** "said Smith last week": these begin no noun that the name would modify. */
const DATED = new Set(['last', 'next', 'previously', 'recently'])

function isRoleAhead(sentence: NamedSentence, from: number, last: number): boolean {
  for (let index = from; index <= last; index += 1) {
    const lower = sentence.items[index]?.lower ?? ''
    if (ROLES.has(lower) || ROLES.has(lower.replace(/s$/, '')) || lower === 'campaign' || lower === 'aides')
      return true
  }
  return false
}
