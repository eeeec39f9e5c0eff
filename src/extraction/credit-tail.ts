// Where in a caption its credit could begin: at closing brackets, at a label, behind a sentence, or at an agency
// that leads its maker ("REUTERS/…"). Only the last characters of a paragraph are searched.

import { readLabel } from './credit-label.ts'

export interface CreditTail {
  start: number
  /** What must vouch for the credit, since a caption runs into it. */
  form: 'bracketed' | 'labelled' | 'bare'
}

const tailLength = 260
/** More sentence ends or labels than this are no caption, and each costs a parse. */
const mostStarts = 12

const closingBracket = /[)\]]\.?(?: ?\/ ?[A-Z][A-Za-z]* OUT)?$/u
const sentenceEnd = /(?:[.!?…]["”’»)]?|["”»]|\n)\s{1,8}(?:[|–—]\s?)?(?=\S)/gu
const leadingAgency =
  /\s(?=(?:REUTERS|AP Photo|AFP PHOTO|AFP Photo|EPA|GETTY IMAGES|Getty Images|dpa)\s?\/)/gu
const labelStart = /(?<=^|[\s([])(?=[\p{Lu}©])/gu

/** Every place where a credit may begin, the likeliest first. */
export function findCreditTails(paragraph: string): CreditTail[] {
  const end = paragraph.trimEnd().length
  const offset = Math.max(0, end - tailLength)
  const tail = paragraph.slice(offset, end)
  const at = (form: CreditTail['form']) => (index: number) => ({ start: offset + index, form })
  return [
    ...labelStarts(tail).slice(-mostStarts).map(at('labelled')),
    ...bracketStarts(tail).map(at('bracketed')),
    ...[...tail.matchAll(sentenceEnd), ...tail.matchAll(leadingAgency)]
      .map((match) => match.index + match[0].length)
      .slice(-mostStarts)
      .map(at('bare')),
  ]
}

function bracketStarts(tail: string): number[] {
  const closing = closingBracket.exec(tail)
  if (closing === null) return []
  let depth = 0
  for (let index = closing.index; index >= 0; index -= 1) {
    const letter = tail[index]
    if (letter === ')' || letter === ']') depth += 1
    if (letter === '(' || letter === '[') depth -= 1
    if (depth === 0) return [index]
  }
  return []
}

/** A label that opens a bracket takes the bracket along. */
const labelStarts = (tail: string): number[] =>
  [...tail.matchAll(labelStart)]
    .map((match) => match.index)
    .filter((index) => readLabel(tail.slice(index)) !== undefined)
    .map((index) => (/[([]/u.test(tail[index - 1] ?? '') ? index - 1 : index))
