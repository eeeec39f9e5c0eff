// From a credit line to its makers and organizations. The order of a chain decides what the names alone do not:
// "maker/agency/distributor" in most houses, "AGENCY/maker" at some, and a lone word after a label is a house.

import { type CreditLabel, readLabel } from './credit-label.ts'
import { takeLicense } from './credit-license.ts'
import { isAcronym } from './credit-names.ts'
import type { CreditQualifier } from './credit-qualifiers.ts'
import { cutSegments, type Segment } from './credit-segments.ts'

export interface CreditParts {
  label: string | null
  creators: string[]
  organizations: string[]
  qualifiers: CreditQualifier[]
  license: string | null
}

export interface ReadCredit extends CreditParts {
  closing: CreditLabel['closing'] | null
  segments: Segment[]
}

/** Reads a text taken to be a credit line, without brackets around it; whether it is one is weighed elsewhere. */
export function readParts(text: string): ReadCredit {
  const label = readLabels(text)
  const unlabelled = text.slice(label?.length ?? 0).replace(/^[–—:|-]\s+/u, '')
  const licensed = takeLicense(unlabelled)
  const { names: segments, qualifiers } = cutSegments(
    (licensed?.rest ?? unlabelled).replace(/(?<![\p{Lu}rR])\.$/u, ''),
  )
  return {
    ...assign(segments, label),
    label: label?.text ?? null,
    qualifiers: [...new Set([...(label?.qualifiers ?? []), ...qualifiers])],
    license: licensed?.license ?? null,
    closing: label?.closing ?? null,
    segments,
  }
}

/** Pages put their own label before the agency's: "Foto: Foto: Ann Poe/dpa", "Credit: Photo by Ann Poe/AP". */
function readLabels(text: string): CreditLabel | undefined {
  const first = readLabel(text)
  const second = first && readLabel(text.slice(first.length))
  if (first === undefined || second === undefined || second.closing === 'bare') return first
  const length = first.length + second.length
  const qualifiers = [...first.qualifiers, ...second.qualifiers]
  return { text: text.slice(0, length).trim(), length, qualifiers, closing: second.closing }
}

type Roles = Pick<CreditParts, 'creators' | 'organizations'>

/** Gives every named segment its role by class and by place in the chain. */
function assign(segments: readonly Segment[], label: CreditLabel | undefined): Roles {
  const firstHouse = segments.findIndex(isHouse)
  if (firstHouse === 0) return assignHouseFirst(segments)
  if (firstHouse < 0 && segments.length === 1) return assignAlone(segments, label)
  return assignMakerFirst(segments)
}

const isHouse = (segment: Segment): boolean =>
  segment.class === 'agency' || segment.class === 'organization' || segment.separator === 'agent'

/** "Foto: iFixit" is a house, "Photo by Banksy" and "Photo: Ann Poe" are makers. */
function assignAlone([only]: readonly Segment[], label: CreditLabel | undefined): Roles {
  if (only === undefined) return { creators: [], organizations: [] }
  const isMaker = only.class === 'person' || (label?.closing === 'by' && !isAcronym(only.name))
  return isMaker ? { creators: [only.name], organizations: [] } : { creators: [], organizations: [only.name] }
}

/** "MSSS", "ISNA": a house the tables do not know writes itself in capitals. */
const isHouseCode = (name: string): boolean => isAcronym(name) && !/\p{Ll}|\p{N}/u.test(name)

/** "Ann Poe/AFP/Getty Images": one maker, or several in a list, then houses to the end. */
function assignMakerFirst(segments: readonly Segment[]): Roles {
  const [first, second] = segments
  const roles: Roles = { creators: [], organizations: [] }
  // "GdP/Hagen Poe": a house the tables do not know, before a person.
  const houseLeads = first !== undefined && isAcronym(first.name) && second?.class === 'person'
  const isUnknownHouse = first?.class === 'unknown' && isHouseCode(first.name)
  for (const [index, segment] of segments.entries()) {
    const inList = segment.separator === 'list' && roles.organizations.length === 0
    const isMaker =
      index === 0
        ? !houseLeads && !isUnknownHouse
        : (inList && segment.class === 'person') || (houseLeads && index === 1)
    if (isMaker && !isHouse(segment)) roles.creators.push(segment.name)
    else roles.organizations.push(segment.name)
  }
  return roles
}

/** "REUTERS/Ann Poe", "Pixabay/account", "Getty Images/EyeEm": after a house, a person or an account name. */
function assignHouseFirst(segments: readonly Segment[]): Roles {
  const roles: Roles = { creators: [], organizations: [] }
  for (const [index, segment] of segments.entries()) {
    const isAccount =
      segment.class === 'unknown' &&
      !isHouseCode(segment.name) &&
      index === segments.length - 1 &&
      segments[index - 1]?.class === 'agency'
    const isFirst = roles.creators.length === 0 || segment.separator === 'list'
    if (!isHouse(segment) && isFirst && (segment.class === 'person' || isAccount))
      roles.creators.push(segment.name)
    else roles.organizations.push(segment.name)
  }
  return roles
}
