// Reads a vocabulary in the JSON form in which the IPTC publishes its NewsCodes: a SKOS concept scheme with `conceptSet`.
// https://iptc.org/std/NewsCodes/guidelines/ — refuses a file of which any concept has no code or no name.

import { subjectKey, subjectKeyOf, unifySubject } from '../articles/subject.ts'
import { AppError } from '../errors.ts'
import { isLanguageTag, isWebUrl } from '../http/formats.ts'
import { isBlank } from '../text/blank.ts'
import { findTextProblem } from '../text/text-problem.ts'

/** One subject of a vocabulary, as it is stored. */
export interface Concept {
  key: string
  qcode: string | null
  uri: string | null
  names: Record<string, string>
  broader: string[]
}

const maxConcepts = 100_000

/** The concepts of a vocabulary. Throws `unprocessable`, naming the first that is not as it should be. */
export function readVocabulary(bytes: Uint8Array): Concept[] {
  const document = parse(bytes)
  const concepts = isRecord(document) ? document.conceptSet : undefined
  if (!Array.isArray(concepts) || concepts.length === 0)
    throw refused('The file has no "conceptSet": it is not a vocabulary in the form of the IPTC.')
  if (concepts.length > maxConcepts) throw refused(`The file has more than ${maxConcepts} concepts.`)
  const byKey = new Map(concepts.map(readConcept).map((concept) => [concept.key, concept]))
  return [...byKey.values()]
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new AppError('unprocessable', 'The file is not JSON in UTF-8.', { cause })
  }
}

function readConcept(concept: unknown, index: number): Concept {
  const refuse = (what: string) => refused(`Concept ${index + 1} ${what}.`)
  if (!isRecord(concept)) throw refuse('is no object')
  const { qcode = null, uri = null, prefLabel, broader } = concept
  if (qcode !== null && !isQcode(qcode)) throw refuse('has a "qcode" that is none')
  if (uri !== null && !(typeof uri === 'string' && isWebUrl(uri)))
    throw refuse('has a "uri" that is no web address')
  if (qcode === null && uri === null) throw refuse('has neither "qcode" nor "uri"')
  const names = readNames(prefLabel)
  const [name] = Object.values(names ?? {})
  if (names === undefined || name === undefined)
    throw refuse('has no "prefLabel" with a name for each language')
  const unified = unifySubject({ name, qcode, uri })
  if (unified === undefined) throw refuse('has a "qcode" and a "uri" of different subjects')
  return {
    key: subjectKey(unified),
    qcode: unified.qcode,
    uri: unified.uri,
    names,
    broader: readCodes(broader).map(subjectKeyOf),
  }
}

const isQcode = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 100 && /^[^\s:]+:\S+$/.test(value)

function readNames(labels: unknown): Record<string, string> | undefined {
  if (!isRecord(labels)) return undefined
  const entries = Object.entries(labels).map(([tag, name]) => [tag, name] as const)
  const isName = (name: unknown): name is string =>
    typeof name === 'string' && name.length <= 500 && !isBlank(name) && findTextProblem(name) === undefined
  const named = entries.flatMap(([tag, name]) =>
    isLanguageTag(tag) && isName(name) ? [[tag, name.normalize('NFC')] as const] : [],
  )
  return named.length === 0 || named.length < entries.length ? undefined : Object.fromEntries(named)
}

/** One code, or a list of them. */
const readCodes = (codes: unknown): string[] =>
  (Array.isArray(codes) ? codes : [codes]).filter((code) => typeof code === 'string' && code.length <= 2000)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const refused = (message: string): AppError => new AppError('unprocessable', message)
