// Attribution: which cue a quotation belongs to. The nearest patterns come first: a cue right after the quotation, one
// right before it, one later in its sentence; a quotation without any goes on with the speaker before it.

import type { Cue, CuedSentence } from './cues.ts'
import type { NamedSentence } from './names.ts'
import type { NounPhrase } from './noun-phrases.ts'

export interface Attribution {
  readonly sentence: NamedSentence
  readonly cue: Cue | undefined
  readonly speaker: NounPhrase | undefined
  readonly rule: string
}

/** The cue within the quotation's own sentence. */
export function attributeInSentence(sentence: CuedSentence, quote: number): Attribution | undefined {
  return after(sentence, quote) ?? owned(sentence, quote) ?? before(sentence, quote) ?? later(sentence, quote)
}

const result = (sentence: CuedSentence, cue: Cue, rule: string): Attribution => ({
  sentence,
  cue,
  speaker: cue.speaker,
  rule,
})

/** `"…," X said` and `"…," said X`: nothing but the speaker stands between the quotation and the cue. */
function after(sentence: CuedSentence, quote: number): Attribution | undefined {
  const cue = sentence.cues.find(({ first }) => first > quote)
  if (cue?.speaker === undefined) return undefined
  if (hasQuoteBetween(sentence, quote, cue.first)) return undefined
  const from = cue.isInverted ? cue.first : cue.speaker.first
  const gap = from - quote - 1
  const isNext = gap <= 0 || (gap === 1 && isLight(sentence, quote + 1))
  const endsWithComma = endsInside(sentence, quote)
  if (cue.isInverted)
    return isNext
      ? result(sentence, cue, cue.strength === 'source' ? 'source-after' : 'cue-after-inverted')
      : undefined
  if (isNext && from > quote && cue.first > from && endsWithComma) return result(sentence, cue, 'cue-after')
  return undefined
}

const isLight = (sentence: CuedSentence, index: number): boolean => {
  const tag = sentence.items[index]?.tag
  return tag === 'comma' || tag === 'dash' || tag === 'adverb'
}

/** The sign inside the closing mark that lets the sentence go on. */
const endsInside = (sentence: CuedSentence, quote: number): boolean => {
  const next = sentence.items[quote + 1]
  const span = sentence.items[quote]?.span
  return span !== undefined && (next?.tag === 'comma' || next?.tag === 'dash' || span.finalSign !== '')
}

function hasQuoteBetween(sentence: CuedSentence, from: number, to: number): boolean {
  for (let index = from + 1; index < to; index += 1) if (sentence.items[index]?.tag === 'quote') return true
  return false
}

const THOUGHTS = new Set(
  'hope believe think feel worry fear know hear want try need plan expect like love hate seek support wonder'.split(
    ' ',
  ),
)

/**
 * Of several cues before a quotation the outermost speaks: in "X said the city hopes …" and "X wrote that Y called …" it
 * is X whom the article quotes.
 */
function governing(cues: readonly Cue[], quote: number): Cue | undefined {
  const all = cues.filter(({ strength, lemma }) => strength !== 'loose' && !THOUGHTS.has(lemma))
  // "X said, according to Y": X speaks, and Y is the way it came.
  const verbs = all.filter(({ strength, isEmbedded }) => strength !== 'source' && !isEmbedded)
  const speech = verbs.length > 0 ? verbs : all
  return (
    speech.findLast(({ isEmbedded }) => !isEmbedded) ??
    speech.at(-1) ??
    cues.findLast(({ lemma, strength }) => strength === 'speech' && THOUGHTS.has(lemma)) ??
    cues.findLast(({ last }) => quote - last <= 6)
  )
}

const UTTERANCES = new Set(
  'comment remark claim assertion statement promise pledge warning answer response reply question vow boast contention insistence argument admission declaration suggestion observation complaint words'.split(
    ' ',
  ),
)
const OWNERS = new Set(['his', 'her', 'their'])

/** "her March comment that “…”": the owner of the words speaks. */
function owned(sentence: CuedSentence, quote: number): Attribution | undefined {
  // "said in her statement": the verb has its own subject.
  if (sentence.cues.some(({ strength, last }) => strength === 'speech' && last < quote)) return undefined
  const opener = sentence.items[quote - 1]
  const isOpened = opener?.lower === 'that' || opener?.tag === 'colon' || opener?.tag === 'comma'
  for (let at = quote - 1; at >= Math.max(0, quote - 12); at -= 1) {
    const item = sentence.items[at]
    if (item === undefined || item.tag === 'quote' || sentence.cues.some(({ last }) => last === at))
      return undefined
    const lower = item.lower
    if (!UTTERANCES.has(lower) && !UTTERANCES.has(lower.replace(/s$/, ''))) continue
    const speaker = isOpened || at === quote - 1 ? ownerBefore(sentence, at) : undefined
    if (speaker === undefined) return undefined
    const cue: Cue = {
      first: at,
      last: at,
      lemma: lower,
      strength: 'speech',
      speaker,
      isInverted: false,
      isEmbedded: false,
    }
    return result(sentence, cue, 'owner')
  }
  return undefined
}

function ownerBefore(sentence: CuedSentence, noun: number): NounPhrase | undefined {
  for (let at = noun - 1; at >= Math.max(0, noun - 4); at -= 1) {
    const item = sentence.items[at]
    if (item === undefined) return undefined
    if (OWNERS.has(item.lower)) return { first: at, last: at, mention: undefined, isPronoun: true }
    const mention = item.tag === 'possessive' ? sentence.mentionAt[at - 1] : undefined
    if (mention !== undefined) return { first: mention.first, last: mention.last, mention, isPronoun: false }
    if (item.tag !== 'word' && item.tag !== 'name' && item.tag !== 'time') return undefined
  }
  return undefined
}

/** `X said "…"`, `X said that … "…"`, `According to X, "…"` */
function before(sentence: CuedSentence, quote: number): Attribution | undefined {
  const earlier = sentence.cues.filter(({ last, speaker }) => last < quote && speaker !== undefined)
  const cue = governing(earlier, quote)
  if (cue === undefined) return undefined
  const gap = quote - cue.last - 1
  if (cue.strength === 'source') return result(sentence, cue, 'source-before')
  if (gap === 0 || (gap === 1 && isOpener(sentence, quote - 1))) return result(sentence, cue, 'cue-before')
  return result(sentence, cue, 'cue-earlier')
}

const isOpener = (sentence: CuedSentence, index: number): boolean => {
  const tag = sentence.items[index]?.tag
  return tag === 'comma' || tag === 'colon'
}

/** `The plan is "…", X said.` */
function later(sentence: CuedSentence, quote: number): Attribution | undefined {
  const cue = sentence.cues.find(
    ({ first, speaker, strength }) => first > quote && speaker !== undefined && strength !== 'loose',
  )
  return cue === undefined ? undefined : result(sentence, cue, 'cue-later')
}
