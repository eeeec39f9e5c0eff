// Words in a credit line that say how the picture came about rather than who made it, in the languages of the
// samples, and the words that say nothing about either. Data with two look-ups.

import { parseDate } from './dateline-date.ts'

/** In what way a picture reached the newsroom; the closed list of `qualifiers` on the wire. */
export type CreditQualifier =
  | 'file'
  | 'handout'
  | 'pool'
  | 'stringer'
  | 'staff'
  | 'courtesy'
  | 'illustration'
  | 'composite'
  | 'symbolic'
  | 'crop'
  | 'uncredited'

const table: Readonly<Record<CreditQualifier, string>> = {
  file: `file|files|file photo|file image|file picture|archiv|archivbild|archivfoto|archive|archives|archive photo|archive image|archivo|imagen de archivo|foto de archivo|arquivo|archivio
    |photo d'archives|image d'archives|d'archives`,
  handout: `handout|hand-out|ho|handout photo|handout image|provided|submitted|supplied|contributed|provided photo|submitted photo|contributed photo|supplied photo|family photo|family handout|zvg|z.v.g.|privat|private
    |foto privat`,
  pool: 'pool|pool photo|pool image|pool photographer|poolfoto',
  stringer: 'stringer|str|freier fotograf',
  staff: 'staff|stf|staff photo|staff photographer|staff image',
  courtesy: `courtesy|courtesy photo|courtesy image|courtesy of|cortesía|cortesia|avec l'aimable autorisation|mit freundlicher genehmigung`,
  illustration: 'illustration|photo illustration|illustrations|ilustración|illustrator|zeichnung|drawing',
  composite:
    'composite|montage|fotomontage|photomontage|bildmontage|collage|photo composite|composite image|fotomontaje',
  symbolic: `symbolbild|symbolfoto|symbolic image|symbolic|themenbild|stock photo|stock image|stock|photo d'illustration|image d'illustration|imagen ilustrativa|ilustrativa|representational|representative image`,
  crop: 'crop|cropped|ausschnitt|bildausschnitt|recadrée',
  uncredited:
    '-|–|—|--|uncredited|unknown|unbekannt|photographer unknown|anonymous|anonym|n.n.|o.a.|inconnu|desconocido|dr|d.r.',
}

const byWord: ReadonlyMap<string, CreditQualifier> = new Map(
  Object.entries(table).flatMap(([qualifier, words]) =>
    words.split('|').map((word) => [word.trim(), qualifier as CreditQualifier] as const),
  ),
)

/** How a composed line writes each qualifier; every one is read back by the table above. */
export const qualifierWords: Readonly<Record<CreditQualifier, string>> = {
  file: 'File',
  handout: 'Handout',
  pool: 'Pool',
  stringer: 'Stringer',
  staff: 'Staff',
  courtesy: 'Courtesy',
  illustration: 'Illustration',
  composite: 'Composite',
  symbolic: 'Symbolic image',
  crop: 'Cropped',
  uncredited: 'Uncredited',
}

/** The qualifier a segment stands for: "File", "File 2013", "Archivbild", "STR", "–". */
export function findQualifier(segment: string): CreditQualifier | undefined {
  const word = segment.toLowerCase().replace(/’/gu, "'")
  return (
    byWord.get(word) ??
    byWord.get(word.replace(/,? (?:[0-9]{1,2}[./])*[0-9]{4}$/u, '')) ??
    byWord.get(word.replace(/\.$/u, ''))
  )
}

const sidePositions =
  'left|right|center|centre|middle|top|bottom|above|below|top left|top right|bottom left|bottom right|far left|far right|from left|upper|lower|links|rechts|mitte|oben|unten|gauche|droite|l|r|l.|r.|main|inset'
const remarks =
  'contributor|contributors|kontributor|getty contributor|special contributor|special|screenshot|screengrab|screen grab|license photo|licence photo|all rights reserved|alle rechte vorbehalten|used with permission|copyright|©|no sales|no archives|editorial use only|china out|france out|germany out|japan out|uk out|us out|usa out|austria out|netherlands out'

const silent = new Set(`${sidePositions}|${remarks}`.split('|'))

const archiveNumber = /^(?:\p{Lu}{1,6}|Bild|Nr\.|No\.|Inv\.)?[ .-]?\p{N}[\p{N}./_-]*$/u

/** Whether a segment names nobody: where in a group picture, a restriction, an archive number, a year. */
export function isSilentSegment(segment: string): boolean {
  return (
    silent.has(segment.toLowerCase()) ||
    (archiveNumber.test(segment) && /\p{N}{3}|\p{N}.\p{N}/u.test(segment)) ||
    parseDate(segment) !== undefined
  )
}
