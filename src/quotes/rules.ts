// Decisions about quotes; pure.

import { AppError } from '../errors.ts'
import { foldName } from '../text/names.ts'
import type { NewQuote, Quote, QuotePatch } from './schema.ts'

/**
 * Who may overrule extraction: what an editor made, confirmed or rejected is kept as it is, and only its place follows
 * the text.
 */
export const isKept = (quote: Pick<Quote, 'origin' | 'state'> & { reviewedAt: unknown }): boolean =>
  quote.origin === 'editor' || quote.reviewedAt !== null || isRejected(quote)

export const isRejected = (quote: Pick<Quote, 'state'>): boolean => quote.state === 'rejected'

interface Stretch {
  kind: Quote['kind']
  positionStart: number | null
  positionEnd: number | null
}

/** Whether two quotes claim the same words. Reported speech may hold a quotation; two quotations do not overlap. */
export function compete(one: Stretch, other: Stretch): boolean {
  if (one.positionStart === null || one.positionEnd === null) return false
  if (other.positionStart === null || other.positionEnd === null) return false
  if (isSameStretch(one, other)) return true
  if (one.kind === 'indirect' || other.kind === 'indirect') return false
  return one.positionStart < other.positionEnd && other.positionStart < one.positionEnd
}

/**
 * Whether a quote that is kept leaves no room for what extraction finds. A rejected one rules out its own words and parts of
 * them; words around them are new ones.
 */
export function rulesOut(kept: Stretch & Pick<Quote, 'state'>, finding: Stretch): boolean {
  return isRejected(kept) ? isWithin(finding, kept) : compete(kept, finding)
}

function isWithin(one: Stretch, other: Stretch): boolean {
  if (one.positionStart === null || one.positionEnd === null) return false
  if (other.positionStart === null || other.positionEnd === null) return false
  return other.positionStart <= one.positionStart && one.positionEnd <= other.positionEnd
}

export const isSameStretch = (one: Stretch, other: Stretch): boolean =>
  one.positionStart === other.positionStart && one.positionEnd === other.positionEnd

/** The UTF-16 offset at which an editor's quote begins. Throws `unprocessable` when the body does not have it there. */
export function locate(
  bodyText: string,
  { text, position }: Pick<NewQuote, 'text' | 'position'>,
  toUtf16: (codePoint: number) => number,
): number {
  if (position === undefined) {
    const at = bodyText.indexOf(text)
    if (at >= 0) return at
    throw refuse('/text', 'not_found', `The article's body.text does not contain "${shorten(text)}".`)
  }
  const at = toUtf16(position.start)
  if (bodyText.startsWith(text, at)) return at
  const message = `"${shorten(text)}" does not begin at code point ${position.start} of the article's body.text.`
  throw refuse('/position/start', 'not_found', message)
}

const shorten = (text: string): string => {
  const shown = [...text.slice(0, 100)]
  return shown.length > 40 ? `${shown.slice(0, 40).join('')}…` : text
}

/** What a quote that was rejected becomes when an editor takes that back; its place has followed the text. */
export const stateOfRestored = ({ positionStart }: Pick<Stretch, 'positionStart'>): Quote['state'] =>
  positionStart === null ? 'orphaned' : 'anchored'

/** Throws `unprocessable` when a quote is to stand in a text that has not got it. */
export function requireWords(quote: Pick<Stretch, 'positionStart'>, { state }: QuotePatch): void {
  if (state === undefined || quote.positionStart !== null) return
  throw refuse('/state', 'not_found', "The article's body.text does not have the words of this quote.")
}

/** What an editor says of a quote, in the words of its columns. */
export interface Saying {
  kind: Quote['kind']
  speakerName: string | null
  speakerTitle: string | null
  speakerOrganization: string | null
  cue: string | null
  viaName: string | null
  viaText: string | null
  viaKey: string | null
}

const nothingSaid: Saying = {
  kind: 'direct',
  speakerName: null,
  speakerTitle: null,
  speakerOrganization: null,
  cue: null,
  viaName: null,
  viaText: null,
  viaKey: null,
}

/** What a new quote says. Throws as `applyPatch` does. */
export const toSaying = (input: QuotePatch): Saying => applyPatch(nothingSaid, input)

/** JSON Merge Patch (RFC 7396). Throws `unprocessable` when a speaker or a source is left without a name. */
export function applyPatch(current: Saying, patch: QuotePatch): Saying {
  return {
    kind: patch.kind ?? current.kind,
    ...mergeSpeaker(current, patch.speaker),
    cue: pick(patch.cue, current.cue),
    ...mergeVia(current, patch.via),
  }
}

const pick = <T>(patched: T | undefined, current: T): T => (patched === undefined ? current : patched)

function mergeSpeaker(current: Saying, patch: QuotePatch['speaker']) {
  const { speakerName, speakerTitle, speakerOrganization } = current
  if (patch === undefined) return { speakerName, speakerTitle, speakerOrganization }
  if (patch === null) return { speakerName: null, speakerTitle: null, speakerOrganization: null }
  const name = patch.name ?? speakerName
  if (name === null) throw missing('/speaker/name')
  return {
    speakerName: name,
    speakerTitle: pick(patch.title, speakerTitle),
    speakerOrganization: pick(patch.organization, speakerOrganization),
  }
}

function mergeVia(current: Saying, patch: QuotePatch['via']) {
  const { viaName, viaText, viaKey } = current
  if (patch === undefined) return { viaName, viaText, viaKey }
  if (patch === null) return { viaName: null, viaText: null, viaKey: null }
  const name = patch.name ?? viaName
  if (name === null) throw missing('/via/name')
  return { viaName: name, viaText: pick(patch.text, viaText), viaKey: foldName(name) }
}

const missing = (pointer: string): AppError =>
  refuse(pointer, 'required', `"${pointer.slice(1).replace('/', '.')}" is required.`)

const refuse = (pointer: string, code: string, message: string): AppError =>
  new AppError('unprocessable', message, { errors: [{ in: 'body', pointer, code, message }] })
