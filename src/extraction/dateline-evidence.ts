// Weighs what could be a dateline: the less an agency or a date vouches for it, the more its place and the
// body behind it must. Headings, result lists, tickers and "Name (country) - …" entries do not pass.

import { findAgency } from './agencies.ts'
import type { CalendarDate } from './dateline-date.ts'
import { isCalendarRemark } from './dateline-labels.ts'
import {
  abbreviates,
  hasRegion,
  isInCapitals,
  isKnownPlace,
  isNewsService,
  isPlaceShaped,
  isServiceShaped,
  mayBeTown,
} from './dateline-names.ts'
import { isKnownCity } from './dateline-places.ts'

/** The parts read at the start of a paragraph, before they are believed. */
export interface DatelineHead {
  place: string | null
  date: CalendarDate | null
  agency: string | null
  /** UTF-16 length of the parts with their separator. */
  length: number
  /** Whether a dash (or what stands for one) closes them. */
  separated: boolean
}

/** Whether the parts, before this body, are a dateline. */
export function isConvincing(head: DatelineHead, body: string): boolean {
  const { place, date, agency } = head
  if (place !== null && !isPlaceShaped(place)) return false
  if (!head.separated && !closesItself(head, body)) return false
  if (agency !== null) return hasConvincingAgency(head, agency, body)
  if (place === null) return date?.timed === true
  if (date !== null) return (isInCapitals(place) || isKnownPlace(place)) && (body === '' || opensStory(body))
  return isConvincingPlace(place, body)
}

/** Some agencies write no dash: "New Delhi, Oct 31 (PTI) The ...", "Hannover (epd). Die ...". */
function closesItself({ place, date, agency }: DatelineHead, body: string): boolean {
  if (agency === null) return false
  if (date !== null) return true
  return place !== null && isKnownPlace(place) && findAgency(agency)?.kind === 'wire' && /^\p{Lu}/u.test(body)
}

function hasConvincingAgency({ place, date }: DatelineHead, agency: string, body: string): boolean {
  if (isCalendarRemark(agency) || !isServiceShaped(agency)) return false
  const isKnown = isNewsService(agency)
  const opens = body === '' || (isKnown ? storyStart.test(body) : opensStory(body))
  if (!opens && date === null && !(place !== null && isInCapitals(place))) return false
  if (place === null) return isKnown || (date !== null && opensStory(body))
  if (abbreviates(agency, place) && !isKnownPlace(place)) return false
  if (isKnown || date !== null || isKnownPlace(place)) return true
  // "TESLA (TSLA) -" is a ticker; a paper or station writes itself in mixed case.
  return isInCapitals(place) && mayBeTown(place) && /\p{Ll}/u.test(agency)
}

function isConvincingPlace(place: string, body: string): boolean {
  const capitals = isInCapitals(place)
  if (hasRegion(place))
    return capitals ? body === '' || opensStory(body) : isShortPlace(place) && opensStory(body)
  if (isKnownCity(place)) return (capitals && body === '') || opensStory(body)
  const opensPlainly = opensStory(body) && /^[\p{L}\p{N}]/u.test(body) && body.length >= 30
  return capitals && mayBeTown(place) && opensPlainly && !abbreviates(place, body)
}

/** Two names and a country in brackets are as often a person: "Ann Poe (Australia) - Former captain ...". */
function isShortPlace(place: string): boolean {
  const town = place.split(/[,(]/u)[0]?.trim() ?? ''
  return isKnownCity(town) || !town.includes(' ') || place.includes(',')
}

const storyStart = /^[\p{Lu}\p{Lo}\p{N}"'“‘«„»¿¡$€£(]/u

/** Whether a text reads like the first words of a story rather than a heading, a result or a list. */
function opensStory(body: string): boolean {
  if (!storyStart.test(body)) return false
  const words = body.split(/\s+/u).slice(0, 12)
  const plain = words.filter((word) => /^\p{Ll}[\p{L}'’]+[,.]?$/u.test(word))
  return words.length >= 4 && plain.length >= 2
}
