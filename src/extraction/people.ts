// People: the mentions of one article joined into persons. A surname alone, a given name alone and a surname-first name
// stand for the one person who bears it; of a family that shares a surname, a courtesy title or the nearest full name decides.

import type { CuedSentence } from './cues.ts'
import { GIVEN_NAMES } from './lexicon/given-names.ts'
import { SUFFIXES } from './lexicon/titles.ts'
import type { Mention } from './names.ts'

export interface Person {
  name: string
  words: readonly string[]
  gender: 'female' | 'male' | undefined
  title: string | null
  organization: string | null
  /** How often the article names this person in full. */
  fullMentions: number
  mentions: number
  lastFullAt: number
}

export interface People {
  readonly all: readonly Person[]
  find(mention: Mention): Person | undefined
  /** By surname, in any case: a transcript's labels are all capitals. */
  named(surname: string): Person | undefined
}

const isAscii = (word: string): boolean => {
  for (let at = 0; at < word.length; at += 1) if (word.charCodeAt(at) > 127) return false
  return true
}

/** A name without case and accents. */
const key = (word: string): string =>
  isAscii(word)
    ? word.toLowerCase()
    : word
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
        .toLowerCase()

const surnameOf = (words: readonly string[]): string => {
  const last = words.at(-1) ?? ''
  const isSuffix = SUFFIXES.has(last.toLowerCase()) && words.length > 1
  return key(isSuffix ? (words.at(words.at(-2) === ',' ? -3 : -2) ?? '') : last)
}

const nameOf = (words: readonly string[]): string => words.join(' ').replaceAll(' ,', ',')

/** A hostile text may hold any number of namesakes; more than this are not compared. */
const MOST_NAMESAKES = 12

const push = (index: Map<string, Person[]>, word: string, person: Person): void => {
  const list = index.get(word)
  if (list === undefined) index.set(word, [person])
  else if (list.length < MOST_NAMESAKES && !list.includes(person)) list.push(person)
}

export function joinPeople(sentences: readonly CuedSentence[]): People {
  const bySurname = new Map<string, Person[]>()
  const byGiven = new Map<string, Person[]>()
  const byMention = new Map<Mention, Person>()
  const all: Person[] = []
  let at = 0
  for (const { mentions } of sentences) {
    for (const mention of mentions) {
      at += 1
      if (mention.kind !== 'person' || mention.words.length < 2) continue
      const namesakes = bySurname.get(surnameOf(mention.words)) ?? []
      const known = namesakes.find((person) => isSamePerson(person.words, mention.words))
      if (known === undefined && namesakes.length >= MOST_NAMESAKES) continue
      const person = known ?? newPerson(mention)
      if (known === undefined) {
        all.push(person)
        push(bySurname, surnameOf(mention.words), person)
        push(byGiven, key(mention.words[0] ?? ''), person)
      }
      extend(person, mention, at)
      byMention.set(mention, person)
    }
  }
  resolveShortNames({ sentences, bySurname, byGiven, byMention, all })
  return {
    all,
    find: (mention) => byMention.get(mention),
    named: (surname) => bySurname.get(key(surname))?.[0],
  }
}

const newPerson = (mention: Mention): Person => ({
  name: nameOf(mention.words),
  words: mention.words,
  gender: mention.gender,
  title: null,
  organization: null,
  fullMentions: 0,
  mentions: 0,
  lastFullAt: 0,
})

function extend(person: Person, mention: Mention, at: number): void {
  person.fullMentions += 1
  person.mentions += 1
  person.lastFullAt = at
  person.gender ??= mention.gender
  if (mention.words.length > person.words.length) {
    person.words = mention.words
    person.name = nameOf(mention.words)
  }
}

/** Same surname, and given names that do not contradict: "John Q. Public" and "John Public". */
function isSamePerson(one: readonly string[], other: readonly string[]): boolean {
  const a = key(one[0] ?? '')
  const b = key(other[0] ?? '')
  const initial = (word: string): boolean => word.endsWith('.') && word.length === 2
  if (a === b) return true
  if (initial(a) || initial(b)) return a[0] === b[0]
  return a.startsWith(b.slice(0, 3)) && b.length >= 3 && !(GIVEN_NAMES.get(a) !== GIVEN_NAMES.get(b))
}

interface ShortNames {
  readonly sentences: readonly CuedSentence[]
  readonly bySurname: Map<string, Person[]>
  readonly byGiven: ReadonlyMap<string, Person[]>
  readonly byMention: Map<Mention, Person>
  readonly all: Person[]
}

function resolveShortNames({ sentences, bySurname, byGiven, byMention, all }: ShortNames): void {
  const nearest = new Map<string, Person>()
  for (const { mentions, cues } of sentences) {
    for (const mention of mentions) {
      const known = byMention.get(mention)
      if (known !== undefined) nearest.set(surnameOf(known.words), known)
      else if (mention.words.length === 1) {
        const word = key(mention.words[0] ?? '')
        const chosen = choose(bySurname.get(word) ?? byGiven.get(word) ?? [], mention, nearest.get(word))
        const speaks = cues.some(
          ({ speaker, strength }) => strength === 'speech' && speaker?.mention === mention,
        )
        const person = chosen ?? newShort(mention, speaks)
        if (person === undefined) continue
        if (chosen === undefined) {
          all.push(person)
          push(bySurname, word, person)
        }
        person.mentions += 1
        person.gender ??= mention.gender
        byMention.set(mention, person)
      }
    }
  }
}

/** "Mr. Kelly" and "Bob", whom the article never names in full; a lone capitalised word that speaks is likely one too. */
function newShort(mention: Mention, speaks: boolean): Person | undefined {
  const word = mention.words[0] ?? ''
  const isAcronym = word.length > 1 && word === word.toUpperCase()
  const isLikely = mention.kind === 'unknown' && !isAcronym && (speaks || GIVEN_NAMES.has(word.toLowerCase()))
  if (mention.kind !== 'person' && !isLikely) return undefined
  return { ...newPerson(mention), gender: mention.gender ?? GIVEN_NAMES.get(word.toLowerCase()) }
}

function choose(
  namesakes: readonly Person[],
  mention: Mention,
  nearest: Person | undefined,
): Person | undefined {
  const fitting =
    mention.gender === undefined
      ? namesakes
      : namesakes.filter((person) => person.gender === undefined || person.gender === mention.gender)
  if (fitting.length <= 1) return fitting[0]
  const most = fitting.reduce((best, person) => (person.mentions > best.mentions ? person : best))
  const isClose = nearest !== undefined && nearest.mentions * 3 > most.mentions * 2
  return nearest !== undefined && fitting.includes(nearest) && isClose ? nearest : most
}
