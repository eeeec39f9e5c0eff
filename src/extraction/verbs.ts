// Verbs: which words of a sentence are its verbs. There is no dictionary of all verbs here; an auxiliary, a known form or
// an ending makes a verb, and the word before it must be one that a verb can follow.

import { CUE_FORMS } from './lexicon/cue-verbs.ts'
import { BASE_FORMS, IRREGULAR_PASTS, NOT_PASTS, PRESENT_FORMS } from './lexicon/verbs.ts'
import type { NamedSentence } from './names.ts'

export type VerbForm = 'past' | 'present' | 'modal' | 'participle' | 'passive' | 'infinitive'

export interface Verb {
  /** Item indexes: the auxiliaries and the main verb, both ends inclusive. */
  readonly first: number
  readonly last: number
  readonly form: VerbForm
}

/** The verb that begins at an item, if one does. */
export function verbAt(sentence: NamedSentence, index: number): Verb | undefined {
  const item = sentence.items[index]
  if (item === undefined) return undefined
  if (item.tag === 'auxiliary') return auxiliaryVerb(sentence, index)
  if (item.tag === 'to') return infinitive(sentence, index)
  if (item.tag !== 'word') return undefined
  const form = formOf(sentence, index)
  return form === undefined ? undefined : { first: index, last: index, form }
}

const MODALS = new Set('will would shall should can could may might must do does did'.split(' '))

function auxiliaryVerb(sentence: NamedSentence, first: number): Verb {
  let last = first
  let at = first
  for (let steps = 0; steps < 6; steps += 1) {
    const item = sentence.items[at + 1]
    if (item === undefined) break
    if (item.tag === 'auxiliary') last = at + 1
    else if (item.tag !== 'adverb') break
    at += 1
  }
  const main = sentence.items[at + 1]
  const isMain = main?.tag === 'word' && isAnyForm(main.lower)
  const lower = sentence.items[first]?.lower ?? ''
  if (lower === 'being' || lower === 'having')
    return { first, last: isMain ? at + 1 : last, form: 'participle' }
  const form = MODALS.has(lower) || lower.endsWith("n't") ? 'modal' : isPast(lower) ? 'past' : 'present'
  return { first, last: isMain ? at + 1 : last, form }
}

const isPast = (lower: string): boolean =>
  lower === 'was' || lower === 'were' || lower === 'had' || lower === 'did'

const isAnyForm = (lower: string): boolean =>
  CUE_FORMS.has(lower) ||
  BASE_FORMS.has(lower) ||
  IRREGULAR_PASTS.has(lower) ||
  lower.endsWith('ing') ||
  isRegularPast(lower) ||
  lower.endsWith('en')

function infinitive(sentence: NamedSentence, index: number): Verb | undefined {
  let last = index + 1
  if (sentence.items[last]?.tag === 'adverb') last += 1
  const item = sentence.items[last]
  const isBase =
    item !== undefined &&
    (item.tag === 'word' || item.tag === 'auxiliary') &&
    !/(?:[^s]s|ing)$/.test(item.lower)
  return isBase ? { first: index, last, form: 'infinitive' } : undefined
}

const isRegularPast = (lower: string): boolean =>
  lower.length > 4 && lower.endsWith('ed') && !NOT_PASTS.has(lower)

/** "Another said", "some wrote": a determiner can stand for its noun before these. */
const STANDS_ALONE = new Set(
  'another one some many both all several each this that these those few most two three four five'.split(' '),
)
const SPEAKS = new Set('said told wrote added asked says say write replied called'.split(' '))

const POINTERS = new Set(['this', 'that', 'these', 'those'])

function standsAlone(sentence: NamedSentence, index: number): boolean {
  const before = sentence.items[index - 1]?.lower ?? ''
  const lower = sentence.items[index]?.lower ?? ''
  if (SPEAKS.has(lower)) return STANDS_ALONE.has(before)
  // "This prompted the paper": a pointer is a subject where an object follows the verb.
  const after = sentence.items[index + 1]?.tag
  const hasObject = after === 'determiner' || after === 'name' || after === 'pronoun'
  return POINTERS.has(before) && hasObject && (IRREGULAR_PASTS.has(lower) || isRegularPast(lower))
}

function formOf(sentence: NamedSentence, index: number): VerbForm | undefined {
  const lower = sentence.items[index]?.lower ?? ''
  const before = sentence.items[index - 1]
  const isModifier = before?.tag === 'determiner' || before?.tag === 'possessive' || before?.tag === 'number'
  if (isModifier && !standsAlone(sentence, index)) return undefined
  const cue = CUE_FORMS.get(lower)
  if (lower.includes('-')) return undefined
  if (lower.endsWith('ing'))
    return isParticiple(sentence, index, cue !== undefined) ? 'participle' : undefined
  if (cue?.form === 'past' || IRREGULAR_PASTS.has(lower) || isRegularPast(lower))
    return pastForm(sentence, index)
  const isGoverned = before?.tag === 'preposition'
  if (isGoverned) return undefined
  if (PRESENT_FORMS.has(lower) || cue?.form === 'third' || isLikelyPresent(sentence, index))
    return canBePresent(sentence, index) ? 'present' : undefined
  return (BASE_FORMS.has(lower) || cue?.form === 'base') && canBeBase(sentence, index) ? 'present' : undefined
}

/** A past form is passive, and no verb of its own clause, before "by" and right after a preposition. */
function pastForm(sentence: NamedSentence, index: number): VerbForm | undefined {
  const before = sentence.items[index - 1]
  const after = sentence.items[index + 1]
  if (after?.lower === 'by' || before?.tag === 'preposition') return 'passive'
  return 'past'
}

function isParticiple(sentence: NamedSentence, index: number, isCue: boolean): boolean {
  const before = sentence.items[index - 1]
  const after = sentence.items[index + 1]
  const isNoun =
    before?.tag === 'word' && sentence.items[index - 2]?.tag === 'determiner' && after?.tag === 'preposition'
  if (isNoun) return false
  if (isCue) return before?.tag !== 'word' || before.lower.endsWith('s') || after?.tag !== 'word'
  const takesObject =
    after !== undefined &&
    ['determiner', 'preposition', 'to', 'name', 'pronoun', 'quote', 'adverb', 'time', 'relative'].includes(
      after.tag,
    )
  return takesObject && before?.tag !== 'determiner'
}

/** After a singular noun or a name, and not before another noun's end: "Smith says", not "the two reports". */
function canBePresent(sentence: NamedSentence, index: number): boolean {
  const before = sentence.items[index - 1]
  const after = sentence.items[index + 1]
  if (before === undefined) return false
  if (
    before.tag === 'adverb' ||
    before.tag === 'pronoun' ||
    before.tag === 'comma' ||
    before.tag === 'conjunction' ||
    before.tag === 'close' ||
    before.tag === 'relative' ||
    before.tag === 'quote' ||
    before.tag === 'time'
  )
    return true
  if (before.tag === 'name') return after?.tag !== 'auxiliary'
  if (isPostposed(sentence, index)) return true
  const isSingular = before.tag === 'word' && !before.lower.endsWith('s')
  return (
    isSingular &&
    after !== undefined &&
    !['auxiliary', 'stop', 'comma'].includes(after.tag) &&
    after.tag !== 'word'
  )
}

/** `"…," the letter reads.` closes its sentence as no noun would after a quotation. */
function isPostposed(sentence: NamedSentence, index: number): boolean {
  const after = sentence.items[index + 1]
  const closes = after === undefined || after.tag === 'stop' || after.tag === 'comma'
  const cue = CUE_FORMS.get(sentence.items[index]?.lower ?? '')
  if (!closes || cue?.strength !== 'speech') return false
  for (let at = index - 1; at >= Math.max(0, index - 12); at -= 1)
    if (sentence.items[at]?.tag === 'quote') return true
  return false
}

/** An unknown word in -s between a singular and an object: "the ad targets a", "Smith lobbies for". */
function isLikelyPresent(sentence: NamedSentence, index: number): boolean {
  const item = sentence.items[index]
  const before = sentence.items[index - 1]
  const after = sentence.items[index + 1]
  if (item === undefined || before === undefined || after === undefined) return false
  if (!item.lower.endsWith('s') || item.lower.endsWith('ss') || item.lower.length < 5) return false
  const kind = sentence.mentionAt[index - 1]?.kind
  const isPerson = kind !== undefined && kind !== 'place'
  const isSingular =
    before.tag === 'word' &&
    !before.lower.endsWith('s') &&
    ['determiner', 'name'].includes(sentence.items[index - 2]?.tag ?? '')
  const hasObject =
    after.lower === 'that' || after.tag === 'determiner' || after.tag === 'quote' || after.tag === 'pronoun'
  return (
    (isPerson || isSingular) &&
    (hasObject || (isPerson && after.tag === 'preposition' && after.lower !== 'of'))
  )
}

/** "The two, however, argue that": after an aside, and with what is said behind it. */
function isReporting(sentence: NamedSentence, index: number): boolean {
  const after = sentence.items[index + 1]
  const isAside = sentence.items[index - 1]?.tag === 'comma' || sentence.items[index - 1]?.tag === 'adverb'
  const isCue = CUE_FORMS.get(sentence.items[index]?.lower ?? '')?.strength === 'speech'
  return isAside && isCue && (after?.lower === 'that' || after?.tag === 'quote')
}

function canBeBase(sentence: NamedSentence, index: number): boolean {
  const before = sentence.items[index - 1]
  if (before === undefined) return false
  if (STANDS_ALONE.has(before.lower) || isReporting(sentence, index)) return true
  if (before.tag === 'pronoun')
    return before.lower !== 'he' && before.lower !== 'she' && before.lower !== 'it'
  if (before.lower === 'who') return true
  const isPlural =
    (before.tag === 'word' || before.tag === 'name') &&
    before.lower.endsWith('s') &&
    !before.lower.endsWith('ss')
  return isPlural && CUE_FORMS.get(before.lower)?.form !== 'third'
}
