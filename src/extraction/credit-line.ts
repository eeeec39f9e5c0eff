// Credit lines of pictures: who made one, for which agencies, and how it came about. The printed line and its
// parts always agree: a line is parsed into parts, parts are composed into a line that parses back.
// What reads like a sentence, a byline or a page's own copyright notice is refused.

import { isConvincingCredit } from './credit-evidence.ts'
import { parseExplicitRoles, writeExplicitRoles } from './credit-explicit.ts'
import { readLabel } from './credit-label.ts'
import { classifyName } from './credit-names.ts'
import { type CreditParts, readParts } from './credit-parts.ts'
import { type CreditQualifier, qualifierWords } from './credit-qualifiers.ts'
import { type CreditTail, findCreditTails } from './credit-tail.ts'

export interface CreditLine {
  /** Verbatim, with the brackets around it. */
  text: string
  /** "Photo by", "Foto:", "©". */
  label: string | null
  creators: string[]
  /** In the order printed, distributors ("via Getty Images") last. */
  organizations: string[]
  qualifiers: CreditQualifier[]
  license: string | null
  /** UTF-16 offsets in the text that was given; the end is exclusive. */
  start: number
  end: number
}

const longestCredit = 300
/** A composed line that spells out roles may name many. */
const longestExplicit = 10_000

/** Reads a line that is a credit from end to end. */
export function parseCreditLine(line: string): CreditLine | undefined {
  const start = line.length - line.trimStart().length
  const text = line.trim()
  const longest = /\b(?:Creator|Organization): /u.test(text.slice(0, 40)) ? longestExplicit : longestCredit
  if (text === '' || text.length > longest) return undefined
  const parts = readCredit(text)
  return parts === undefined ? undefined : { text, ...parts, start, end: start + text.length }
}

/** Divides a paragraph into the caption and the credit that closes it; the caption is null when nothing else is there. */
export function splitCaption(paragraph: string): { caption: string | null; credit: CreditLine } | undefined {
  const whole = parseCreditLine(paragraph)
  if (whole !== undefined) return { caption: null, credit: whole }
  const found = findCreditTails(paragraph).flatMap((tail) => {
    const credit = parseCreditLine(paragraph.slice(tail.start))
    return credit !== undefined && isFormOf(credit, tail)
      ? [{ ...credit, start: credit.start + tail.start, end: credit.end + tail.start }]
      : []
  })
  // "Photo: Ann Poe/AFP (Symbolbild)": the closing bracket is a credit too, but a poorer one.
  const credit = found.find(namesSomebody) ?? found[0]
  return credit && { caption: paragraph.slice(0, credit.start).trim() || null, credit }
}

const namesSomebody = ({ creators, organizations }: CreditLine): boolean =>
  creators.length + organizations.length > 0

/** Behind a sentence only a maker's or an agency's name may begin: "Sept. 3, 2020. REUTERS/…" has two sentence ends. */
const isFormOf = ({ text, label, creators }: CreditLine, { form }: CreditTail): boolean => {
  if (form === 'labelled') return label !== null
  return form === 'bracketed' || (creators.length > 0 && /^\p{L}/u.test(text))
}

interface ComposedParts {
  label?: string | null
  creators: readonly string[]
  organizations: readonly string[]
  qualifiers?: readonly CreditQualifier[]
}

/**
 * Writes the credit line for its parts, so that parsing it gives the same makers, organizations and qualifiers:
 * "Photo by Ann Poe/AFP, File" where names speak for themselves, with the roles spelled out where they would not.
 * A label is kept where the line still parses with it. Blanks in names are unified.
 */
export function composeCreditLine(parts: ComposedParts): string {
  const wanted = {
    creators: parts.creators.map(unifyBlanks).filter((name) => name !== ''),
    organizations: parts.organizations.map(unifyBlanks).filter((name) => name !== ''),
    qualifiers: [...new Set(parts.qualifiers ?? [])],
  }
  if (wanted.creators.length + wanted.organizations.length + wanted.qualifiers.length === 0) return ''
  const label = parts.label?.trim() ?? ''
  const lines = [label, 'Photo by', 'Photo:'].map((introduction) => writeNaturally(introduction, wanted))
  const bare = writeNaturally('', wanted)
  const explicit = writeExplicitRoles(wanted)
  const candidates = [
    ...lines.slice(label === '' ? 1 : 0),
    bare,
    ...(label === '' ? [] : [`${label} ${explicit}`]),
  ]
  return candidates.find((line) => says(line, wanted)) ?? `Photo: ${explicit}`
}

const unifyBlanks = (name: string): string => name.replace(/\s+/gu, ' ').trim()

type Wanted = Pick<CreditParts, 'creators' | 'organizations' | 'qualifiers'>

function writeNaturally(label: string, { creators, organizations, qualifiers }: Wanted): string {
  const makers = creators.length < 2 ? creators : [creators.slice(0, -1).join(', '), creators.at(-1)]
  const chain = [makers.join(' and '), ...organizations].filter((name) => name !== '').join('/')
  const implied = readLabel(label)?.qualifiers ?? []
  const spoken = qualifiers
    .filter((qualifier) => !implied.includes(qualifier))
    .map((word) => qualifierWords[word])
  return [`${label} ${chain}`.trim(), ...spoken].filter((part) => part !== '').join(', ')
}

function says(line: string, wanted: Wanted): boolean {
  const credit = parseCreditLine(line)
  if (credit === undefined) return false
  const same = (one: readonly string[], other: readonly string[]) => one.join('\n') === other.join('\n')
  return (
    same(credit.creators, wanted.creators) &&
    same(credit.organizations, wanted.organizations) &&
    same([...credit.qualifiers].sort(), [...wanted.qualifiers].sort())
  )
}

/** Four words in lower case running are a sentence; most prose is refused here, before anything is cut. */
const runOfWords = /(?:\s\p{Ll}[\p{L}’'-]*){4}/u

function readCredit(text: string): CreditParts | undefined {
  const bracketed = /^[([]/u.test(text)
  const bare = (bracketed ? text.slice(1).replace(/[)\]]\.?$/u, '') : text).replace(
    /\p{Default_Ignorable_Code_Point}/gu,
    '',
  )
  const label = readLabel(bare)
  const explicit = parseExplicitRoles(bare.slice(label?.length ?? 0))
  if (explicit !== undefined) return { ...explicit, label: label?.text ?? null, license: null }
  if (runOfWords.test(text)) return undefined
  const { closing, segments, ...parts } = readParts(leadWithMaker(bare.trim(), bracketed))
  return isConvincingCredit({ ...parts, closing, segments }, bracketed) ? parts : undefined
}

const ownPhoto = /^(\p{Lu}[^/:|]{1,40}?)(?<![.!?]) (?:photo|image|picture)s? by (?=\p{Lu})/iu
const speakingHouse = /^([^/:|]{2,30}):\s+/u

/** "U.S. Navy photo by Ann Poe" and "(ABC News: Ann Poe)" name the house first, without the usual slash. */
function leadWithMaker(text: string, bracketed: boolean): string {
  const [own = '', house = ''] = ownPhoto.exec(text) ?? []
  if (house !== '' && ['agency', 'organization'].includes(classifyName(house).class))
    return `${text.slice(own.length)}/${house}`
  const [spoken = '', speaker = ''] = bracketed ? (speakingHouse.exec(text) ?? []) : []
  const isHouse = spoken !== '' && readLabel(text) === undefined && classifyName(speaker).class === 'agency'
  return isHouse ? `${speaker}/${text.slice(spoken.length)}` : text
}
