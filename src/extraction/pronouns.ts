// Pronouns: whom "he", "she", "they" and "it" stand for. The text is read once from the start; whoever was named, spoke
// or was the subject lately is remembered, and the best candidate of fitting gender is taken.

import type { CuedSentence } from './cues.ts'
import type { Mention } from './names.ts'
import type { People, Person } from './people.ts'

export interface Candidate {
  readonly person: Person
  readonly sentence: number
  readonly item: number
  readonly weight: number
}

/** What the reader of the article still has in mind at one point of it. */
export interface Memory {
  readonly recent: Candidate[]
}

export const newMemory = (): Memory => ({ recent: [] })

/** More names than these nobody keeps in mind, and no pronoun reaches back further than so many sentences. */
const MOST_REMEMBERED = 16
const FURTHEST_BACK = 12

export function remember(memory: Memory, candidate: Candidate): void {
  memory.recent.push(candidate)
  if (memory.recent.length > MOST_REMEMBERED) memory.recent.shift()
}

/** Takes in the names of one sentence, in order; a sentence's first name outside a preposition is likely its subject. */
export function rememberSentence(
  memory: Memory,
  { sentence, index, people, upTo }: { sentence: CuedSentence; index: number; people: People; upTo: number },
): void {
  for (const mention of sentence.mentions) {
    if (mention.last >= upTo) return
    const person = people.find(mention)
    if (person !== undefined)
      remember(memory, { person, sentence: index, item: mention.first, weight: weightOf(sentence, mention) })
  }
}

function weightOf(sentence: CuedSentence, mention: Mention): number {
  const subject = sentence.clauses.mainSubject
  if (sentence.cues.some(({ speaker, strength }) => strength === 'speech' && speaker?.mention === mention))
    return 2.5
  const after = sentence.items[mention.last + 1]
  if (subject?.mention === mention) return 2
  if (after?.tag === 'possessive')
    return subject !== undefined && mention.first >= subject.first && mention.last <= subject.last ? 1.2 : 0.5
  const before = sentence.items[mention.first - 1]
  if (before?.tag === 'preposition' || before?.tag === 'to') return 0.7
  return 1
}

const UNKNOWN_GENDER = 0.85
const PROMINENCE = 0.03
const DECAY = 2

export interface PronounPlace {
  readonly pronoun: string
  readonly sentence: number
  readonly item: number
}

export function resolve(memory: Memory, { pronoun, sentence, item }: PronounPlace): Person | undefined {
  if (pronoun !== 'he' && pronoun !== 'she') return undefined
  const gender = pronoun === 'he' ? 'male' : 'female'
  const scores = new Map<Person, number>()
  for (const { person, sentence: at, item: place, weight } of memory.recent) {
    const distance = sentence - at
    if (distance === 0 && place >= item) continue
    if (distance > FURTHEST_BACK) continue
    if (person.gender !== undefined && person.gender !== gender) continue
    const known = person.gender === undefined ? UNKNOWN_GENDER : 1
    const prominence = 1 + PROMINENCE * Math.min(person.mentions, 10)
    const score = (weight * known * prominence) / (1 + DECAY * distance)
    scores.set(person, Math.max(scores.get(person) ?? 0, score))
  }
  let best: Person | undefined
  for (const [person, score] of scores)
    if (best === undefined || score > (scores.get(best) ?? 0)) best = person
  if (best !== undefined) best.gender ??= gender
  return best
}
