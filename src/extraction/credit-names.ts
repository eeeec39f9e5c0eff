// Person or organization? Judged by the shape of a name and by the words that institutions carry in theirs.
// Known agencies come first, from their own table.

import { type AgencyKind, findAgency } from './agencies.ts'

export type NameClass = 'agency' | 'organization' | 'person' | 'unknown'

export interface ClassifiedName {
  name: string
  class: NameClass
  /** What kind of agency, when the tables know it. */
  kind: AgencyKind | null
}

const organizationWords = new Set(
  `academy|administration|agence|agencia|agency|agentur|ag|airlines|airport|airways|amt|archive|archives|archiv|archivo|army|association|authority|ballet|bundesliga|bureau|center|centre|chamber|city|club|college|collection
  |commission|committee|communications|company|concerts|congress|conservancy|co|corp|corporation|council|county|courier|creative|daily|department|dept|design|development|diario|digital|directorate|district|embassy|engineering|enterprise|entertainment|events
  |examiner|express|facebook|federation|festival|feuerwehr|film|films|force|foundation|fundación|gallery|gazette|globe|gmbh|gobierno|government|group|gruppe|herald|holdings|hospital|hotel|images|industries|inc|initiative|institut|institute|institution
  |instituto|international|journal|kg|laboratory|lab|labs|league|ledger|library|limited|llc|ltd|magazin|magazine|mairie|marketing|media|medien|mercury|ministerio|ministerium|ministry|mirror|mission|monitor|museum|museo|musée|music|navy|network|networks|news|newspaper
  |newspapers|observer|office|opera|orchestra|organization|parks|parlament|parliament|partners|party|photo|photography|photos|pictures|police|polizei|post|preservation|presse|press|prefeitura|presidencia|presidency|productions|project|publishing|radio|record|records
  |register|republic|research|review|s.a|s.a.|sa|school|schools|science|sciences|sentinel|service|services|sheriff|society|software|solutions|sports|sport|standard|stadt|station|stiftung|studio|studios|sun|survey|systems|team|technologies|technology|telegraph
  |television|theater|theatre|times|transcript|tribune|trust|tv|union|universidad|universität|université|university|verein|verband|verlag|video|village|web|website|weekly|wire|works|world|zeitung|zoo|e.v|e.v.`
    .split('|')
    .map((word) => word.trim()),
)
const organizationEnding =
  /(?:agentur|amt|archiv|bahn|behörde|betriebe|bund|büro|dienst|feuerwehr|fotos|gesellschaft|gruppe|images|institut|kirche|klinik|klinikum|medien|ministerium|museum|news|photos|pictures|polizei|press|presse|stiftung|theater|universität|verband|verein|verlag|werk|werke|zeitung)$/iu
const articles = new Set(['the', 'die', 'der', 'das', 'le', 'la', 'les', 'el', 'los', 'il', 'lo', 'het'])
const domain =
  /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.(?:at|ca|ch|com|de|es|eu|fr|gov|info|io|it|net|news|nl|org|tv|uk|us)$/iu
const nameParticles = new Set(
  'al|bin|da|dal|das|de|degli|del|della|den|der|di|do|dos|du|el|ibn|la|le|san|st|st.|ten|ter|van|vom|von|y|zu|zum|zur|af|av|d’|ap|abu|bint|ben'.split(
    '|',
  ),
)
const nameWord =
  /^(?:[\p{Lu}\p{Lt}\p{Lo}][\p{L}\p{M}'’.-]*|(?:d|l|o)['’]\p{Lu}[\p{L}\p{M}-]*|al-\p{Lu}[\p{L}\p{M}-]*)$/u
const generation = /^(?:jr|sr|ii|iii|iv)\.?$/iu

/** What a segment of a credit line most likely names. */
export function classifyName(segment: string): ClassifiedName {
  const agency = findAgencyNamed(segment)
  if (agency !== undefined) return { name: agency.name, class: 'agency', kind: agency.kind }
  if (isOrganizationShaped(segment)) return { name: segment, class: 'organization', kind: null }
  return { name: segment, class: isPersonShaped(segment) ? 'person' : 'unknown', kind: null }
}

/** "AP Photo" and "REUTERS Pictures" name the agency; the name is kept as it is written. */
function findAgencyNamed(segment: string): { name: string; kind: AgencyKind } | undefined {
  const photo = /^(.+?)[ -](?:photo|photos|foto|picture|image|file photo|pool photo)$/iu.exec(segment)?.[1]
  const bare = photo === undefined ? undefined : findAgency(photo)
  if (photo !== undefined && bare !== undefined && bare.kind !== 'stock')
    return { name: photo, kind: bare.kind }
  const agency = findAgency(segment)
  return agency === undefined ? undefined : { name: segment, kind: agency.kind }
}

function isOrganizationShaped(segment: string): boolean {
  if (domain.test(segment)) return true
  const words = segment.toLowerCase().split(/[\s,]+/u)
  if (articles.has(words[0] ?? '') && /^\S+\s[\p{Lu}\p{N}]/u.test(segment)) return true
  return words.some((word) => isOrganizationWord(word) || word.split('-').some(isOrganizationWord))
}

const isOrganizationWord = (word: string): boolean =>
  organizationWords.has(word.replace(/\.$/u, '')) || (word.length > 6 && organizationEnding.test(word))

/** Two to five capitalised words, with particles, initials and "Jr." where people have them. */
export function isPersonShaped(segment: string): boolean {
  const words = segment.split(/\s+/u)
  if (words.length < 2 || words.length > 6 || /[\p{N}@/]/u.test(segment)) return false
  const given = words.filter(
    (word) => !nameParticles.has(word.toLowerCase()) && !generation.test(word.replace(/,$/u, '')),
  )
  const isNamed =
    given.length >= 2 || (given.length === 1 && words.length >= 2 && generation.test(words.at(-1) ?? ''))
  return (
    isNamed &&
    given.length <= 4 &&
    given.every((word) => nameWord.test(word)) &&
    nameWord.test(given[0] ?? '')
  )
}

/** "GdP", "ABr", "OC": letters that abbreviate, as institutions do and people do not. */
export const isAcronym = (segment: string): boolean =>
  !segment.includes(' ') && segment.length <= 8 && (segment.match(/\p{Lu}/gu)?.length ?? 0) >= 2

/** Whether a segment is short enough and written like a name, a handle or a title rather than a sentence. */
export function isNameLike(segment: string): boolean {
  const words = segment.split(/\s+/u)
  if (segment.length > 80 || words.length > 9 || !/[\p{L}\p{N}]/u.test(segment)) return false
  if (inSentence.test(segment)) return false
  if (words.length <= 2) return true
  const plain = words.filter(
    (word) => /^\p{Ll}/u.test(word) && !nameParticles.has(word) && !linking.has(word),
  )
  return plain.length === 0
}

/** A full stop after a word or a number, a colon, a telephone number: two sentences, a heading, a contact. */
const inSentence = /(?:\p{Ll}{4}|\p{N})[.!?](?:\s|$)|:\s|[<>]|\p{N}[\p{N} -]{5}/u
const linking = new Set('of|the|for|and|und|et|&|für|des|e|i|in|im|am|an|at|on|to'.split('|'))
