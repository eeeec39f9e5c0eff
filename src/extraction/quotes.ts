// Quotations: the one entry to this library's speech part. It runs the steps in their order and turns what they found
// into plain results. Pure: text in, findings out, nothing kept.

import { NO_CLAUSES, readClauses } from './clauses.ts'
import { confidenceOf } from './confidence.ts'
import type { CuedSentence } from './cues.ts'
import { findCues } from './cues.ts'
import { GIVEN_NAMES } from './lexicon/given-names.ts'
import type { Tag } from './lexicon/grammar.ts'
import { pairMarks } from './marks.ts'
import { findNames } from './names.ts'
import { joinPeople } from './people.ts'
import { describePeople } from './roles.ts'
import { type Sentence, splitParagraphs, splitSentences, type WordUse } from './sentences.ts'
import { type Found, findSpeakers, type Voice } from './speakers.ts'
import { isSpeech } from './speech.ts'
import { type Token, tokenize } from './tokens.ts'
import { findVia } from './via.ts'

export interface Speaker {
  name: string
  asWritten: string
  title: string | null
  organization: string | null
  kind: 'person' | 'organization' | 'unknown'
}

export interface Via {
  name: string
  text: string
}

export interface ExtractedQuote {
  kind: 'direct' | 'mixed' | 'indirect'
  /** Exactly `text.slice(start, end)`: what is inside the marks. */
  text: string
  start: number
  end: number
  speaker: Speaker | null
  cue: string | null
  via: Via | null
  confidence: number
  rule: string
}

export interface QuoteContext {
  /** Headline and captions: names and titles may be introduced there, but no quotations are reported from them. */
  before?: readonly string[]
}

/** Who said what, through whom, and where in the text; in the order of the text. Linear in its length. */
export function extractQuotes(text: string, context: QuoteContext = {}): ExtractedQuote[] {
  // What stands before the body is read with it, so that names are known, and its findings are left out.
  const before = (context.before ?? []).map((part) => `${part}\n\n`).join('')
  const whole = before + text
  const sentences = cutSentences(whole)
  const people = joinPeople(sentences)
  describePeople(whole, sentences, people)
  return findSpeakers(whole, sentences, people)
    .filter((found) => found.start >= before.length && isSpeech(whole, found))
    .map((found) => toQuote(whole, found, before.length))
}

function cutSentences(text: string): CuedSentence[] {
  const tokens = tokenize(text)
  const paragraphs = splitParagraphs(tokens)
  const spans = pairMarks(text, tokens, paragraphs)
  const words = wordUse(tokens)
  const sentences: CuedSentence[] = []
  paragraphs.forEach((range, paragraph) => {
    const cut = splitSentences({ tokens, range, spans: spans[paragraph] ?? [], paragraph, words })
    for (const sentence of cut) sentences.push(readSentence(sentence))
  })
  return sentences
}

const WORDS: ReadonlySet<Tag> = new Set<Tag>(['word', 'name', 'auxiliary', 'pronoun', 'determiner', 'number'])

/** A sentence of marks alone, often a whole paragraph of speech, has nothing to read around them. */
function readSentence(sentence: Sentence): CuedSentence {
  const { paragraph, items } = sentence
  if (!items.some(({ tag }) => WORDS.has(tag)))
    return { paragraph, items, mentions: [], mentionAt: [], clauses: NO_CLAUSES, cues: [] }
  const named = findNames(sentence)
  const { mentions, mentionAt } = named
  const clauses = readClauses(named)
  return { paragraph, items, mentions, mentionAt, clauses, cues: findCues(named, clauses) }
}

function wordUse(tokens: readonly Token[]): WordUse {
  const common = new Set<string>()
  const surnames = new Set<string>()
  tokens.forEach((token, index) => {
    if (token.kind !== 'word') return
    if (token.text === token.lower) common.add(token.lower)
    else if (GIVEN_NAMES.has(tokens[index - 1]?.lower ?? '')) surnames.add(token.lower)
  })
  return { common, surnames }
}

function toQuote(text: string, found: Found, offset: number): ExtractedQuote {
  const via = findVia(text, found.cueSentence, found.cue)
  const first = found.cueSentence.items[found.cue?.first ?? -1]
  const last = found.cueSentence.items[found.cue?.last ?? -1]
  return {
    kind: found.span === undefined ? 'indirect' : isFull(text, found) ? 'direct' : 'mixed',
    text: text.slice(found.start, found.end),
    start: found.start - offset,
    end: found.end - offset,
    speaker: found.voice === undefined ? null : toSpeaker(found.voice),
    cue: first === undefined || last === undefined ? null : text.slice(first.start, last.end),
    via: via === undefined ? null : { name: via.name, text: via.text },
    confidence: confidenceOf(found, wordCount(text, found) < 3),
    rule: found.rule,
  }
}

/** Counts no further than needed. */
const wordCount = (text: string, { start, end }: Found): number =>
  text
    .slice(start, Math.min(end, start + 80))
    .trim()
    .split(/\s+/).length

const toSpeaker = (voice: Voice): Speaker => ({
  name: voice.name,
  asWritten: voice.asWritten,
  title: voice.person?.title ?? null,
  organization: voice.person?.organization ?? null,
  kind: voice.kind,
})

/** A quotation is full speech when it opens its sentence or follows a comma or colon; else it is part of a report. */
function isFull(text: string, found: Found): boolean {
  const before = found.sentence.items[found.item - 1]
  const startsHigh = /^\W*[A-Z0-9]/.test(text.slice(found.start, found.start + 8))
  if (before === undefined) return startsHigh
  return startsHigh && (before.tag === 'comma' || before.tag === 'colon' || before.tag === 'stop')
}
