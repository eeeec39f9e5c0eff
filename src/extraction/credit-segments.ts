// Cuts a credit line where its names part: slashes, bars, commas, dashes, brackets, and the words that lead to
// a distributor ("via", "on", "for"). Each segment remembers what stood before it.

import { type ClassifiedName, classifyName } from './credit-names.ts'
import { type CreditQualifier, findQualifier, isSilentSegment } from './credit-qualifiers.ts'
import { isKnownCity } from './dateline-places.ts'

/** What stood before a segment: `agent` words lead to an organization whatever its name looks like. */
export type Separator = 'start' | 'chain' | 'list' | 'agent'

export interface Segment extends ClassifiedName {
  separator: Separator
}

export interface Segments {
  names: Segment[]
  qualifiers: CreditQualifier[]
  /** A code that is a qualifier only beside an organization. */
  code?: string
}

const cutting =
  /\s?[/|•·]+\s?|\s?[—―]\s?|\s[–-]\s|[,;]\s|[,;]$|\s?[()[\]]\s?|\s(?:via|VIA|Via|on|for|from|auf|pour|para|through)\s|\s(?:Source|Quelle):\s/gu
const agentWord = /^(?:via|on|for|from|auf|pour|para|through)$/iu
const leadingAgent = /^(?:via|courtesy of|courtesy|for|special to)\s+/iu
const leadingAnd = /^(?:and|und|et|y|&)\s+/iu
const between = /\s(?:and|und|et|&|y)\s/iu
const standingRemark = /\s(?:TPX )?IMAGES OF THE DAY$/u
const agencyOwn =
  /^(\S.{0,40}?)\s(file photo|file|pool photo|pool|handout photo|handout|staff photo|staff)$/iu
const dotBeforeAgency = /\.\s(?=\p{Lu}[\p{L} ]{1,30}$)/u

/** No picture has more makers and houses than this; what goes on is a list of something else. */
export const mostNames = 8

/** Cuts a text that is a credit line without its label and licence. */
export function cutSegments(line: string): Segments {
  const text = line.replace(/\s+/gu, ' ').replace(standingRemark, '')
  const result: Segments = { names: [], qualifiers: [] }
  let separator: Separator = 'start'
  let from = 0
  for (const match of [...text.matchAll(cutting), undefined]) {
    const written = text.slice(from, match?.index).trim()
    const named = addSegment(result, written, separator)
    if (match === undefined || result.names.length > mostNames) break
    const mark = match[0].trim()
    // "via" holds until a name follows it, over brackets and slashes.
    if (agentWord.test(mark)) separator = 'agent'
    else if (separator !== 'agent' || named) separator = mark === ',' || mark === ';' ? 'list' : 'chain'
    from = match.index + match[0].length
  }
  return settleStaff(result)
}

/** "STF" is the agencies' code for staff, but alone behind a maker it is that maker's house. */
function settleStaff({ names, qualifiers, code }: Segments): Segments {
  const hasHouse = names.some((name) => name.class === 'agency' || name.class === 'organization')
  if (code === undefined || hasHouse || names.length === 0) return { names, qualifiers }
  const house: Segment = { name: code, class: 'organization', kind: null, separator: 'chain' }
  return { names: [...names, house], qualifiers: qualifiers.filter((qualifier) => qualifier !== 'staff') }
}

/** Files one segment; says whether it named anybody. */
function addSegment(result: Segments, written: string, separator: Separator): boolean {
  const agent = leadingAgent.exec(written)?.[0] ?? ''
  const and = leadingAnd.exec(written.slice(agent.length))?.[0] ?? ''
  const text = takeOwnQualifier(result, written.slice(agent.length + and.length).trim())
  if (/courtesy/iu.test(agent)) addQualifier(result, 'courtesy')
  if (text === '' || isSilentSegment(text)) return false
  const qualifier = findQualifier(text)
  if (qualifier !== undefined) {
    addQualifier(result, qualifier)
    if (text === 'STF') result.code = text
    return false
  }
  const kind = agent !== '' ? 'agent' : and !== '' && result.names.length > 0 ? 'list' : separator
  const house = result.names.at(-1)
  if (separator === 'list' && house !== undefined && belongsTo(house, text)) {
    house.name += `, ${text}`
    return true
  }
  for (const [index, part] of splitPair(text).entries())
    result.names.push({ ...classifyName(part), separator: index === 0 ? kind : 'list' })
  return true
}

const legalForm = /^(?:inc|llc|ltd|gmbh|ag|co|corp|plc|s\.a)\.?$/iu

/** "Harwick Museum, Dresden" and "Harwick Media, Inc." are one name each. */
const belongsTo = (house: Segment, text: string): boolean =>
  house.class === 'organization' || house.class === 'agency'
    ? legalForm.test(text) || (house.class === 'organization' && isKnownCity(text))
    : false

/** "AP file photo": the agency's name and how the picture came about in one segment. */
function takeOwnQualifier(result: Segments, text: string): string {
  const [, name = '', words = ''] = agencyOwn.exec(text) ?? []
  const qualifier = findQualifier(words)
  if (qualifier === undefined || classifyName(name).class !== 'agency') return dropPhotoWord(text)
  addQualifier(result, qualifier)
  return name
}

/** "Harwick Press Service photo" names the service. */
const dropPhotoWord = (text: string): string =>
  text.endsWith(' photo') && text.split(' ').length > 2 ? text.slice(0, -' photo'.length) : text

function addQualifier(result: Segments, qualifier: CreditQualifier): void {
  if (!result.qualifiers.includes(qualifier)) result.qualifiers.push(qualifier)
}

/** "Ann Poe and Bea Roe" are two, "Smith and Sons" are one; "Ann Poe. AFP" is a name and its agency. */
function splitPair(text: string): string[] {
  const dot = dotBeforeAgency.exec(text)
  if (dot !== null && classifyName(text.slice(dot.index + 1).trim()).class === 'agency')
    return [...splitPair(text.slice(0, dot.index).trim()), text.slice(dot.index + 1).trim()]
  const pair = between.exec(text)
  if (pair === null) return [text]
  const parts = [text.slice(0, pair.index).trim(), text.slice(pair.index + pair[0].length).trim()]
  return parts.every((part) => classifyName(part).class === 'person') ? parts : [text]
}
