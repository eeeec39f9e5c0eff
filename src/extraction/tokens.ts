// Tokens: the smallest pieces of a text that the later steps reason about, each with its place.
// One pass over the UTF-16 code units, no regular expression, so that the time is linear whatever comes in.
// It does not normalise: `text.slice(token.start, token.end)` is always `token.text`.

import { ABBREVIATIONS } from './lexicon/abbreviations.ts'

export type TokenKind =
  | 'word'
  | 'number'
  | 'possessive' // the 's or ’ after a noun
  | 'mark' // a double quotation mark, a guillemet or a corner bracket
  | 'single' // a single quotation mark that is no apostrophe
  | 'punctuation'
  | 'break' // the end of a paragraph

export interface Token {
  readonly kind: TokenKind
  readonly text: string
  readonly lower: string
  readonly start: number
  readonly end: number
}

type CharClass = 'space' | 'line' | 'letter' | 'digit' | 'apostrophe' | 'mark' | 'single' | 'other'

const MARKS = '"“”„‟«»「」『』'

const ASCII: readonly CharClass[] = Array.from({ length: 128 }, (_, code) => asciiClass(code))

function asciiClass(code: number): CharClass {
  const char = String.fromCharCode(code)
  if (char === '\n' || char === '\r') return 'line'
  if (code <= 32) return 'space'
  if (char === '"') return 'mark'
  if (char === "'") return 'apostrophe'
  if (char >= '0' && char <= '9') return 'digit'
  const isLetter =
    (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z') || char === '@' || char === '_'
  return isLetter ? 'letter' : 'other'
}

function wideClass(code: number): CharClass {
  if (code === 0xa0 || (code >= 0x2000 && code <= 0x200b) || code === 0x202f || code === 0x3000)
    return 'space'
  if (code === 0x2028 || code === 0x2029) return 'line'
  if (code === 0x2019) return 'apostrophe'
  if (code === 0x2018 || code === 0x201a || code === 0x201b) return 'single'
  if (MARKS.includes(String.fromCharCode(code))) return 'mark'
  const isSymbol = code < 0xc0 || (code >= 0x2010 && code <= 0x2bff) || (code >= 0x3001 && code <= 0x303f)
  return isSymbol ? 'other' : 'letter'
}

const classAt = (text: string, at: number): CharClass => {
  const code = text.charCodeAt(at)
  return at >= text.length ? 'space' : (ASCII[code] ?? wideClass(code))
}

/** Cuts a text into tokens; white space is left out, a paragraph's end is a token of its own. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let isSingleOpen = false
  let at = 0
  while (at < text.length) {
    const kind = classAt(text, at)
    if (kind === 'space') {
      at += 1
      continue
    }
    const end = endOfToken(text, at, kind)
    const tokenKind = kindOf(text, { at, end, kind }, isSingleOpen)
    if (tokenKind === 'single') isSingleOpen = !isSingleOpen
    if (tokenKind === 'break') isSingleOpen = false
    // Every blank line is one break, however many line ends it has.
    if (tokenKind !== undefined) tokens.push(toToken(text, { start: at, end, kind: tokenKind }))
    at = end
  }
  return tokens
}

function toToken(text: string, { start, end, kind }: { start: number; end: number; kind: TokenKind }): Token {
  const word = text.slice(start, end)
  return { kind, text: word, lower: kind === 'word' ? word.toLowerCase() : word, start, end }
}

function endOfToken(text: string, at: number, kind: CharClass): number {
  if (kind === 'letter' || kind === 'digit') return endOfWord(text, at)
  if (kind === 'line') return endOfBreak(text, at)
  if (kind === 'apostrophe' && isPossessive(text, at)) return at + 1 + lengthOfClitic(text, at + 1)
  const char = text[at]
  if (char === '-' || char === '.') {
    let end = at + 1
    while (text[end] === char) end += 1
    return end
  }
  return at + 1
}

/** Letters and digits with the hyphens, apostrophes and abbreviation dots that belong to them. */
function endOfWord(text: string, start: number): number {
  let end = start + 1
  for (;;) {
    const kind = classAt(text, end)
    if (kind === 'letter' || kind === 'digit') {
      end += 1
      continue
    }
    if (!joinsWord(text, start, end)) break
    end += 1
  }
  return text[end] === '.' && keepsDot(text, start, end) ? end + 1 : end
}

function joinsWord(text: string, start: number, at: number): boolean {
  const next = classAt(text, at + 1)
  if (next !== 'letter' && next !== 'digit') return false
  const char = text[at]
  if (char === '-' || char === '‑') return true
  // A letter that was decoded wrongly on its way: the word stays one word.
  if (char !== undefined && char >= '¡' && char <= '¿' && char !== '»' && next === 'letter')
    return classAt(text, at - 1) === 'letter'
  if (char === '.' || char === ',') {
    const isDigit = classAt(text, at - 1) === 'digit' && next === 'digit'
    // Single letters with dots between them: U.S., a.m., D.C.
    return (
      isDigit ||
      (char === '.' && classAt(text, at - 1) === 'letter' && (at - start === 1 || !isWordPart(text, at - 2)))
    )
  }
  const isApostrophe = char === "'" || char === '’' || char === '‘'
  return isApostrophe && next === 'letter' && classAt(text, at - 1) === 'letter' && !isPossessive(text, at)
}

const isWordPart = (text: string, at: number): boolean => {
  const kind = classAt(text, at)
  return kind === 'letter' || kind === 'digit'
}

function keepsDot(text: string, start: number, end: number): boolean {
  const length = end - start
  if (length === 1) return classAt(text, start) === 'letter' && isUpper(text, start)
  if (text[end - 2] === '.') return true
  return length <= 10 && isAbbreviation(text.slice(start, end))
}

/** "Gov.", and the state in "D-Md." */
function isAbbreviation(word: string): boolean {
  const part = word.slice(word.lastIndexOf('-') + 1)
  if (part.length > 6) return false
  const first = part[0] ?? ''
  return (
    (first !== first.toLowerCase() || part === 'vs' || part === 'etc') &&
    ABBREVIATIONS.has(part.toLowerCase())
  )
}

const isUpper = (text: string, at: number): boolean => {
  const char = text[at] ?? ''
  return char !== char.toLowerCase()
}

const isLetterS = (text: string, at: number): boolean => text[at] === 's' || text[at] === 'S'

/** What is cut off after an apostrophe: the 's of a noun, and the verb of "we've", "they're", "I'm", "he'd", "she'll". */
function lengthOfClitic(text: string, at: number): number {
  if (isLetterS(text, at)) return 1
  const isLong = CLITICS.has(text.slice(at, at + 2).toLowerCase())
  if (isLong) return 2
  const char = text[at]
  return char === 'm' || char === 'd' ? 1 : 0
}

const CLITICS = new Set(['ve', 're', 'll'])

function isPossessive(text: string, at: number): boolean {
  if (
    at === 0 ||
    (classAt(text, at - 1) !== 'letter' && classAt(text, at - 1) !== 'digit' && text[at - 1] !== '.')
  )
    return false
  const isOutside = (index: number): boolean => {
    const kind = classAt(text, index)
    return kind !== 'letter' && kind !== 'digit'
  }
  const length = lengthOfClitic(text, at + 1)
  if (length > 0 && isOutside(at + 1 + length)) return true
  // "Jones’ campaign": whether it closes a single quotation instead is decided by what was opened before.
  return isLetterS(text, at - 1) && classAt(text, at + 1) === 'space' && classAt(text, at + 2) === 'letter'
}

function kindOf(
  text: string,
  { at, end, kind }: { at: number; end: number; kind: CharClass },
  isSingleOpen: boolean,
): TokenKind | undefined {
  if (kind === 'letter') return 'word'
  if (kind === 'digit') return 'number'
  if (kind === 'mark') return 'mark'
  if (kind === 'single') return 'single'
  if (kind === 'line') return isParagraphEnd(text, at, end) ? 'break' : undefined
  if (kind !== 'apostrophe') return 'punctuation'
  if (end - at >= 2) return 'possessive'
  return isPossessive(text, at) && !isSingleOpen ? 'possessive' : 'single'
}

function endOfBreak(text: string, start: number): number {
  let end = start + 1
  for (;;) {
    const kind = classAt(text, end)
    if (end >= text.length || (kind !== 'line' && kind !== 'space')) return end
    end += 1
  }
}

/** Two line ends of one kind: a carriage return before a line feed is the same line's end. */
function hasBlankLine(text: string, from: number, to: number): boolean {
  let feeds = 0
  let returns = 0
  for (let at = from; at < to; at += 1) {
    if (text[at] === '\n') feeds += 1
    if (text[at] === '\r') returns += 1
  }
  return feeds > 1 || returns > 1
}

/**
 * One line end alone may be the hard wrap of a mail or a wire: then the line before ends in mid-sentence and the next
 * one goes on in lower case.
 */
function isParagraphEnd(text: string, at: number, end: number): boolean {
  if (hasBlankLine(text, at, Math.min(end, at + 64))) return true
  const before = text[at - 1] ?? ''
  const after = text[end] ?? ''
  const goesOn = after !== after.toUpperCase()
  return !(goesOn && !'.!?”"'.includes(before))
}
