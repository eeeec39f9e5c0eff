// Indirect speech: what a cue reports without marks, "X said Seoul is not considering …" and "…, X had claimed".

import type { Cue, CuedSentence } from './cues.ts'

export interface IndirectSpan {
  readonly cue: Cue
  readonly start: number
  readonly end: number
}

/** Verbs whose complement is nearly always a report of what was said. */
const REPORTING = new Set(
  'say tell report claim announce add warn argue note insist suggest explain state predict allege acknowledge admit contend maintain stress confirm deny declare testify'.split(
    ' ',
  ),
)

const MIN_WORDS = 4

export function findIndirect(sentence: CuedSentence): IndirectSpan | undefined {
  const cue = sentence.cues.find(
    ({ speaker, lemma, strength }) => speaker !== undefined && strength === 'speech' && REPORTING.has(lemma),
  )
  if (cue === undefined) return undefined
  return following(sentence, cue) ?? leading(sentence, cue)
}

function following(sentence: CuedSentence, cue: Cue): IndirectSpan | undefined {
  if (cue.isInverted) return undefined
  const first = startOfContent(sentence, cue.last + 1)
  const last = endOfContent(sentence)
  const content = sentence.items.slice(first, last + 1)
  if (first < 0 || content.length < MIN_WORDS) return undefined
  if (content.every(({ tag }) => tag === 'quote') || content[0]?.tag === 'quote') return undefined
  if (!content.some(({ tag }) => tag === 'auxiliary' || tag === 'word')) return undefined
  return { cue, start: content[0]?.start ?? 0, end: content.at(-1)?.end ?? 0 }
}

/** Skips the day, the person told and "that". */
function startOfContent(sentence: CuedSentence, from: number): number {
  let at = from
  if (sentence.items[at]?.lower === 'on' && sentence.items[at + 1]?.tag === 'time') at += 1
  while (sentence.items[at]?.tag === 'time') at += 1
  const item = sentence.items[at]
  if (
    item === undefined ||
    item.tag === 'comma' ||
    item.tag === 'colon' ||
    item.tag === 'preposition' ||
    item.tag === 'stop'
  )
    return -1
  return item.lower === 'that' ? at + 1 : at
}

function endOfContent(sentence: CuedSentence): number {
  let last = sentence.items.length - 1
  while (last >= 0 && sentence.items[last]?.tag === 'stop') last -= 1
  return last
}

/** "The equipment could be used to monitor movements, Beijing had claimed." */
function leading(sentence: CuedSentence, cue: Cue): IndirectSpan | undefined {
  const speaker = cue.speaker
  if (speaker === undefined) return undefined
  const from = cue.isInverted ? cue.first : speaker.first
  const to = Math.max(cue.last, speaker.last)
  const comma = sentence.items[from - 1]
  const after = sentence.items[to + 1]
  if (comma?.tag !== 'comma' || from - 1 < MIN_WORDS || (after !== undefined && after.tag !== 'stop'))
    return undefined
  const content = sentence.items.slice(0, from - 1)
  if (content.some(({ tag }) => tag === 'quote') || !content.some(({ tag }) => tag === 'auxiliary'))
    return undefined
  return { cue, start: content[0]?.start ?? 0, end: content.at(-1)?.end ?? 0 }
}
