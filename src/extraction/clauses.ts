// Clauses: which noun phrase is the subject of which verb. One pass over the chunks with a stack of open clauses, as a
// reader does it: a phrase waits for its verb; "who" and "that" open a clause inside; a comma closes an aside; "and" takes
// up the subject again. It is no parser and does not try to be one: it answers one question.

import { antecedentOf } from './antecedents.ts'
import { type Chunk, cutChunks } from './chunks.ts'
import { CUE_FORMS } from './lexicon/cue-verbs.ts'
import { OBJECT_CONTROL } from './lexicon/verbs.ts'
import type { NamedSentence } from './names.ts'
import type { NounPhrase } from './noun-phrases.ts'
import type { Verb, VerbForm } from './verbs.ts'

interface Clause {
  readonly kind: 'main' | 'relative' | 'contact' | 'that' | 'subordinate' | 'complement'
  subject: NounPhrase | undefined
  verb: Verb | undefined
  object: NounPhrase | undefined
  objectAt: number
  readonly opener: string
}

export interface Clauses {
  /** The subject of the verb whose main word is at an item. */
  readonly subjects: ReadonlyMap<number, NounPhrase>
  readonly mainSubject: NounPhrase | undefined
  /** Verbs inside another verb's complement or a relative clause: what they report is itself reported. */
  readonly embedded: ReadonlySet<number>
}

interface Reading {
  readonly sentence: NamedSentence
  readonly chunks: readonly Chunk[]
  readonly stack: Clause[]
  readonly subjects: Map<number, NounPhrase>
  /** Participles before the main subject: "Calling it a success, Smith …". */
  readonly waiting: Verb[]
  mainSubject: NounPhrase | undefined
  /** The subject of the last participle, for one that "and" joins to it. */
  participle: NounPhrase | undefined
  readonly embedded: Set<number>
}

const open = (kind: Clause['kind'], subject?: NounPhrase, opener = ''): Clause => ({
  kind,
  subject,
  verb: undefined,
  object: undefined,
  objectAt: -1,
  opener,
})

export const NO_CLAUSES: Clauses = { subjects: new Map(), mainSubject: undefined, embedded: new Set() }

export function readClauses(sentence: NamedSentence): Clauses {
  const chunks = cutChunks(sentence)
  const reading: Reading = {
    sentence,
    chunks,
    stack: [open('main')],
    subjects: new Map(),
    waiting: [],
    mainSubject: undefined,
    participle: undefined,
    embedded: new Set(),
  }
  chunks.forEach((chunk, index) => {
    if (chunk.kind === 'phrase') takePhrase(reading, chunk.phrase, chunk.governor, index)
    else if (chunk.kind === 'verb') takeVerb(reading, chunk.verb, index)
    else if (chunk.kind === 'comma') closeAside(reading, chunk.at)
    else if (chunk.kind === 'quote') takeQuote(reading, chunk.at)
    else if (chunk.kind === 'stop') startAnew(reading)
    else if (chunk.kind === 'relative') openRelative(reading, chunk.at, index)
    else if (chunk.kind === 'subordinator')
      reading.stack.push(open('subordinate', undefined, sentence.items[chunk.at]?.lower))
  })
  const main = reading.stack[0] ?? open('main')
  for (const verb of reading.waiting)
    if (main.subject !== undefined) reading.subjects.set(verb.last, main.subject)
  return {
    subjects: reading.subjects,
    mainSubject: reading.mainSubject ?? main.subject,
    embedded: reading.embedded,
  }
}

const top = (reading: Reading): Clause => reading.stack.at(-1) ?? open('main')

function takePhrase(reading: Reading, phrase: NounPhrase, governor: string | undefined, index: number): void {
  const clause = top(reading)
  const previous = reading.chunks[index - 1]
  // "State media, including the Daily, said": the example is who is meant.
  if (governor === 'including' && clause.verb === undefined && phrase.mention !== undefined)
    clause.subject = phrase
  if (isNumber(reading, phrase) || isDate(reading, phrase)) return
  if (governor !== undefined || isPartOfPlace(reading, phrase, index)) return
  if (previous?.kind === 'quote' && endsWithSign(reading, previous.at)) {
    reading.stack.length = 0
    reading.stack.push(open('main', phrase))
    return
  }
  // The object of "Holding signs, the protesters …" is no subject.
  if (clause.subject === undefined && previous?.kind === 'verb' && isDependent(previous.verb.form)) return
  if (clause.verb !== undefined) {
    clause.object = phrase
    clause.objectAt = index
  } else if (clause.subject === undefined || (clause.kind === 'relative' && previous?.kind === 'relative')) {
    clause.subject = phrase
  } else if (previous?.kind === 'comma') {
    // Of a description and a name in apposition, either order, the name is the better subject.
    if (
      clause.subject.mention === undefined &&
      !clause.subject.isPronoun &&
      (phrase.mention !== undefined || phrase.isPronoun)
    )
      clause.subject = phrase
  } else if (previous?.kind === 'phrase') {
    reading.stack.push(open('contact', phrase))
  } else if (phrase.isPronoun || phrase.mention !== undefined) {
    if (previous?.kind !== 'conjunction') reading.stack.push(open('contact', phrase))
  }
}

/** A quotation with its comma inside the marks ends a clause: who follows speaks. */
const endsWithSign = (reading: Reading, at: number): boolean =>
  (reading.sentence.items[at]?.span?.finalSign ?? '') !== ''

const DATES = new Set(
  'morning afternoon evening night day week weekend month year decade time summer winter spring fall season hour'.split(
    ' ',
  ),
)

/** "that morning", "last week": when, not who. */
const isDate = (reading: Reading, phrase: NounPhrase): boolean =>
  phrase.last - phrase.first <= 2 && DATES.has(reading.sentence.items[phrase.last]?.lower ?? '')

const isNumber = (reading: Reading, phrase: NounPhrase): boolean =>
  phrase.first === phrase.last && reading.sentence.items[phrase.first]?.tag === 'number'

/** "in Concord, New Hampshire, the …": the state belongs to the town. */
function isPartOfPlace(reading: Reading, phrase: NounPhrase, index: number): boolean {
  const [town, comma] = [reading.chunks[index - 2], reading.chunks[index - 1]]
  if (phrase.mention?.kind !== 'place' || comma?.kind !== 'comma') return false
  return town?.kind === 'phrase' && town.governor !== undefined && town.phrase.mention !== undefined
}

/** After a semicolon, or in a bracket that quotes, a new main clause begins; the sentence keeps its first subject. */
function startAnew(reading: Reading, subject?: NounPhrase): void {
  reading.mainSubject ??= reading.stack[0]?.subject
  reading.stack.length = 0
  reading.stack.push(open('main', subject))
}

/** A quotation can stand for the verb: `The agency "is weak," the report said.` */
function takeQuote(reading: Reading, at: number): void {
  const clause = top(reading)
  if (clause.subject !== undefined && clause.verb === undefined)
    clause.verb = { first: at, last: at, form: 'modal' }
}

function closeAside(reading: Reading, at: number): void {
  if (isAfterDateline(reading, at)) {
    reading.stack.length = 0
    reading.stack.push(open('main'))
    return
  }
  const clause = top(reading)
  // "As a candidate, …" has no verb; other subordinate clauses do.
  if (clause.kind === 'subordinate' && clause.opener === 'as' && clause.verb === undefined)
    reading.stack.pop()
  while (reading.stack.length > 1 && isFinished(top(reading))) reading.stack.pop()
}

const isFinished = ({ kind, verb }: Clause): boolean =>
  verb !== undefined && (kind === 'relative' || kind === 'contact' || kind === 'subordinate')

/** "CONCORD, Dec. 8 (UPI) —" is no part of the sentence. */
function isAfterDateline(reading: Reading, at: number): boolean {
  const { items } = reading.sentence
  const first = items[0]?.text ?? ''
  const isPlace = first.length > 2 && first === first.toUpperCase()
  return items[at]?.tag === 'dash' && at <= 14 && (isPlace || items[at - 1]?.tag === 'close')
}

function openRelative(reading: Reading, at: number, index: number): void {
  const lower = reading.sentence.items[at]?.lower
  const previous = reading.chunks[index - 1]
  const afterVerb = previous?.kind === 'verb' || previous?.kind === 'quote'
  if (lower === 'that' && (afterVerb || previous?.kind !== 'phrase')) {
    reading.stack.push(open('that'))
    return
  }
  reading.stack.push(open('relative', antecedentOf(reading.sentence, reading.chunks, index)))
}

/** What these clauses report is itself reported; an adverbial clause ("while Smith said") speaks for the article. */
const INNER: ReadonlySet<Clause['kind']> = new Set<Clause['kind']>([
  'relative',
  'contact',
  'that',
  'complement',
])

const QUESTIONS = new Set(['what', 'how', 'why', 'whether'])

const isInner = (clause: Clause): boolean =>
  INNER.has(clause.kind) || (clause.kind === 'subordinate' && QUESTIONS.has(clause.opener))

function takeVerb(reading: Reading, verb: Verb, index: number): void {
  if (verb.form === 'passive') return
  const aside = parenthetical(reading, verb, index)
  if (aside !== undefined) {
    reading.subjects.set(verb.last, aside)
    return
  }
  const subject = isDependent(verb.form)
    ? dependentSubject(reading, verb, index)
    : finiteSubject(reading, verb, index)
  if (subject === undefined) return
  reading.subjects.set(verb.last, subject)
  if (verb.form === 'participle') reading.participle = subject
  if (isInner(top(reading)) && subject !== reading.stack[0]?.subject) reading.embedded.add(verb.last)
}

/** `…, Smith said, …` and `"…" Smith said`: its own little clause in the middle or at the end of another one. */
function parenthetical(reading: Reading, verb: Verb, index: number): NounPhrase | undefined {
  const [before, phrase, after] = [
    reading.chunks[index - 2],
    reading.chunks[index - 1],
    reading.chunks[index + 1],
  ]
  if (phrase?.kind !== 'phrase' || isDependent(verb.form)) return undefined
  if (CUE_FORMS.get(reading.sentence.items[verb.last]?.lower ?? '')?.strength !== 'speech') return undefined
  if (before?.kind === 'quote') return phrase.phrase
  const isClosed = after === undefined || after.kind === 'comma' || after.kind === 'stop'
  return before?.kind === 'comma' && isClosed && hasContent(reading, index) ? phrase.phrase : undefined
}

/** The clause before it must be one: a subject at least, or a quotation with its comma outside. */
const hasContent = (reading: Reading, index: number): boolean =>
  index > 2 && reading.stack.some(({ subject }) => subject !== undefined)

const isDependent = (form: VerbForm): boolean => form === 'participle' || form === 'infinitive'

function dependentSubject(reading: Reading, verb: Verb, index: number): NounPhrase | undefined {
  const clause = top(reading)
  const previous = reading.chunks[index - 1]
  if (verb.form === 'infinitive') {
    const lemma = CUE_FORMS.get(reading.sentence.items[clause.verb?.last ?? -1]?.lower ?? '')?.lemma ?? ''
    const isControlled =
      previous?.kind === 'phrase' && clause.objectAt === index - 1 && OBJECT_CONTROL.has(lemma)
    return isControlled ? clause.object : clause.subject
  }
  if (previous?.kind === 'conjunction' && reading.participle !== undefined) return reading.participle
  // "with one of her ads asking": the phrase itself does it.
  if (previous?.kind === 'phrase' && isAbsolute(reading, index)) return absolute(reading, index)
  if (previous?.kind === 'phrase' && clause.verb === undefined && clause.subject === previous.phrase)
    return clause.subject
  // "since the paper's editorial telling him": a document in a prepositional phrase speaks for itself.
  if (previous?.kind === 'phrase' && previous.governor !== undefined && isDocument(reading, previous.phrase))
    return previous.phrase
  // "footage of Smith saying": Smith says it.
  if (previous?.kind === 'phrase' && previous.governor === 'of' && previous.phrase.mention?.kind === 'person')
    return previous.phrase
  // "while being interviewed," is a whole clause.
  if (clause.kind === 'subordinate') clause.verb ??= verb
  const speaking = speakerClause(reading, verb)
  if (speaking?.subject !== undefined) return speaking.subject
  reading.waiting.push(verb)
  return undefined
}

const DOCUMENTS = new Set(
  'editorial letter statement email tweet article report ad sign banner memo book headline post note'.split(
    ' ',
  ),
)

const isDocument = (reading: Reading, phrase: NounPhrase): boolean =>
  DOCUMENTS.has(reading.sentence.items[phrase.last]?.lower ?? '')

const isAbsolute = (reading: Reading, index: number): boolean => absolute(reading, index) !== undefined

function absolute(reading: Reading, index: number): NounPhrase | undefined {
  for (let at = index - 1; at >= Math.max(0, index - 5); at -= 1) {
    const chunk = reading.chunks[at]
    if (chunk?.kind === 'phrase' && chunk.governor === 'with') return chunk.phrase
    if (chunk?.kind !== 'phrase' && chunk?.kind !== 'preposition' && chunk?.kind !== 'conjunction')
      return undefined
  }
  return undefined
}

/** "…, adding" goes on with who said the sentence; "…, calling her" with the nearest subject. */
function speakerClause(reading: Reading, verb: Verb): Clause | undefined {
  const withSubject = reading.stack.filter(
    ({ subject, verb: own }) => subject !== undefined && own !== undefined,
  )
  const strength = CUE_FORMS.get(reading.sentence.items[verb.last]?.lower ?? '')?.strength
  if (strength !== 'speech')
    return withSubject.at(-1) ?? reading.stack.findLast(({ subject }) => subject !== undefined)
  return (
    withSubject.find((clause) => isSpeech(reading, clause)) ??
    withSubject[0] ??
    reading.stack.find(({ subject }) => subject !== undefined)
  )
}

const isSpeech = (reading: Reading, clause: Clause): boolean =>
  CUE_FORMS.get(reading.sentence.items[clause.verb?.last ?? -1]?.lower ?? '')?.strength === 'speech'

function finiteSubject(reading: Reading, verb: Verb, index: number): NounPhrase | undefined {
  const clause = top(reading)
  const previous = reading.chunks[index - 1]
  // "after Smith left": what looked like a preposition opened a clause.
  if (previous?.kind === 'phrase' && OPENERS.has(previous.governor ?? '')) {
    const subordinate = open('subordinate', previous.phrase)
    reading.stack.push(subordinate)
    return settle(subordinate, verb)
  }
  // "… while secretary and said": the aside had no verb and gets none.
  if (clause.kind === 'subordinate' && clause.verb === undefined && previous?.kind === 'conjunction') {
    reading.stack.pop()
    return coordinate(reading, verb)
  }
  if (clause.verb === undefined && clause.subject !== undefined) return settle(clause, verb)
  if (clause.verb === undefined && previous?.kind !== 'conjunction') {
    clause.verb = verb
    const outer = reading.stack.findLast(({ subject }) => subject !== undefined)
    return outer?.subject
  }
  if (previous?.kind === 'conjunction' || isCommaAnd(reading, index)) return coordinate(reading, verb)
  // "the official who relayed the exchange said": the subject outside still waits for its verb.
  if (clause.kind === 'relative' && !isSpeech(reading, clause) && isAwaited(reading))
    return resume(reading, verb)
  if (
    previous?.kind === 'phrase' &&
    clause.object !== undefined &&
    clause.objectAt > index - 6 &&
    !hasCommaSince(reading, clause.objectAt, index)
  ) {
    return objectAsSubject(reading, clause, verb)
  }
  return resume(reading, verb)
}

/** "Smith said Jones left": the object turns out to be the next verb's subject. After "and" it opens a main clause. */
function objectAsSubject(reading: Reading, clause: Clause, verb: Verb): NounPhrase | undefined {
  const opener = reading.chunks[clause.objectAt - 1]?.kind
  if (opener === 'conjunction' || opener === 'comma') startAnew(reading, clause.object)
  else reading.stack.push(open('complement', clause.object))
  return settle(top(reading), verb)
}

const OPENERS = new Set(['after', 'before', 'since', 'until', 'than', 'like'])

function settle(clause: Clause, verb: Verb): NounPhrase | undefined {
  clause.verb = verb
  return clause.subject
}

const isCommaAnd = (reading: Reading, index: number): boolean =>
  reading.chunks[index - 1]?.kind === 'comma' && reading.chunks[index - 2]?.kind === 'conjunction'

function hasCommaSince(reading: Reading, from: number, to: number): boolean {
  for (let at = from + 1; at < to; at += 1) if (reading.chunks[at]?.kind === 'comma') return true
  return false
}

const isAwaited = (reading: Reading): boolean =>
  reading.stack.some(({ subject, verb }) => subject !== undefined && verb === undefined)

/** A verb after an aside belongs to the subject that still waits for one. */
function resume(reading: Reading, verb: Verb): NounPhrase | undefined {
  for (let at = reading.stack.length - 1; at >= 0; at -= 1) {
    const clause = reading.stack[at]
    if (clause?.subject !== undefined && clause.verb === undefined) {
      reading.stack.length = at + 1
      return settle(clause, verb)
    }
  }
  return coordinate(reading, verb)
}

/** "…, and said": the outermost clause whose verb has the same form. */
function coordinate(reading: Reading, verb: Verb): NounPhrase | undefined {
  const open = reading.stack.filter(({ subject }) => subject !== undefined)
  const same = open.find((clause) => clause.verb?.form === verb.form)
  return (same ?? open.at(-1))?.subject
}
