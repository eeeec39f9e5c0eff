// The line that names a story's authors: "By BERNARD CONDON, AP Business Writer", "Von Andrej Sokolow, dpa".
// The line is kept verbatim beside its parts, since a byline is a sentence and not a name. A line that opens
// like one and goes on like a sentence ("By Friday, the …", "Von den Kosten …") is refused.

import { findAgency } from './agencies.ts'
import { bylineFields, bylineOpenings, isJobTitle, isTitleWord } from './byline-words.ts'
import { classifyName, isPersonShaped } from './credit-names.ts'
import { isCalendarRemark } from './dateline-labels.ts'

export interface Author {
  name: string
  title: string | null
  organization: string | null
}

export interface Byline {
  /** Verbatim, without the blanks around it. */
  text: string
  authors: Author[]
}

const longestByline = 250
const mostParts = 12
const opening = new RegExp(
  `^(?:(?:${bylineOpenings.join('|')}):?|(?:${bylineFields.join('|')})\\s?:)\\s+`,
  'iu',
)
const address = /\s?[([<]?(?:(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,128}|@\w{1,30})[)\]>]?/gu
const appended = /\s[|•·]\s|[\s,;(-]{1,8}(?:updated|published|posted|aktualisiert|publié|actualizado)\b/iu
const wireMark = /\s{0,8}[=+<]$/u

/** Reads a line that is a byline from end to end. */
export function parseByline(line: string): Byline | undefined {
  const text = line.trim()
  if (text.length > longestByline) return undefined
  const opened = opening.exec(text)?.[0]
  if (opened === undefined) return undefined
  const names = text.slice(opened.length).replace(wireMark, '').replace(address, '')
  const authors = readAuthors(
    dropAppended(names)
      .replace(/,(?=\s(?:Jr|Sr)\b)/gu, '')
      .replace(/\s+/gu, ' ')
      .trim(),
  )
  return authors.length === 0 ? undefined : { text: text.replace(wireMark, ''), authors }
}

/** "… | The Herald" names the paper; "… | Updated 9:30" is the page's. */
function dropAppended(names: string): string {
  const tail = appended.exec(names)
  if (tail === null) return names
  const house = names.slice(tail.index).replace(/^[\s|•·]+/u, '')
  return isHouseName(house) ? `${names.slice(0, tail.index)}, ${house}` : names.slice(0, tail.index)
}

interface Reading {
  authors: Author[]
  /** How many of the last authors the next title or organization belongs to. */
  open: number
}

function readAuthors(names: string): Author[] {
  const reading: Reading = { authors: [], open: 0 }
  const parts = names
    .split(/\s?[,;/]\s?|\s?\(\s?|\s?\)\s?/u)
    .flatMap((part) => part.split(/\s(?:and|und|et|y|e|&|with|mit|avec|con)\s/u))
  if (parts.length > mostParts) return []
  for (const part of parts.map((text) => text.replace(/^(?:and|und|et|y|special to|for)\s/u, '').trim())) {
    if (part === '' || addPart(reading, part)) continue
    // One part that is neither a name, a title nor an organization makes the line a sentence.
    return []
  }
  return reading.authors
}

function addPart(reading: Reading, part: string): boolean {
  const { authors } = reading
  const { class: named } = classifyName(part)
  const isRunOn = authors.length === 0 && named === 'organization' && endsInAgency(part)
  if (isRunOn) return addAuthor(reading, part)
  if (authors.length === 0 && (named === 'agency' || (named === 'organization' && !isJobTitle(part)))) {
    authors.push({ name: part, title: null, organization: null })
    return isCapitalised(part)
  }
  if (authors.length > 0 && (isJobTitle(part) || isTitleWord(part))) return addTitle(reading, part)
  if (authors.length > 0 && (named === 'agency' || named === 'organization'))
    return setOpen(reading, { organization: part })
  return addAuthor(reading, part)
}

/** "AP Business Writer": the organization may lead its own title, or follow it: "editor of the Herald". */
function addTitle(reading: Reading, part: string): boolean {
  const words = part.split(' ')
  for (const count of [4, 3, 2, 1]) {
    const lead = words.slice(0, count).join(' ')
    const isHouse = count < words.length && !isTitleWord(lead) && isHouseName(lead)
    if (isHouse && isJobTitle(words.slice(count).join(' ')) && words.slice(count).every(isTitleWord))
      return setOpen(reading, { title: words.slice(count).join(' '), organization: lead })
  }
  const [title, organization] = part.split(/\s(?:of|at|for|der|von|de)\s(?=(?:the\s)?\p{Lu})/u)
  return setOpen(reading, { title: title ?? part, ...(organization === undefined ? {} : { organization }) })
}

function setOpen({ authors, open }: Reading, found: Partial<Author>): boolean {
  for (const author of authors.slice(authors.length - open)) {
    author.title ??= found.title ?? null
    author.organization ??= found.organization ?? null
  }
  return true
}

/** A name, with the title or organization that some houses put behind it without a comma, or where it was filed. */
function addAuthor(reading: Reading, part: string): boolean {
  const words = part.replace(/\s(?:in|aus|à|en|from)\s\p{Lu}[\p{L} .-]{1,40}$/u, '').split(' ')
  if (isCalendarRemark(words[0] ?? '') || words.length > 9) return false
  for (const count of [2, 3, 4, words.length]) {
    const name = words.slice(0, count).join(' ')
    const rest = words.slice(count).join(' ')
    if (!isPersonShaped(name) && !(words.length === 1 && isSingleName(name))) continue
    if (rest !== '' && !isJobTitle(rest) && findAgency(rest) === undefined) continue
    const complete = reading.authors.some((author) => author.title !== null || author.organization !== null)
    reading.authors.push({ name, title: null, organization: null })
    reading.open = complete ? 1 : reading.open + 1
    return rest === '' || addPart(reading, rest)
  }
  return false
}

/** "ANN POE Associated Press": some wires put no comma before the agency. */
const endsInAgency = (part: string): boolean =>
  [1, 2].some((count) => {
    const words = part.split(' ')
    return words.length > count + 1 && findAgency(words.slice(-count).join(' ')) !== undefined
  })

const isHouseName = (text: string): boolean => ['agency', 'organization'].includes(classifyName(text).class)
const isCapitalised = (text: string): boolean =>
  /^(?:the\s)?[\p{Lu}\p{N}]/iu.test(text) && !/\s\p{Ll}{4,}(?:\s|$)/u.test(text)

/** Single names are rare: a pen name in capitals or a signature of initials; never "Friday" or "Tuesday". */
const isSingleName = (word: string): boolean => /^\p{Lu}{2,}$/u.test(word) && findAgency(word) === undefined
