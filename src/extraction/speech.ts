// Speech: which quotations are words that someone said. Marks also set off titles ("Meet the Press"), names, slogans on a
// sign and words the writer keeps at arm's length; these are left out. What reports the words decides, then their form.

import type { Item } from './sentences.ts'
import { isCapital } from './sentences.ts'
import type { Found } from './speakers.ts'

/** Looking at more of a quotation than this changes no answer and would cost time. */
const LONGEST_LOOK = 240

export function isSpeech(text: string, found: Found): boolean {
  if (found.span === undefined) return true
  if (found.end <= found.start || isAttributeValue(text, found)) return false
  const words = text
    .slice(found.start, Math.min(found.end, found.start + LONGEST_LOOK))
    .trim()
    .split(/\s+/)
  if (words[0] === '') return false
  if (isTitle(words) && !isReportedBeside(found)) return false
  if (words.length > 5) return true
  if (words.length < 3) return isShortSpeech(found)
  return !isModifier(found)
}

/** `author="…"` in markup that was pasted with the text. */
const isAttributeValue = (text: string, found: Found): boolean => text[found.start - 2] === '='

/** Rules that found a cue right beside the quotation. */
const BESIDE = new Set([
  'cue-after',
  'cue-after-inverted',
  'cue-before',
  'colon',
  'same-paragraph',
  'paragraph-before',
])

function isReportedBeside(found: Found): boolean {
  // "called him “Little Marco”": a name that is given is what was said.
  if (found.cue?.strength === 'naming' && found.rule !== 'cue-later') return true
  if (!BESIDE.has(found.rule) || found.cue?.strength === 'loose') return false
  const before = found.sentence.items[found.item - 1]
  return before === undefined || !NAMERS.has(before.tag)
}

/** `on CBS's "…"`, `the "…"`: a title's place. */
const NAMERS: ReadonlySet<string> = new Set(['possessive', 'preposition', 'determiner', 'name'])

const SMALL = new Set('a an and as at but by for from in is of on or the to with vs. via'.split(' '))

/** Two or more words, all with a capital but the small ones, and no sentence's end of their own. */
function isTitle(words: readonly string[]): boolean {
  if (words.length < 2 || words.length > 12 || /[!?]$/.test(words.at(-1) ?? '')) return false
  const big = words.filter((word) => !SMALL.has(word))
  return big.length >= 2 && big.every((word) => isCapital(word) || /^\d/.test(word) || word === '&')
}

/** One or two words are speech only where a verb of speech or of naming hands them over. */
function isShortSpeech(found: Found): boolean {
  if (found.cue === undefined || found.cue.strength === 'loose') return false
  return found.rule !== 'cue-later' || !isModifier(found)
}

const NOUN_LIKE: ReadonlySet<string> = new Set(['word', 'name'])

/** `the "right to try" law`: the quotation stands like an adjective, and nobody reports it. */
function isModifier(found: Found): boolean {
  const before = found.sentence.items[found.item - 1]
  const after = found.sentence.items[found.item + 1]
  const isReported = found.cue !== undefined && found.cue.strength !== 'loose' && found.rule !== 'cue-later'
  return !isReported && isLead(before) && after !== undefined && NOUN_LIKE.has(after.tag)
}

const isLead = (item: Item | undefined): boolean =>
  item !== undefined &&
  (item.tag === 'determiner' ||
    item.tag === 'possessive' ||
    item.tag === 'word' ||
    item.tag === 'preposition')
