// The dateline that opens agency copy: place, date, agency and the dash before the story. Shapes as real wires
// write them, in English, German, French and Spanish; see test/extraction/dateline.test.ts for the list.
// What could as well be a headline, a label or a person before a dash is refused: a missed dateline stays
// readable text, a false one eats the story's first words.

import { findAgency } from './agencies.ts'
import { parseDate } from './dateline-date.ts'
import { type DatelineHead, isConvincing } from './dateline-evidence.ts'
import { isKnownRegion } from './dateline-places.ts'

export interface Dateline {
  /** Verbatim, with its separator: "Oct. 31 (UPI) —". */
  text: string
  place: string | null
  month: number | null
  day: number | null
  /** Only a year that is written. */
  year: number | null
  agency: string | null
  /** UTF-16 offset in the paragraph where the body begins. */
  end: number
}

/** No real dateline is longer; a fixed window keeps the time independent of the paragraph. */
const windowLength = 200

/** The dateline at the start of a paragraph, if there is one. */
export function parseDateline(paragraph: string): Dateline | undefined {
  const lead = /^\s{0,40}/u.exec(paragraph)?.[0].length ?? 0
  const window = paragraph.slice(lead, lead + windowLength)
  const head = [readDateField, readAgencyFirst, readBracketed, readPlain]
    .map((read) => read(window))
    .find((found) => found !== undefined && isConvincing(found, window.slice(found.length).trimStart()))
  if (head === undefined) return undefined
  const after = /^\s*/u.exec(window.slice(head.length))?.[0].length ?? 0
  return {
    text: window.slice(0, head.length).trimEnd(),
    place: head.place,
    month: head.date?.month ?? null,
    day: head.date?.day ?? null,
    year: head.date?.year ?? null,
    agency: head.agency,
    end: lead + head.length + after,
  }
}

const dateField = /^\p{N}{1,2}\.\p{N}{1,2}\.\p{N}{4} \p{N}{1,2}:\p{N}{2}:\p{N}{2} \p{Lu}{3,4}\s*$/u

/** A paragraph that is a date with seconds and zone: the dateline field of older formats, no page's time stamp. */
function readDateField(window: string): DatelineHead | undefined {
  const date = dateField.test(window) ? parseDate(window.trim()) : undefined
  if (date === undefined || !date.timed) return undefined
  return { place: null, date, agency: null, length: window.length, separated: true }
}

/** "(ANSA) - ROMA, 12 MAR - ": the agency leads. */
function readAgencyFirst(window: string): DatelineHead | undefined {
  const bracket = findBracket(window, 0)
  if (bracket?.start !== 0 || findAgency(bracket.inside)?.kind !== 'wire') return undefined
  const dash = matchSeparator(window, bracket.end)
  if (dash === undefined) return undefined
  const rest = window.slice(dash).trimStart()
  const offset = window.length - rest.length
  const placed = readPlain(rest)
  if (placed?.date && placed.place && isConvincing(placed, ''))
    return { ...placed, agency: bracket.inside, length: offset + placed.length }
  return { place: null, date: null, agency: bracket.inside, length: dash, separated: true }
}

/** "PARIS, Aug 31 (Reuters) -", "Rostow (Russland) -", "LONDON, Feb. 1, 2017 /PRNewswire/ --". */
function readBracketed(window: string): DatelineHead | undefined {
  const first = findBracket(window, 0)
  if (first === undefined) return undefined
  const before = window.slice(0, first.start)
  if (!isKnownRegion(first.inside))
    return closeHead(window, { before, region: '', inside: first.inside, end: first.end })
  const second = findBracket(window, first.end)
  const agency = window.slice(first.end, second?.start).trim() === '' ? second : undefined
  const region = ` (${first.inside})`
  return closeHead(window, { before, region, inside: agency?.inside ?? null, end: agency?.end ?? first.end })
}

interface RawHead {
  before: string
  region: string
  inside: string | null
  end: number
}

function closeHead(window: string, raw: RawHead): DatelineHead | undefined {
  const split = splitHead(raw.before.replace(/[\s,–—_-]{1,8}$/u, ''))
  const bracketDate = raw.inside === null ? undefined : parseDate(raw.inside)
  const dash = matchSeparator(window, raw.end)
  return {
    place: split.place === null ? null : split.place + raw.region,
    date: bracketDate ?? split.date,
    agency: bracketDate === undefined ? (raw.inside ?? split.agency) : split.agency,
    length: dash ?? raw.end + (window[raw.end] === '.' ? 1 : 0),
    separated: dash !== undefined,
  }
}

/** "WASHINGTON —", "SYDNEY March 22 AAP -": no brackets before the dash. */
function readPlain(window: string): DatelineHead | undefined {
  const dash = plainDash.exec(window)
  if (dash === null) return undefined
  const split = splitHead(window.slice(0, dash.index).trim())
  return { ...split, length: dash.index + dash[0].length, separated: true }
}

/** A dash between blanks, or an em dash or a double hyphen without them. */
const plainDash = /(?:\s[-\u2010-\u2015_]{1,3}(?=\s|$)|\s?[\u2014\u2015]|\s?--(?=\S))/u

function matchSeparator(window: string, from: number): number | undefined {
  const separator = /^(?:\s?\.?\s?[-\u2010-\u2015_]{1,3}|\s?:(?=\s))/u.exec(window.slice(from, from + 8))
  return separator === null ? undefined : from + separator[0].length
}

interface Bracket {
  start: number
  end: number
  inside: string
}

function findBracket(window: string, from: number): Bracket | undefined {
  const found = /\(([^()]{1,60})\)|\[([^[\]]{1,60})\]|(?<=\s)\/([^/]{1,60})\//u.exec(window.slice(from))
  if (found === null) return undefined
  const start = from + found.index
  return { start, end: start + found[0].length, inside: (found[1] ?? found[2] ?? found[3] ?? '').trim() }
}

/** Takes the date, and an agency written without brackets behind it, off the end of the place. */
function splitHead(head: string): Pick<DatelineHead, 'place' | 'date' | 'agency'> {
  const words = head.split(/\s+/u).filter((word) => word !== '')
  for (const agencyWords of [0, 1, 2]) {
    const agency = words.slice(words.length - agencyWords).join(' ')
    if (agencyWords > 0 && findAgency(agency)?.kind !== 'wire') continue
    for (const dateWords of [5, 4, 3, 2]) {
      const start = words.length - agencyWords - dateWords
      const date = start < 0 ? undefined : parseDate(words.slice(start, start + dateWords).join(' '))
      if (date === undefined) continue
      const place = words.slice(0, start).join(' ').replace(/,$/u, '')
      return { place: place === '' ? null : place, date, agency: agencyWords > 0 ? agency : null }
    }
  }
  return { place: words.length === 0 ? null : words.join(' ').replace(/,$/u, ''), date: null, agency: null }
}
