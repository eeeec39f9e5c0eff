// Roles: what the article says a person is, from the words right before the name ("foreign ministry spokeswoman Hua
// Chunying") and from an apposition right after it ("Frank Cole, a vice president of Acme,"). The first place that says it holds.

import { ORGANIZATION_WORDS, PEOPLES } from './lexicon/proper-nouns.ts'
import { HONORIFICS, OFFICES, ROLES } from './lexicon/titles.ts'
import type { Mention, NamedSentence } from './names.ts'
import { phraseBefore } from './noun-phrases.ts'
import type { People, Person } from './people.ts'

interface Place {
  readonly text: string
  readonly sentence: NamedSentence
}

export function describePeople(text: string, sentences: readonly NamedSentence[], people: People): void {
  for (const sentence of sentences) {
    for (const mention of sentence.mentions) {
      const person = people.find(mention)
      if (person === undefined || mention.words.length < 2) continue
      if (person.title === null) describeBefore({ text, sentence }, mention, person)
      if (person.title === null || person.organization === null)
        describeAfter({ text, sentence }, mention, person)
    }
  }
}

const isRole = (lower: string): boolean => ROLES.has(lower) || OFFICES.has(lower.replace(/\.$/, ''))

const slice = ({ text, sentence }: Place, first: number, last: number): string =>
  text.slice(sentence.items[first]?.start ?? 0, sentence.items[last]?.end ?? 0)

function describeBefore(place: Place, mention: Mention, person: Person): void {
  const { sentence } = place
  const phrase = phraseBefore(sentence, mention.last)
  if (phrase === undefined || phrase.first >= mention.nameFirst) return
  const last = mention.nameFirst - 1
  const lastLower = sentence.items[last]?.lower ?? ''
  if (!isRole(lastLower) && !HONORIFICS.has(lastLower)) return
  if (COURTESY.has(lastLower)) return
  const start = startOfTitle(sentence, phrase.first, last)
  person.title = slice(place, start, last)
  person.organization ??= organizationWithin(place, phrase.first, last)
}

const COURTESY = new Set(['mr', 'mr.', 'mrs', 'mrs.', 'ms', 'ms.', 'miss'])

/** The title leaves out the article, a nationality and a possessor: those say whose, not what. */
function startOfTitle(sentence: NamedSentence, first: number, last: number): number {
  let start = first
  for (let index = first; index < last; index += 1) {
    const item = sentence.items[index]
    const isLead = item?.tag === 'determiner' && index === start
    if (isLead || (item !== undefined && PEOPLES.has(item.lower) && index === start)) start = index + 1
    if (item?.tag === 'possessive') start = index + 1
  }
  return start
}

const ORGANIZATION_NOUNS = new Set(
  'ministry department agency committee commission council university college institute company corporation group party campaign association union army police court house senate office bureau bank foundation center board team administration embassy government'.split(
    ' ',
  ),
)

/** "Chinese foreign ministry" in "Chinese foreign ministry spokeswoman". */
function organizationWithin(place: Place, first: number, last: number): string | null {
  const { items } = place.sentence
  for (let index = last - 1; index >= first; index -= 1) {
    const item = items[index]
    if (item === undefined) continue
    const isOrganization =
      ORGANIZATION_NOUNS.has(item.lower) || (item.tag === 'name' && ORGANIZATION_WORDS.has(item.lower))
    if (!isOrganization) continue
    const start = items[first]?.tag === 'determiner' ? first + 1 : first
    return start <= index ? slice(place, start, index) : null
  }
  return null
}

/** "X, a spokesman for the State Department,": a role noun within the first words after the comma. */
function describeAfter(place: Place, mention: Mention, person: Person): void {
  const { sentence } = place
  if (sentence.items[mention.last + 1]?.tag !== 'comma') return
  const first = mention.last + 2
  for (let index = first; index < first + 8; index += 1) {
    const item = sentence.items[index]
    if (
      item === undefined ||
      item.tag === 'comma' ||
      item.tag === 'stop' ||
      item.tag === 'auxiliary' ||
      item.tag === 'quote'
    )
      return
    if (item.lower === 'who' || item.tag === 'pronoun') return
    if (item.tag === 'name' || !isRole(item.lower) || isRole(sentence.items[index + 1]?.lower ?? '')) continue
    if (person.title === null)
      person.title = slice(place, startOfTitle(sentence, first, index), endOfTitle(sentence, index))
    person.organization ??= organizationAfter(place, index + 1)
    return
  }
}

/** "vice president of public affairs": the lower-case complement belongs to the title. */
function endOfTitle(sentence: NamedSentence, role: number): number {
  let last = role
  if (sentence.items[role + 1]?.lower !== 'of') return last
  for (let index = role + 2; index < role + 6; index += 1) {
    const tag = sentence.items[index]?.tag
    if (tag !== 'word' && !(tag === 'conjunction' && last > role)) break
    if (tag === 'word') last = index
  }
  return last
}

function organizationAfter(place: Place, from: number): string | null {
  const { sentence } = place
  const link = sentence.items[from]?.lower
  if (link !== 'for' && link !== 'of' && link !== 'at' && link !== 'with') return null
  const first = sentence.items[from + 1]?.tag === 'determiner' ? from + 2 : from + 1
  const mention = sentence.mentionAt[first]
  if (mention === undefined || mention.kind === 'person' || mention.kind === 'place') return null
  const joined =
    sentence.items[mention.last + 1]?.lower === 'of' ? sentence.mentionAt[mention.last + 2] : undefined
  return slice(place, mention.first, (joined ?? mention).last)
}
