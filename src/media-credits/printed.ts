// The agreement between a printed credit line and its parts, whichever of them is given.

import { composeCreditLine, parseCreditLine } from '../extraction/credit-line.ts'
import type { CreditQualifier } from '../extraction/credit-qualifiers.ts'
import { foldName } from '../text/names.ts'

/** A credit line and what it says. */
export interface Printed {
  creditLine: string | null
  label: string | null
  creators: string[]
  organizations: string[]
  qualifiers: CreditQualifier[]
  license: string | null
}

export type GivenPrinted = { [K in keyof Printed]?: Printed[K] | null | undefined }

export const nothingPrinted: Printed = {
  creditLine: null,
  label: null,
  creators: [],
  organizations: [],
  qualifiers: [],
  license: null,
}

/**
 * The line and its parts after a change. A new line is read afresh, parts that are given win over those that are read,
 * and parts that change without a line compose one. A line that is no credit stays as it is, without parts.
 */
export function agree(current: Printed, given: GivenPrinted): Printed {
  const { creditLine } = given
  const isNewLine = creditLine !== undefined && creditLine !== current.creditLine
  const base = isNewLine ? readLine(creditLine, current) : current
  // Beside a line, lists that are all empty are what a form sends for "not filled in".
  const isLineAlone = typeof creditLine === 'string' && !namesAnything(given)
  const merged = override(base, isLineAlone ? { label: given.label, license: given.license } : given)
  if (typeof creditLine === 'string' || haveSameParts(merged, base)) return merged
  return compose(merged)
}

const pick = <T>(given: T | undefined, current: T): T => (given === undefined ? current : given)

const namesAnything = ({ creators, organizations, qualifiers }: GivenPrinted): boolean =>
  [creators, organizations, qualifiers].some((list) => list !== undefined && list !== null && list.length > 0)

function readLine(creditLine: string | null, current: Printed): Printed {
  const read = creditLine === null ? undefined : parseCreditLine(creditLine)
  const formerLicense = current.creditLine === null ? null : parseCreditLine(current.creditLine)?.license
  // A licence that was read from the former line goes with it; one that was given stays.
  const license = read?.license ?? (current.license === formerLicense ? null : current.license)
  if (read === undefined) return { ...nothingPrinted, creditLine, license }
  const { label, creators, organizations, qualifiers } = read
  return { creditLine, label, creators, organizations, qualifiers, license }
}

function override(base: Printed, given: GivenPrinted): Printed {
  const creators = given.creators === undefined ? undefined : names(given.creators)
  const organizations = given.organizations === undefined ? undefined : names(given.organizations)
  return {
    creditLine: base.creditLine,
    label: pick(given.label, base.label),
    // Who is given as one thing is not also the other, whatever the line was taken for.
    creators: creators ?? without(base.creators, organizations),
    organizations: organizations ?? without(base.organizations, creators),
    qualifiers: given.qualifiers === undefined ? base.qualifiers : (given.qualifiers ?? []),
    license: pick(given.license, base.license),
  }
}

const names = (list: string[] | null): string[] =>
  (list ?? []).map((name) => name.replace(/\s+/gu, ' ').trim())

function without(list: string[], others: string[] | undefined): string[] {
  const taken = new Set((others ?? []).map(foldName))
  return list.filter((name) => !taken.has(foldName(name)))
}

const haveSameParts = (one: Printed, other: Printed): boolean =>
  one.label === other.label &&
  isSameList(one.creators, other.creators) &&
  isSameList(one.organizations, other.organizations) &&
  isSameList(one.qualifiers, other.qualifiers)

const isSameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((item, i) => item === other[i])

/** The line for these parts; its label is the one that it is printed with. */
function compose(parts: Printed): Printed {
  const creditLine = composeCreditLine(parts)
  if (creditLine === '') return { ...parts, creditLine: null, label: null }
  const read = parseCreditLine(creditLine)
  return { ...parts, creditLine, label: read === undefined ? parts.label : read.label }
}
