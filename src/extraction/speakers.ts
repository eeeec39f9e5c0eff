// Speakers: the article read once from its start, so that each quotation meets what came before it: who spoke last, whom
// "he" stands for, which paragraph goes on with whose words.

import { attributeInSentence } from './attribution.ts'
import type { Cue, CuedSentence } from './cues.ts'
import { findIndirect } from './indirect.ts'
import { PEOPLES } from './lexicon/proper-nouns.ts'
import type { QuotedSpan } from './marks.ts'
import { type NounPhrase, phraseAfter } from './noun-phrases.ts'
import type { People, Person } from './people.ts'
import { type Memory, newMemory, remember, rememberSentence, resolve } from './pronouns.ts'

export interface Voice {
  readonly name: string
  readonly asWritten: string
  readonly person: Person | undefined
  readonly kind: 'person' | 'organization' | 'unknown'
}

export interface Found {
  /** The quotation, or nothing for indirect speech. */
  readonly span: QuotedSpan | undefined
  readonly start: number
  readonly end: number
  readonly sentence: CuedSentence
  readonly item: number
  readonly cue: Cue | undefined
  /** Where the cue stands: for a quotation that goes on, an earlier sentence. */
  readonly cueSentence: CuedSentence
  readonly voice: Voice | undefined
  readonly rule: string
}

interface Reading {
  readonly text: string
  readonly people: People
  readonly memory: Memory
  /** The last voice, in a quotation or in indirect speech. */
  last: { said: Continued; paragraph: number } | undefined
  previous: CuedSentence | undefined
  /** The last subject that is no person: what "it" and "they" stand for. */
  thing: Voice | undefined
}

export function findSpeakers(text: string, sentences: readonly CuedSentence[], people: People): Found[] {
  const reading: Reading = {
    text,
    people,
    memory: newMemory(),
    last: undefined,
    previous: undefined,
    thing: undefined,
  }
  const found: Found[] = []
  sentences.forEach((sentence, index) => {
    rememberSentence(reading.memory, { sentence, index, people, upTo: sentence.items.length })
    rememberPronoun(reading, sentence, index)
    readQuotes(reading, sentence, { index, found })
    const indirect = readIndirect(reading, sentence, index)
    if (indirect !== undefined) found.push(indirect)
    rememberThing(reading, sentence, index)
    rememberReport(reading, sentence, index)
    reading.previous = sentence
  })
  return found
}

function readQuotes(
  reading: Reading,
  sentence: CuedSentence,
  { index, found }: { index: number; found: Found[] },
): void {
  sentence.items.forEach((item, at) => {
    if (item.span === undefined) return
    const one = findOne(reading, { sentence, index, at, span: item.span })
    found.push(one)
    if (one.voice !== undefined && (isLong(item.span) || reading.last?.paragraph !== sentence.paragraph))
      reading.last = { said: one, paragraph: sentence.paragraph }
    if (one.voice?.person !== undefined)
      remember(reading.memory, { person: one.voice.person, sentence: index, item: at, weight: 2 })
  })
}

function readIndirect(reading: Reading, sentence: CuedSentence, index: number): Found | undefined {
  const indirect = findIndirect(sentence)
  if (indirect?.cue.speaker === undefined) return undefined
  const voice = toVoice(reading, sentence, indirect.cue.speaker, index)
  return { ...indirect, span: undefined, sentence, cueSentence: sentence, item: -1, voice, rule: 'indirect' }
}

/** "She paused": whoever the subject stands for stays in mind. */
function rememberPronoun(reading: Reading, sentence: CuedSentence, index: number): void {
  const subject = sentence.clauses.mainSubject
  if (subject?.isPronoun !== true) return
  const pronoun = sentence.items[subject.first]?.lower ?? ''
  const person = resolve(reading.memory, { pronoun, sentence: index, item: subject.first })
  if (person !== undefined)
    remember(reading.memory, { person, sentence: index, item: subject.first, weight: 2 })
}

/** Longer than a word or two, which is often somebody else's, quoted within a report. */
const isLong = (span: QuotedSpan): boolean => span.last - span.first > 3

/** A sentence that reports without quoting: its speaker may go on in marks in the next one. */
function rememberReport(reading: Reading, sentence: CuedSentence, index: number): void {
  if (sentence.items.some(({ tag }) => tag === 'quote')) return
  const cue = sentence.cues.findLast(({ strength, isEmbedded }) => strength !== 'loose' && !isEmbedded)
  if (cue?.speaker === undefined) return
  const voice = toVoice(reading, sentence, cue.speaker, index)
  if (voice !== undefined)
    reading.last = {
      said: { cue, cueSentence: sentence, voice, rule: 'report' },
      paragraph: sentence.paragraph,
    }
}

function rememberThing(reading: Reading, sentence: CuedSentence, index: number): void {
  const subjects = sentence.cues.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker]))
  const subject = subjects.find(({ isPronoun }) => !isPronoun) ?? sentence.clauses.mainSubject
  if (subject === undefined || subject.isPronoun) return
  const voice = toVoice(reading, sentence, subject, index)
  if (voice !== undefined && voice.person === undefined) reading.thing = voice
}

interface QuotePlace {
  readonly sentence: CuedSentence
  readonly index: number
  readonly at: number
  readonly span: QuotedSpan
}

function findOne(reading: Reading, place: QuotePlace): Found {
  const { sentence, index, at, span } = place
  const labelled = labelOf(reading, span)
  if (labelled !== undefined)
    return toFound(place, { cue: undefined, cueSentence: sentence, voice: labelled, rule: 'label' })
  const attribution = attributeInSentence(sentence, at)
  if (attribution === undefined) return toFound(place, continued(reading, place))
  const { cue, speaker, rule } = attribution
  const voice = speaker === undefined ? undefined : toVoice(reading, sentence, speaker, index)
  return toFound(place, { cue, cueSentence: sentence, voice, rule })
}

const toFound = (
  { sentence, at, span }: QuotePlace,
  { cue, cueSentence, voice, rule }: Continued,
): Found => ({
  span,
  start: span.start,
  end: span.end,
  sentence,
  item: at,
  cue,
  cueSentence,
  voice,
  rule,
})

const isUpperCase = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at)
  return code >= 65 && code <= 90
}

/** Transcripts: `"SMITH: Good evening.` The label stays in the text, for it stands inside the marks. */
function labelOf(reading: Reading, span: QuotedSpan): Voice | undefined {
  if (!isUpperCase(reading.text, span.start) || !isUpperCase(reading.text, span.start + 1)) return undefined
  const label = /^[A-Z][A-Z'’.-]+(?: [A-Z][A-Z'’.-]+){0,2}(?=: )/.exec(
    reading.text.slice(span.start, span.start + 60),
  )?.[0]
  if (label === undefined) return undefined
  const person = reading.people.named(label.split(' ').at(-1) ?? '')
  return {
    name: person?.name ?? label,
    asWritten: label,
    person,
    kind: person === undefined ? 'unknown' : 'person',
  }
}

type Continued = Pick<Found, 'cue' | 'cueSentence' | 'voice' | 'rule'>

function continued(reading: Reading, { sentence, index, at }: QuotePlace): Continued {
  const { last, previous } = reading
  const none: Continued = { cue: undefined, cueSentence: sentence, voice: undefined, rule: 'none' }
  const isFloating = sentence.items.every(
    ({ tag }) => tag === 'quote' || tag === 'stop' || tag === 'dash' || tag === 'comma',
  )
  const isSameParagraph = last?.paragraph === sentence.paragraph
  if (!isFloating) {
    const subject = beforeColon(sentence, at) ?? sentence.clauses.mainSubject
    if (subject === undefined)
      return isSameParagraph && last !== undefined ? goesOn(last.said, 'same-paragraph') : none
    return { ...none, voice: toVoice(reading, sentence, subject, index), rule: 'subject' }
  }
  if (previous?.items.at(-1)?.tag === 'colon') {
    const cue = previous.cues.at(-1)
    const speaker = cue?.speaker ?? previous.clauses.mainSubject
    if (speaker !== undefined)
      return {
        cue,
        cueSentence: previous,
        voice: toVoice(reading, previous, speaker, index - 1),
        rule: 'colon',
      }
  }
  if (isSameParagraph && last !== undefined) return goesOn(last.said, 'same-paragraph')
  if (previous?.paragraph === sentence.paragraph) {
    const subject = previous.clauses.mainSubject
    if (subject !== undefined)
      return { ...none, voice: toVoice(reading, previous, subject, index - 1), rule: 'sentence-before' }
  }
  if (last !== undefined && sentence.paragraph - last.paragraph <= 2)
    return goesOn(last.said, 'paragraph-before')
  return none
}

const goesOn = ({ cue, cueSentence, voice }: Continued, rule: string): Continued => ({
  cue,
  cueSentence,
  voice,
  rule,
})

/** `The timing is no surprise to Jane Roe: "…"` */
function beforeColon(sentence: CuedSentence, at: number): NounPhrase | undefined {
  const isClause = sentence.clauses.subjects.size > 0
  const mention = isClause && sentence.items[at - 1]?.tag === 'colon' ? sentence.mentionAt[at - 2] : undefined
  if (mention?.kind !== 'person') return undefined
  return { first: mention.first, last: mention.last, mention, isPronoun: false }
}

const UTTERANCES = new Set(
  'answer response reply comment remark claim words message argument question retort verdict advice assertion view'.split(
    ' ',
  ),
)

/** "Smith's answer was …": the answer's owner speaks. */
function ownerOf(sentence: CuedSentence, phrase: NounPhrase): NounPhrase | undefined {
  if (!UTTERANCES.has(sentence.items[phrase.last]?.lower.replace(/s$/, '') ?? '')) return undefined
  for (let at = phrase.last - 1; at > phrase.first; at -= 1) {
    if (sentence.items[at]?.tag !== 'possessive') continue
    const mention = sentence.mentionAt[at - 1]
    return {
      first: phrase.first,
      last: at - 1,
      mention: mention?.last === at - 1 ? mention : undefined,
      isPronoun: false,
    }
  }
  return undefined
}

const INDEFINITE = new Set(['a', 'an', 'another', 'one', 'some', 'many', 'several'])

/** "a New Hampshire Republican": all capitals, yet nobody's name. */
function isDescription(sentence: CuedSentence, { first, mention }: NounPhrase): boolean {
  if (mention === undefined || mention.kind === 'person' || mention.first <= first) return false
  return (
    INDEFINITE.has(sentence.items[first]?.lower ?? '') ||
    PEOPLES.has(sentence.items[mention.last]?.lower ?? '')
  )
}

const LINKS = new Set(['of', 'for', 'from', 'at', 'on', 'in', 'with'])

/** "41 percent of respondents", "a document on the campaign's website": the whole description, up to the verb. */
function endOfDescription(sentence: CuedSentence, last: number): number {
  const cue = sentence.cues.find(({ first }) => first > last)
  const limit = (cue?.first ?? sentence.items.length) - 1
  let end = last
  for (let depth = 0; depth < 2; depth += 1) {
    const isLinked = LINKS.has(sentence.items[end + 1]?.lower ?? '') && end + 2 <= limit
    const next = isLinked ? phraseAfter(sentence, end + 2) : undefined
    if (next === undefined) return end
    end = Math.min(next.last, limit)
  }
  return end
}

const POSSESSIVES: ReadonlyMap<string, string> = new Map([
  ['his', 'he'],
  ['her', 'she'],
  ['their', 'they'],
])

export function toVoice(
  reading: Reading,
  sentence: CuedSentence,
  phrase: NounPhrase,
  index: number,
): Voice | undefined {
  const slice = (first: number, last: number): string =>
    reading.text.slice(sentence.items[first]?.start ?? 0, sentence.items[last]?.end ?? 0)
  const asWritten = slice(phrase.first, phrase.last)
  if (phrase.isPronoun) {
    const lower = asWritten.toLowerCase()
    const pronoun = POSSESSIVES.get(lower) ?? lower
    if ((pronoun === 'it' || pronoun === 'they') && reading.thing !== undefined)
      return { ...reading.thing, asWritten }
    const person = resolve(reading.memory, {
      pronoun,
      sentence: index,
      item: phrase.first,
    })
    return person === undefined ? undefined : { name: person.name, asWritten, person, kind: 'person' }
  }
  const owner = phrase.mention === undefined ? ownerOf(sentence, phrase) : undefined
  if (owner !== undefined) return toVoice(reading, sentence, owner, index)
  if (phrase.mention === undefined || isDescription(sentence, phrase)) {
    const name = slice(phrase.first, endOfDescription(sentence, phrase.last))
    return { name, asWritten: name, person: undefined, kind: 'unknown' }
  }
  const person = reading.people.find(phrase.mention)
  if (person !== undefined) return { name: person.name, asWritten, person, kind: 'person' }
  const name = slice(
    phrase.mention.kind === 'organization' ? phrase.mention.first : phrase.mention.nameFirst,
    phrase.mention.last,
  )
  const kind =
    phrase.mention.kind === 'organization' || phrase.mention.kind === 'place' ? 'organization' : 'unknown'
  return { name, asWritten, person: undefined, kind }
}
