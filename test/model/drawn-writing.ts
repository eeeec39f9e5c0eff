// What editors write, drawn: few names and words, so that they meet, in spellings that must meet as well.

import fc from 'fast-check'
import { withCanary } from './step.ts'
import { minutesAfter, type World, type Writing } from './world.ts'

/** Each `#` becomes a word of its own. */
export const texts = [
  'Harbour bridge reopens',
  'Ferry sails again',
  'Café owners rally #',
  'Council votes on ferry and bridge #',
]
/** Paragraphs in which extraction finds what somebody said. */
const said = [
  '“We paid for every bolt,” Mayor Tomas Lund said.',
  '“Nobody asked the ferry #,” Ada Ferris said.',
]
export const sections = ['Local', 'LOCAL', 'Économie', 'World']
export const tags = ['Ferry', 'ferry', 'Élan', 'élan', 'bridge']
export const authors = ['Ada Ferris', 'ADA FERRIS', 'Zoë Lund', 'Tomas Berg']
export const agencies = ['Seewind', 'SEEWIND', 'Tri-County News']
export const languages = ['en', 'de']
export const slugs = ['first-light', 'second-wind', 'third-rail']
/** Minutes from now: past, the very moment, and ahead. */
export const minutes = [-30, 0, 10, 30, 60, 90]

export type DrawnWriting = Partial<Omit<Writing, 'embargoUntil' | 'expiresAt'>> & {
  embargoMinutes?: number | null
  expiryMinutes?: number | null
}

const text = fc.constantFrom(...texts)
const orNull = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: null, freq: 4 })

const parts = {
  headline: text,
  summary: fc.option(text, { nil: null }),
  section: orNull(sections),
  tags: fc.array(fc.constantFrom(...tags), { maxLength: 3 }),
  authors: fc.uniqueArray(fc.constantFrom(...authors), {
    maxLength: 2,
    selector: (name) => name.toLowerCase(),
  }),
  provider: orNull(agencies),
  agency: orNull(agencies),
  language: orNull(languages),
  paragraphs: fc.array(fc.oneof(text, fc.constantFrom(...said)), { maxLength: 3 }),
  embargoMinutes: orNull(minutes),
  expiryMinutes: fc.option(fc.constantFrom(...minutes), { nil: null, freq: 1 }),
  commentsOpen: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
}

export const drawnWriting: fc.Arbitrary<DrawnWriting & { headline: string }> = fc.record(parts, {
  requiredKeys: ['headline'],
})
export const drawnPatch: fc.Arbitrary<DrawnWriting> = fc.record(parts, { requiredKeys: [] })

/** Writing as the model holds it, with its canaries, and its instants as of now. */
export function writingOf(
  world: World,
  { embargoMinutes, expiryMinutes, headline, summary, paragraphs, ...plain }: DrawnWriting,
): Partial<Writing> {
  return {
    ...plain,
    ...(headline !== undefined && { headline: withCanary(world, headline) }),
    ...(summary !== undefined && { summary: summary === null ? null : withCanary(world, summary) }),
    ...(paragraphs !== undefined && { paragraphs: paragraphs.map((text) => withCanary(world, text)) }),
    ...(embargoMinutes !== undefined && {
      embargoUntil: embargoMinutes === null ? null : minutesAfter(world.now, embargoMinutes),
    }),
    ...(expiryMinutes !== undefined && {
      expiresAt: expiryMinutes === null ? null : minutesAfter(world.now, expiryMinutes),
    }),
  }
}

/** Writing as it is sent. */
export function bodyOf({ authors, provider, agency, paragraphs, ...plain }: Partial<Writing>): object {
  return {
    ...plain,
    ...(authors !== undefined && { authors: authors.map((name) => ({ name })) }),
    ...(provider !== undefined && { provider: provider === null ? null : { name: provider, uri: null } }),
    ...(agency !== undefined && { dateline: agency === null ? null : datelineOf(agency) }),
    ...(paragraphs !== undefined && {
      body: { blocks: paragraphs.map((text) => ({ type: 'paragraph', text })) },
    }),
  }
}

export const datelineOf = (agency: string) => ({
  text: 'MILLBROOK –',
  place: 'MILLBROOK',
  month: null,
  day: null,
  date: null,
  agency,
})
