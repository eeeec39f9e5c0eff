// What introduces a credit: "Photo by", "File photo by", "Foto:", "Image copyright", "© Bild:". A label is a run
// of words from the table, closed by a colon, a preposition or nothing. What qualifies a picture may stand in it.

import { findAgency } from './agencies.ts'
import type { CreditQualifier } from './credit-qualifiers.ts'

export interface CreditLabel {
  /** Verbatim, without the blanks around it. */
  text: string
  length: number
  qualifiers: CreditQualifier[]
  /** How the label ends; a bare one ("Photo Ann Poe") proves little. */
  closing: 'colon' | 'by' | 'sign' | 'bare'
}

const nouns = new Set(
  `photo|photos|photograph|photographs|photography|photographer|photographers|picture|pictures|pic|pics|image|images|credit|credits|illustration|illustrations|illustrator|graphic|graphics|screenshot|screengrab|artwork
  |drawing|cartoon|source|courtesy|foto|fotos|fotograf|fotografin|fotografie|fotoquelle|fotocredit|fotonachweis|bild|bilder|bildquelle|bildquellen|bildnachweis|bildcredit|archivfoto|archivbild|symbolfoto|symbolbild|titelbild|grafik|quelle|fotomontage|montage
  |collage|composite|d'illustration|d'archives|crédit|crédits|crédit-photo|photographie|photographies|photographe|cliché|fotografía|fotografías|fotógrafo|fotógrafa|imagen|imágenes|crédito|créditos|cortesía|cortesia|fuente|ilustración|imagem|credito|immagine|reproduction|reproducción|reprodução`
    .split('|')
    .map((word) => word.trim()),
)
const adjectives = new Set(
  `both|all|file|main|lead|cover|top|header|hero|featured|feature|handout|pool|staff|archive|banner|additional|undated|aerial|stock|d'archives|contributed|submitted|provided|supplied|publicity|press|mandatory|official`
    .split('|')
    .map((word) => word.trim()),
)
const prepositions = new Set('by|from|via|copyright|source|von|vom|par|por|de|di|da|door|av|af|©'.split('|'))

const qualifying: Readonly<Record<string, CreditQualifier>> = {
  file: 'file',
  archive: 'file',
  archivfoto: 'file',
  archivbild: 'file',
  "d'archives": 'file',
  handout: 'handout',
  contributed: 'handout',
  submitted: 'handout',
  provided: 'handout',
  supplied: 'handout',
  pool: 'pool',
  staff: 'staff',
  courtesy: 'courtesy',
  cortesía: 'courtesy',
  cortesia: 'courtesy',
  illustration: 'illustration',
  illustrations: 'illustration',
  illustrator: 'illustration',
  ilustración: 'illustration',
  composite: 'composite',
  montage: 'composite',
  fotomontage: 'composite',
  collage: 'composite',
  symbolfoto: 'symbolic',
  symbolbild: 'symbolic',
  stock: 'symbolic',
  "d'illustration": 'symbolic',
}

const sign = /^(?:©|\(c\)|&copy;|copyright(?: ©)?)(?: ?[0-9]{4},?)?[ :]*/iu
const wordForm = /^([\p{L}'’-]+|©)(\s?:|(?<=source),)?(\s+|$)|^([\p{L}'’-]+)(\s?:|\.{3}|…)/u
const longestLabel = 6

/** The label at the start of a text, if it has one. */
export function readLabel(text: string): CreditLabel | undefined {
  const before = sign.exec(text)?.[0] ?? ''
  const words = readWords(text.slice(before.length))
  if (words === undefined && before === '') return undefined
  const worded = before.length + (words?.length ?? 0)
  const after = before === '' ? (sign.exec(text.slice(worded))?.[0] ?? '') : ''
  const isSign = words === undefined || (words.closing === 'bare' && before + after !== '')
  const length = worded + after.length
  return {
    text: text.slice(0, length).trim(),
    length,
    qualifiers: words?.qualifiers ?? [],
    closing: isSign ? 'sign' : words.closing,
  }
}

/** "picture alliance/dpa" and "Image Bank" begin like a label and are names. */
const startsWithAgency = (text: string): boolean =>
  findAgency(text.slice(0, 60).split(/[/|,(]/u)[0] ?? '') !== undefined

function readWords(text: string): Omit<CreditLabel, 'text'> | undefined {
  const seen: string[] = []
  let at = 0
  let nounSeen = false
  let closing: CreditLabel['closing'] = 'bare'
  while (seen.length < longestLabel && closing !== 'colon') {
    const match = wordForm.exec(text.slice(at, at + 40))
    const word = (match?.[1] ?? match?.[4] ?? '').toLowerCase().replace(/’/gu, "'")
    const isNoun = nouns.has(word) && closing === 'bare'
    const isPreposition =
      nounSeen && (prepositions.has(word) || (word === 'of' && seen.at(-1) === 'courtesy'))
    if (match === null || !(isNoun || isPreposition || (!nounSeen && adjectives.has(word)))) break
    nounSeen ||= isNoun
    seen.push(word)
    at += match[0].length
    if (match[2] !== undefined || match[5] !== undefined) closing = 'colon'
    else if (isPreposition || word === 'courtesy') closing = 'by'
  }
  if (!nounSeen || (closing === 'bare' && startsWithAgency(text))) return undefined
  at += /^\s*/u.exec(text.slice(at, at + 4))?.[0].length ?? 0
  const qualifiers = seen.flatMap((word) => qualifying[word] ?? [])
  return { length: at, qualifiers: [...new Set(qualifiers)], closing }
}
