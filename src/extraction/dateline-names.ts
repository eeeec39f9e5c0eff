// What a place or an agency in a dateline looks like, judged by its shape: capitals, particles, and the words
// and letters that news services call themselves by. The tables of real names stand beside.

import { findAgency } from './agencies.ts'
import { isItemLabel } from './dateline-labels.ts'
import { isKnownCity, isKnownRegion, isPlaceWord } from './dateline-places.ts'

const particles = new Set(
  'a a. al am an and au aux bei ben d d. da das de del den der des di do dos du e el en et i im in la las le les lez los near o ob of off on sobre sous sur the und upon v vor y zu'.split(
    ' ',
  ),
)
const placeWordForm = /^[\p{Lu}\p{Lt}\p{Lo}][\p{L}\p{M}'’.-]*$/u
const longestPlace = 80
const opensByline = /^(?:By|BY|Von|Par|Por)\s/u

/** Whether a text could name a place: a few capitalised words with their particles, in segments by comma or slash. */
export function isPlaceShaped(text: string): boolean {
  if (text.length === 0 || text.length > longestPlace || opensByline.test(text)) return false
  const segments = text.split(/[,/]/u).map((segment) => segment.trim())
  return segments.length <= 5 && segments.every(isNameShaped)
}

function isNameShaped(segment: string): boolean {
  const words = segment.replace(/\s?\(([^()]*)\)$/u, ' $1').split(/\s+/u)
  if (words.length > 6 || !placeWordForm.test(words[0] ?? '')) return false
  return words.every((word) => placeWordForm.test(word) || particles.has(word))
}

const firstSegment = (place: string): string => place.split(/[,/(]/u)[0]?.trim() ?? ''

/** Whether the town stands in capitals, as in American and British copy ("McALLEN" too). */
export function isInCapitals(place: string): boolean {
  const letters = [...firstSegment(place)].filter((letter) => /\p{L}/u.test(letter))
  const capitals = letters.filter((letter) => /\p{Lu}/u.test(letter))
  return letters.length >= 2 && capitals.length >= letters.length * 0.75
}

/** Whether the tables know the place, or it is followed by a state or country they know. */
export function isKnownPlace(place: string): boolean {
  return (
    isKnownCity(place) || place.split('/').some((part) => isKnownCity(firstSegment(part))) || hasRegion(place)
  )
}

export function hasRegion(place: string): boolean {
  const bracketed = /\(([^()]*)\)$/u.exec(place)?.[1]
  if (bracketed !== undefined) return isKnownRegion(bracketed)
  return place
    .split('/')
    .some((part) => isKnownRegion(part.slice(part.indexOf(',') + 1)) && part.includes(','))
}

/** Whether an unknown name in capitals may still be a town: short, and no announcement such as "EXCLUSIVE". */
export function mayBeTown(place: string): boolean {
  const words = place.split(/\s+/u)
  const isLabelled = words.some((word) => isItemLabel(word) && !isPlaceWord(word))
  if (
    isLabelled ||
    isItemLabel(words.at(-1) ?? '') ||
    words.some((word) => !/^[\p{L}\p{M}'’.-]+$/u.test(word))
  )
    return false
  if (words.length === 1) return place.length >= 4 && /[AEIOUYÀ-ÖØ-Ý]/u.test(place) && !/['’.]/u.test(place)
  return words.length <= 3 && (isPlaceWord(words[0] ?? '') || isPlaceWord(words.at(-1) ?? ''))
}

const serviceWord =
  /(?:agen[ct]|dienst|journal|media|nachricht|news|notici|press?e?\b|prensa|radio|tribun|wire|zeitung|\.[a-z]{2,3}$)/iu
const callSign = /^[KW][A-Z]{2,3}(?:-TV)?$/u
const serviceOfKnown = /^(?:afp|apa|dapd|dpa|efe|epd|kna|sda|sid)[-/\p{L}]{0,8}$/iu

/** Whether a bracket after a place surely names a news service. */
export function isNewsService(text: string): boolean {
  if (text.length > 40) return false
  if (callSign.test(text) || serviceOfKnown.test(text) || serviceWord.test(text)) return true
  return text.split(/[/,]/u).some((part) => isWireOrPress(part.trim()))
}

const isWireOrPress = (name: string): boolean => {
  const kind = findAgency(name)?.kind
  return kind === 'wire' || kind === 'press'
}

/** Whether a bracket has the shape of a name at all: one token, or a few capitalised ones. */
export function isServiceShaped(text: string): boolean {
  const words = text.split(/\s+/u)
  if (text.length > 40 || words.length > 4 || !/^[\p{L}\p{N}]/u.test(text)) return false
  if (words.length === 1) return /^[\p{L}\p{N}.&/-]+$/u.test(text) && /\p{L}/u.test(text)
  return words.every((word) => /^[\p{Lu}\p{N}][\p{L}\p{N}.&/-]*$/u.test(word))
}

/** "Body Condition Score (BCS)": the bracket abbreviates what stands before it. */
export function abbreviates(short: string, long: string): boolean {
  const initials = long
    .split(/[\s-]+/u)
    .map((word) => word[0] ?? '')
    .join('')
  return initials.length > 1 && initials.toLowerCase().startsWith(short.toLowerCase())
}
