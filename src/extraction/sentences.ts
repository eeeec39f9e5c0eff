// Sentences: paragraphs cut into sentences in which every quotation is one item, so that what stands inside the marks
// cannot disturb the grammar around them. Each word gets its class from the closed lists; capitals make names.

import { NEVER_LAST } from './lexicon/abbreviations.ts'
import { CUE_FORMS } from './lexicon/cue-verbs.ts'
import { GIVEN_NAMES } from './lexicon/given-names.ts'
import { CLOSED_CLASS, NOT_ADVERBS, type Tag } from './lexicon/grammar.ts'
import { BASE_FORMS } from './lexicon/verbs.ts'
import type { QuotedSpan, TokenRange } from './marks.ts'
import type { Token } from './tokens.ts'

export interface Item {
  readonly tag: Tag
  readonly text: string
  readonly lower: string
  readonly start: number
  readonly end: number
  readonly span: QuotedSpan | undefined
}

export interface Sentence {
  readonly paragraph: number
  readonly items: readonly Item[]
}

export function splitParagraphs(tokens: readonly Token[]): TokenRange[] {
  const paragraphs: TokenRange[] = []
  let first = 0
  tokens.forEach((token, index) => {
    if (token.kind !== 'break') return
    if (index > first) paragraphs.push({ first, end: index })
    first = index + 1
  })
  if (tokens.length > first) paragraphs.push({ first, end: tokens.length })
  return paragraphs
}

/** How the whole article uses its words: what it writes in lower case, and what follows a given name in it. */
export interface WordUse {
  readonly common: ReadonlySet<string>
  readonly surnames: ReadonlySet<string>
}

interface ParagraphParts {
  readonly tokens: readonly Token[]
  readonly range: TokenRange
  readonly spans: readonly QuotedSpan[]
  readonly paragraph: number
  readonly words: WordUse
}

/** No real sentence is longer; a longer one is cut, which keeps every look inside a sentence bounded. */
const LONGEST_SENTENCE = 250

export function splitSentences({ tokens, range, spans, paragraph, words }: ParagraphParts): Sentence[] {
  const sentences: Sentence[] = []
  let items: Item[] = []
  let spanIndex = 0
  for (let index = range.first; index < range.end; index += 1) {
    const token = tokens[index]
    if (token === undefined) break
    const span = spans[spanIndex]
    if (span?.first === index) {
      items.push(toQuoteItem(token, tokens[span.last] ?? token, span))
      spanIndex += 1
      index = span.last
    } else {
      const isFirst = items.length === 0 || isOpener(items)
      const tag = tagOf({ token, before: items.at(-1), next: tokens[index + 1], isFirst, words })
      items.push(toItem(token, tag))
    }
    const nextSpan = spans[spanIndex]
    const isOver =
      items.length >= LONGEST_SENTENCE ||
      (canEnd(items) && endsHere({ tokens, index, range, items, nextSpan }))
    if (!isOver) continue
    sentences.push({ paragraph, items })
    items = []
  }
  if (items.length > 0) sentences.push({ paragraph, items })
  return sentences
}

/** Most items can end no sentence, and need no closer look. */
function canEnd(items: readonly Item[]): boolean {
  const last = items.at(-1)
  if (last === undefined) return false
  return last.tag === 'stop' || last.tag === 'quote' || last.tag === 'close' || last.text.endsWith('.')
}

const toQuoteItem = (first: Token, last: Token, span: QuotedSpan): Item => ({
  tag: 'quote',
  text: '',
  lower: '',
  start: first.start,
  end: last.end,
  span,
})

const isOpener = (items: readonly Item[]): boolean =>
  items.length === 1 && (items[0]?.tag === 'quote' || items[0]?.tag === 'dash' || items[0]?.tag === 'open')

const toItem = (token: Token, tag: Tag): Item => ({
  tag,
  text: token.text,
  lower: token.lower,
  start: token.start,
  end: token.end,
  span: undefined,
})

const PUNCTUATION: Readonly<Record<string, Tag>> = {
  ',': 'comma',
  ':': 'colon',
  '—': 'dash',
  '–': 'dash',
  '―': 'dash',
  '--': 'dash',
  '-': 'dash',
  '---': 'dash',
  '(': 'open',
  '[': 'open',
  ')': 'close',
  ']': 'close',
  '.': 'stop',
  '!': 'stop',
  '?': 'stop',
  ';': 'stop',
  '…': 'dash',
  '&': 'conjunction',
}

export function isCapital(text: string): boolean {
  const code = text.charCodeAt(0)
  if (code < 128) return code >= 64 && code <= 90 // "@" of a handle, and A to Z
  const char = text[0] ?? ''
  return char !== char.toLowerCase()
}

/** "he's", "that's", "there's", "what's": an apostrophe after these is a verb. */
const CONTRACTS: ReadonlySet<Tag> = new Set<Tag>(['pronoun', 'relative', 'adverb', 'subordinator'])

function tagOf({ token, before, next, isFirst, words }: TagContext): Tag {
  if (token.kind === 'punctuation')
    return PUNCTUATION[token.text] ?? (token.text.startsWith('..') ? 'dash' : 'comma')
  // "He's claiming": after a pronoun it is a verb.
  if (token.kind === 'possessive')
    return before !== undefined && CONTRACTS.has(before.tag) ? 'auxiliary' : 'possessive'
  if (token.kind === 'number') return token.kind
  if (token.kind !== 'word') return 'comma'
  const closed = CLOSED_CLASS.get(token.lower)
  const capital = isCapital(token.text)
  // "Will Smith": a given name that is a small word too.
  if (
    closed !== undefined &&
    capital &&
    GIVEN_NAMES.has(token.lower) &&
    next?.kind === 'word' &&
    isCapital(next.text)
  )
    return 'name'
  if (closed === 'time')
    return capital || token.lower.startsWith('to') || token.lower === 'yesterday' ? 'time' : 'word'
  if (closed !== undefined) return capital && !isFirst && isShouting(token) ? 'name' : closed
  if (capital && !(isFirst && isCommonFirst(token, next, words))) return 'name'
  return token.lower.endsWith('ly') && !NOT_ADVERBS.has(token.lower) ? 'adverb' : 'word'
}

/** "US" and "IT" are names, "It" is none. */
const isShouting = (token: Token): boolean => token.text.length > 1 && token.text === token.text.toUpperCase()

/** A sentence's first word has its capital by right: it is common if the article has it in lower case too. */
function isCommonFirst(token: Token, next: Token | undefined, words: WordUse): boolean {
  if (isShouting(token)) return false
  if (words.surnames.has(token.lower) && isAfterName(next)) return false
  const isNameNext = next?.kind === 'word' && isCapital(next.text)
  if (GIVEN_NAMES.has(token.lower) && (isNameNext || !words.common.has(token.lower))) return false
  if (
    words.common.has(token.lower) ||
    CUE_FORMS.has(token.lower) ||
    BASE_FORMS.has(token.lower) ||
    token.lower.endsWith('ly')
  )
    return true
  // "Appearing before supporters" and "Based on": no name, unless a verb of speech or another name follows.
  const isVerbal = token.lower.endsWith('ing') || token.lower.endsWith('ed')
  return isVerbal && next?.kind === 'word' && !isCapital(next.text) && !CUE_FORMS.has(next.lower)
}

/** "Small said", "Small, who …", "Small's": what may follow a surname that is a common word too. */
const isAfterName = (next: Token | undefined): boolean =>
  next !== undefined && (CUE_FORMS.has(next.lower) || next.text === ',' || next.kind === 'possessive')

interface TagContext {
  readonly token: Token
  readonly before: Item | undefined
  readonly next: Token | undefined
  readonly isFirst: boolean
  readonly words: WordUse
}

interface EndContext {
  readonly tokens: readonly Token[]
  readonly index: number
  readonly range: TokenRange
  readonly items: readonly Item[]
  readonly nextSpan: QuotedSpan | undefined
}

function endsHere({ tokens, index, range, items, nextSpan }: EndContext): boolean {
  const last = items.at(-1)
  const next = index + 1 < range.end ? tokens[index + 1] : undefined
  if (last === undefined || next === undefined) return false
  const startsNew =
    nextSpan?.first === index + 1 || isCapital(next.text) || next.kind === 'number' || next.kind === 'single'
  if (last.tag === 'close' && items.at(-2)?.tag === 'stop') return startsNew
  if (last.tag === 'stop')
    return (
      last.text !== ';' &&
      (startsNew || (next.kind === 'punctuation' && next.text !== ',' && next.text !== ')'))
    )
  if (last.tag === 'quote') return quoteEnds({ tokens, index, range, last, next, nextSpan, items })
  if (!last.text.endsWith('.') || last.tag === 'comma') return false
  return abbreviationEnds(last, next, nextSpan?.first === index + 1)
}

/** A dot that belongs to an abbreviation ends the sentence only before what can hardly go on. */
function abbreviationEnds(last: Item, next: Token, isQuoteNext: boolean): boolean {
  const word = last.lower.slice(0, -1)
  if (NEVER_LAST.has(word) || word.length === 1) return false
  if (isQuoteNext) return !word.includes('.') || word === 'p.m' || word === 'a.m' || word === 'u.s'
  if (!isCapital(next.text)) return false
  const closed = CLOSED_CLASS.get(next.lower)
  return closed !== undefined && closed !== 'time' && closed !== 'auxiliary'
}

interface QuoteEnd extends EndContext {
  readonly last: Item
  readonly next: Token
}

/** A full stop inside the closing mark ends the sentence; a question or exclamation may be followed by its cue. */
function quoteEnds({ tokens, index, range, last, next, nextSpan }: QuoteEnd): boolean {
  const sign = last.span?.finalSign.at(-1) ?? ''
  if (sign === '' || !'.!?…'.includes(sign)) return false
  if (nextSpan?.first === index + 1) return true
  return isCapital(next.text) && (sign === '.' || !hasCueSoon(tokens, index + 1, range))
}

/** "…?" Smith asked: a cue within the next few words, before anything that ends a clause. */
function hasCueSoon(tokens: readonly Token[], from: number, range: TokenRange): boolean {
  for (let index = from; index < Math.min(range.end, from + 12); index += 1) {
    const token = tokens[index]
    if (token === undefined || token.kind === 'mark') return false
    if (token.kind === 'punctuation' && ('.?!:'.includes(token.text) || token.text.startsWith('..')))
      return false
    if (CUE_FORMS.get(token.lower)?.strength === 'speech' && !isCapital(token.text))
      return isCueFinal(tokens, index, range)
  }
  return false
}

/** The cue must not itself introduce another quotation: `"No." He said: "Yes."` */
function isCueFinal(tokens: readonly Token[], cue: number, range: TokenRange): boolean {
  const next = cue + 1 < range.end ? tokens[cue + 1] : undefined
  const after = cue + 2 < range.end ? tokens[cue + 2] : undefined
  if (next === undefined) return true
  return (
    next.text !== ':' &&
    !(next.text === ',' && after?.kind === 'mark') &&
    next.lower !== 'that' &&
    next.kind !== 'mark'
  )
}
