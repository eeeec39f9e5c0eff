// Via: the outlet or document a quotation reached the article through: "X said, according to Yonhap", "told CNN",
// "said in a statement", "wrote on Twitter".

import type { Cue, CuedSentence } from './cues.ts'
import { phraseAfter } from './noun-phrases.ts'

export interface FoundVia {
  readonly name: string
  readonly text: string
}

const CHANNELS = new Set(
  'statement interview tweet email e-mail letter memo speech post video article op-ed essay column release book report transcript filing lawsuit blog podcast broadcast call conference briefing message editorial'.split(
    ' ',
  ),
)

const NETWORKS = new Set(
  'twitter facebook instagram youtube snapchat medium reddit periscope weibo telegram tiktok'.split(' '),
)

export function findVia(text: string, sentence: CuedSentence, cue: Cue | undefined): FoundVia | undefined {
  if (cue === undefined) return undefined
  return sourceVia(text, sentence, cue) ?? toldVia(text, sentence, cue) ?? channelVia(text, sentence, cue)
}

const slice = (text: string, sentence: CuedSentence, first: number, last: number): string =>
  text.slice(sentence.items[first]?.start ?? 0, sentence.items[last]?.end ?? 0)

/** Another cue of the sentence is an "according to": the words came through that source. */
function sourceVia(text: string, sentence: CuedSentence, cue: Cue): FoundVia | undefined {
  if (cue.strength === 'source') return undefined
  const source = sentence.cues.find((other) => other.strength === 'source' && other.speaker !== undefined)
  if (source?.speaker === undefined) return undefined
  const first = source.speaker.mention?.nameFirst ?? source.speaker.first
  return {
    name: slice(text, sentence, first, source.speaker.last),
    text: slice(text, sentence, source.first, source.speaker.last),
  }
}

function toldVia(text: string, sentence: CuedSentence, cue: Cue): FoundVia | undefined {
  if (cue.lemma !== 'tell') return undefined
  const mention = sentence.mentionAt[cue.last + 1] ?? sentence.mentionAt[cue.last + 2]
  if (mention === undefined || mention.kind === 'person' || mention.kind === 'place') return undefined
  return { name: mention.words.join(' '), text: slice(text, sentence, cue.last, mention.last) }
}

/** "said in a statement", "wrote on Twitter": within the words right after the cue or its inverted speaker. */
function channelVia(text: string, sentence: CuedSentence, cue: Cue): FoundVia | undefined {
  const from = Math.max(cue.last, cue.isInverted ? (cue.speaker?.last ?? 0) : 0) + 1
  for (let index = from; index < from + 6; index += 1) {
    const item = sentence.items[index]
    if (item === undefined || item.tag === 'quote' || item.tag === 'stop' || item.tag === 'comma')
      return undefined
    if (item.tag !== 'preposition') continue
    const phrase = phraseAfter(sentence, index + 1)
    if (phrase === undefined) continue
    const head = sentence.items[phrase.last]
    const isNetwork = item.lower === 'on' && head !== undefined && NETWORKS.has(head.lower)
    if (isNetwork || hasChannel(sentence, phrase.first, phrase.last)) {
      const isArticle = sentence.items[phrase.first]?.tag === 'determiner'
      const first = isArticle && phrase.first < phrase.last ? phrase.first + 1 : phrase.first
      return {
        name: slice(text, sentence, first, phrase.last),
        text: slice(text, sentence, index, phrase.last),
      }
    }
  }
  return undefined
}

function hasChannel(sentence: CuedSentence, first: number, last: number): boolean {
  for (let index = first; index <= last; index += 1)
    if (CHANNELS.has(sentence.items[index]?.lower ?? '')) return true
  return false
}
