// Weighs whether a line that could be read as a credit is one. A label vouches for much, brackets for some, a
// known agency in a chain for the rest; a page title, a byline or a copyright notice has none of them.

import { isNameLike } from './credit-names.ts'
import type { ReadCredit } from './credit-parts.ts'
import { mostNames, type Segment } from './credit-segments.ts'

/** Whether what was read, with or without brackets around it, is a picture credit. */
export function isConvincingCredit(credit: ReadCredit, bracketed: boolean): boolean {
  const { segments } = credit
  if (segments.length > mostNames || !segments.every(isWellShaped)) return false
  if (segments.length === 0) return namesNobody(credit, bracketed)
  switch (credit.closing) {
    case 'colon':
      return !isSourceNote(credit) || segments.some(isPictureHouse)
    case 'by':
      return segments.every(startsLikeName) || segments.some(isAgency)
    case 'sign':
      return isPictureCopyright(credit)
    case 'bare':
      return (
        !/^crédit|^credit/iu.test(credit.label ?? '') &&
        (segments.some(isAgency) || (bracketed && segments.every(isNamed)))
      )
    case null:
      if (credit.license !== null && segments.some(isAgency)) return true
      return bracketed ? isBracketedCredit(segments) : isBareChain(segments)
  }
}

/** Whether a segment is written like a name; a sentence behind a label is no credit. */
const isWellShaped = (segment: Segment): boolean => isAgency(segment) || isNameLike(segment.name)

const isAgency = (segment: Segment): boolean => segment.class === 'agency'
const startsLikeName = ({ name, class: named }: Segment): boolean =>
  named === 'organization' || /^[\p{Lu}\p{Lo}\p{N}]/u.test(name)
const isPictureHouse = (segment: Segment): boolean => isAgency(segment) && segment.kind !== 'press'
const isNamed = (segment: Segment): boolean => segment.class !== 'unknown'

/** "Foto: privat", "(File)": nobody is named, but how the picture came about is. */
function namesNobody({ qualifiers, label, license }: ReadCredit, bracketed: boolean): boolean {
  if (label !== null) return qualifiers.length > 0 || license !== null
  return (
    bracketed &&
    qualifiers.some((qualifier) => ['file', 'handout', 'pool', 'courtesy', 'staff'].includes(qualifier))
  )
}

/** "Source: …" alone names where a text or a table comes from as often as a picture. */
const isSourceNote = ({ label }: ReadCredit): boolean => /^(?:source|quelle|fuente):?$/iu.test(label ?? '')

/** "© 2020 The Herald" is the page's own notice; a picture's has no year, or a maker and an agency. */
function isPictureCopyright({ label, segments }: ReadCredit): boolean {
  if (/copyright|[0-9]/iu.test(label ?? '')) return segments.length > 1 && segments.some(isPictureHouse)
  if (segments.some((segment) => /\s(?:19|20)\p{N}{2}$/u.test(segment.name))) return false
  return segments.every(isNamed) || segments.some(isAgency)
}

function isBracketedCredit(segments: readonly Segment[]): boolean {
  if (segments.some(isAgency)) return segments.every((segment) => isNamed(segment) || isOneWord(segment))
  if (segments.length === 1) return false
  const [first, ...others] = segments
  return (
    first?.class === 'person' &&
    others.length > 0 &&
    others.every((segment) => segment.class === 'organization')
  )
}

/** Without label and brackets: one picture agency, or a chain that holds one, or "maker/house" with both sure. */
function isBareChain(segments: readonly Segment[]): boolean {
  const [first, ...others] = segments
  if (first === undefined) return false
  if (others.length === 0) return first.kind === 'wire' || first.kind === 'picture'
  if (!segments.every((segment) => isNamed(segment) || isOneWord(segment))) return false
  if (segments.some(isPictureHouse)) return true
  const [house] = others
  if (first.class !== 'person' || house === undefined || others.length > 1) return false
  return isAgency(house) || (house.class === 'organization' && house.separator === 'chain')
}

const isOneWord = (segment: Segment): boolean => !segment.name.includes(' ')
