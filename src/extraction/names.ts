// Names: runs of capitalised words in a sentence, cut into what is title and what is name, and judged person or not.
// "Former Indiana Gov. Mitch Daniels" is one mention: title "Former Indiana Gov.", name "Mitch Daniels".

import { STATES } from './lexicon/abbreviations.ts'
import { GIVEN_NAMES } from './lexicon/given-names.ts'
import { COMMON_CAPITALS, ORGANIZATION_WORDS, PEOPLES, PLACES } from './lexicon/proper-nouns.ts'
import { HONORIFICS, OFFICES, PARTICLES, ROLES, SUFFIXES } from './lexicon/titles.ts'
import { type Item, isCapital, type Sentence } from './sentences.ts'

export type NameKind = 'person' | 'organization' | 'place' | 'unknown'

export interface Mention {
  /** Item indexes: the whole run with its capitalised title, and where the name proper begins. Both ends inclusive. */
  readonly first: number
  readonly last: number
  readonly nameFirst: number
  readonly words: readonly string[]
  readonly kind: NameKind
  readonly gender: 'female' | 'male' | undefined
  readonly hasTitle: boolean
}

export interface NamedSentence extends Sentence {
  readonly mentions: readonly Mention[]
  /** The mention that covers an item, if any. */
  readonly mentionAt: readonly (Mention | undefined)[]
}

export function findNames(sentence: Sentence): NamedSentence {
  const mentions: Mention[] = []
  const mentionAt: (Mention | undefined)[] = []
  let index = 0
  while (index < sentence.items.length) {
    const last =
      isNameItem(sentence.items[index]) || isOwnerFirst(sentence.items, index)
        ? endOfRun(sentence.items, index)
        : -1
    if (last < 0) {
      index += 1
      continue
    }
    for (const mention of cutRun(sentence.items, index, last)) {
      mentions.push(mention)
      for (let at = mention.first; at <= mention.last; at += 1) mentionAt[at] = mention
    }
    index = last + 1
  }
  return { paragraph: sentence.paragraph, items: sentence.items, mentions, mentionAt }
}

const isNameItem = (item: Item | undefined): boolean =>
  item?.tag === 'name' && !COMMON_CAPITALS.has(item.lower)

/** A sentence may open with an owner ("People’s Daily said"), whose capital then says nothing by itself. */
const isOwnerFirst = (items: readonly Item[], index: number): boolean =>
  isCapital(items[index]?.text ?? '') && isOwnedName(items, index)

function endOfRun(items: readonly Item[], first: number): number {
  let last = first
  for (;;) {
    const next = items[last + 1]
    // "Kristen Day" is a name, "Labor Day" none.
    if (isNameItem(next) || (next?.tag === 'name' && GIVEN_NAMES.has(items[last]?.lower ?? ''))) last += 1
    else if (isLink(next) && isNameItem(items[last + 2])) last += 2
    else if (isSuffix(items, last)) last += 2
    else if (isOwnedName(items, last)) last += 2
    else if (isOfficeOf(items, last)) last += 2
    else return last
  }
}

const isLink = (item: Item | undefined): boolean =>
  item !== undefined && (PARTICLES.has(item.lower) || item.text === '&') && !isCapital(item.text)

const DEPARTMENTS = new Set(
  'state defense commerce labor energy education treasury staff interior agriculture transportation'.split(
    ' ',
  ),
)

/** "Secretary of State Jane Roe": the office runs on to the name. */
const isOfficeOf = (items: readonly Item[], last: number): boolean =>
  OFFICES.has(items[last]?.lower ?? '') &&
  items[last + 1]?.lower === 'of' &&
  DEPARTMENTS.has(items[last + 2]?.lower ?? '') &&
  isNameItem(items[last + 3])

/** Plural owners whose possessive belongs to a proper name: People’s Daily, Women’s March, Veterans’ Affairs. */
const OWNERS = new Set('people women children men veterans workers teachers farmers citizens'.split(' '))

const isOwnedName = (items: readonly Item[], last: number): boolean =>
  items[last + 1]?.tag === 'possessive' && isNameItem(items[last + 2]) && OWNERS.has(items[last]?.lower ?? '')

/** "Sammy Davis, Jr." */
const isSuffix = (items: readonly Item[], last: number): boolean =>
  items[last + 1]?.tag === 'comma' &&
  SUFFIXES.has(items[last + 2]?.lower ?? '') &&
  isCapital(items[last + 2]?.text ?? '')

const bare = (word: string): string => word.toLowerCase().replace(/\.$/, '')

const isTitleWord = (word: string): boolean => {
  const lower = word.toLowerCase()
  return (
    HONORIFICS.has(lower) ||
    OFFICES.has(bare(word)) ||
    ROLES.has(lower) ||
    lower === 'former' ||
    lower === 'then'
  )
}

const isNoPerson = (word: string): boolean => {
  const lower = word.toLowerCase()
  return STATES.has(lower) || ORGANIZATION_WORDS.has(lower) || PLACES.has(lower) || PEOPLES.has(lower)
}

/** Cuts one run: title words lead, the name follows; a run with an organisation's word at its end is none of a person. */
function cutRun(items: readonly Item[], first: number, last: number): Mention[] {
  const words = items.slice(first, last + 1).map((item) => item.text)
  const start = startOfName(words)
  const nameWords = words.slice(start)
  const hasHonorific = start > 0 && isTitleWord(words[start - 1] ?? '')
  const mention = {
    first,
    last,
    nameFirst: first + start,
    words: nameWords,
    kind: kindOf(nameWords, hasHonorific),
    gender: genderOf(words, start),
    hasTitle: hasHonorific,
  }
  return [mention]
}

function startOfName(words: readonly string[]): number {
  const last = words.length - 1
  let start = 0
  for (let index = 0; index < last; index += 1) {
    const word = words[index] ?? ''
    const isGiven = GIVEN_NAMES.has(word.toLowerCase())
    if (words[index - 1] === 'of' && DEPARTMENTS.has(word.toLowerCase())) start = index + 1
    else if (isTitleWord(word) && !(isGiven && index === start && !isTitleWord(words[index - 1] ?? 'x')))
      start = index + 1
    else if (isGiven && index > start && isForeign(words, start, index)) start = index
  }
  return start
}

/** What stands before a given name is no part of the name, unless it is a given name or an initial itself. */
function isForeign(words: readonly string[], start: number, index: number): boolean {
  const before = words.slice(start, index)
  return (
    before.every(isNoPerson) ||
    !before.some(
      (word) => GIVEN_NAMES.has(word.toLowerCase()) || word.length <= 2 || PARTICLES.has(word.toLowerCase()),
    )
  )
}

/** Words of organisations and places that are surnames as well, as in "Park Geun-hye". */
const SURNAMES_TOO = new Set(['park', 'hall', 'church', 'bridge', 'tower', 'white', 'brooks', 'west', 'lake'])

function kindOf(words: readonly string[], hasTitle: boolean): NameKind {
  const first = words[0]?.toLowerCase() ?? ''
  const last = words.at(-1)?.toLowerCase() ?? ''
  const isGiven = GIVEN_NAMES.has(first) && words.length > 1
  if (hasTitle && words.length <= 4 && !ORGANIZATION_WORDS.has(last)) return 'person'
  if (words[0]?.startsWith('@')) return 'organization'
  if (words.length > 4) return 'organization'
  if (SURNAMES_TOO.has(first) && words.length === 2 && !isNoPerson(words[1] ?? '')) return 'person'
  if (words.some((word) => ORGANIZATION_WORDS.has(word.toLowerCase()) || word === '&')) {
    return isGiven && !ORGANIZATION_WORDS.has(last)
      ? 'person'
      : isGiven && words.length === 2 && !isPlural(last)
        ? 'unknown'
        : 'organization'
  }
  if (PEOPLES.has(last) && !isGiven) return 'organization'
  if ((PLACES.has(last) || STATES.has(last)) && !isGiven) return 'place'
  if (isGiven) return 'person'
  if (words.some((word) => PLACES.has(word.toLowerCase()) || PEOPLES.has(word.toLowerCase())))
    return words.length === 1 ? 'place' : 'unknown'
  return words.length > 1 && words.every((word) => word !== word.toUpperCase() || word.endsWith('.'))
    ? 'person'
    : 'unknown'
}

const isPlural = (word: string): boolean => word.endsWith('s')

function genderOf(words: readonly string[], start: number): 'female' | 'male' | undefined {
  for (let index = 0; index < start; index += 1) {
    const lower = (words[index] ?? '').toLowerCase()
    const gender = HONORIFICS.get(lower) ?? ROLES.get(lower)
    if (gender !== undefined) return gender
  }
  return words.length - start > 1 ? GIVEN_NAMES.get((words[start] ?? '').toLowerCase()) : undefined
}
