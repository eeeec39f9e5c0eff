// Confidence: how often findings like this one were right, span and speaker, on the development set. Three things tell:
// the rule, how the speaker was written, and the length, for one or two words in marks are seldom a quotation. The
// numbers are measured shares, rounded down; `bench/score.md` shows how they hold.

import type { Found } from './speakers.ts'

/** Of three words and more, with a person named in so many words. */
const BY_RULE: ReadonlyMap<string, number> = new Map([
  ['cue-after', 0.98],
  ['cue-after-inverted', 0.98],
  ['cue-before', 0.95],
  ['cue-earlier', 0.95],
  ['cue-later', 0.92],
  ['same-paragraph', 0.96],
  ['colon', 0.93],
  ['source-before', 0.85],
  ['source-after', 0.9],
  ['paragraph-before', 0.8],
  ['sentence-before', 0.75],
  ['label', 0.8],
  ['owner', 0.75],
  ['indirect', 0.8],
  ['subject', 0.7],
])

/** No rule found a speaker. */
const SPEECHLESS = 0.2

const PRONOUN = 0.94
const ORGANIZATION = 0.9
const DESCRIPTION = 0.85
const SHORT = 0.93

/** Rules so weak that only a person's name makes their finding likely. */
const WEAK = new Set(['subject', 'cue-later', 'paragraph-before'])
const WEAKENED = 0.5

const PRONOUNS = new Set(['he', 'she', 'it', 'they', 'his', 'her', 'their'])

export function confidenceOf({ rule, voice, span }: Found, isShort: boolean): number {
  if (voice === undefined) return SPEECHLESS
  const isPronoun = PRONOUNS.has(voice.asWritten.toLowerCase())
  const bySpeaker = isPronoun ? PRONOUN : SPEAKERS[voice.kind]
  const isWeak = WEAK.has(rule) && (isShort || isPronoun || voice.kind !== 'person')
  const shortness = isShort && span !== undefined ? SHORT : 1
  const share = (BY_RULE.get(rule) ?? SPEECHLESS) * bySpeaker * shortness * (isWeak ? WEAKENED : 1)
  return Math.round(share * 100) / 100
}

const SPEAKERS = { person: 1, organization: ORGANIZATION, unknown: DESCRIPTION } as const
