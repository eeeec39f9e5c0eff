// A composed line whose names would be taken for something else (a town as maker, a person as agency) spells the
// roles out: "Photo: Creator: Town of Harwick; Organization: Ann Poe; Qualifier: File".

import type { CreditParts } from './credit-parts.ts'
import { findQualifier, qualifierWords } from './credit-qualifiers.ts'

type Roles = Pick<CreditParts, 'creators' | 'organizations' | 'qualifiers'>

const role = /^(Creator|Organization|Qualifier): (.+)$/u

/** Writes roles so that any name survives; a semicolon inside a name becomes a comma. */
export function writeExplicitRoles({ creators, organizations, qualifiers }: Roles): string {
  const written = [
    ...creators.map((name) => `Creator: ${name.replaceAll(';', ',')}`),
    ...organizations.map((name) => `Organization: ${name.replaceAll(';', ',')}`),
    ...qualifiers.map((qualifier) => `Qualifier: ${qualifierWords[qualifier]}`),
  ]
  return written.join('; ')
}

/** Reads what `writeExplicitRoles` writes. */
export function parseExplicitRoles(text: string): Roles | undefined {
  const roles: Roles = { creators: [], organizations: [], qualifiers: [] }
  for (const part of text.split('; ')) {
    const [, name, value = ''] = role.exec(part) ?? []
    const qualifier = findQualifier(value)
    if (name === 'Creator') roles.creators.push(value)
    else if (name === 'Organization') roles.organizations.push(value)
    else if (name === 'Qualifier' && qualifier !== undefined) roles.qualifiers.push(qualifier)
    else return undefined
  }
  return roles
}
