// What a text says, read by the same code that imports it.

import type { Block } from '../articles/blocks.ts'
import { blockStarts, renderBody } from '../articles/body.ts'
import { toDateline } from '../articles/draft.ts'
import { AppError } from '../errors.ts'
import { extractQuotes, type ExtractedQuote as FoundQuote } from '../extraction/quotes.ts'
import type { WireMedia, WireStory } from '../formats/wire-text/model.ts'
import { readWireText } from '../formats/wire-text/read.ts'
import { codePointOffsets } from '../text/code-points.ts'
import type { Extraction } from './schema.ts'

/** Reads one story, or a passage of one, from a file. Throws `unprocessable` for what is no text of a story. */
export function extract(bytes: Uint8Array): Extraction {
  const { story, headline } = readPassage(bytes)
  const blocks: Block[] = story.paragraphs.map((paragraph) => ({ type: 'paragraph', text: paragraph }))
  const captions = story.media.flatMap(({ caption }) => (caption === null ? [] : [caption]))
  return {
    headline,
    summary: story.summary,
    dateline: story.dateline === null ? null : toDateline(story.dateline),
    byline: story.byline,
    credits: story.media.map(toCredit),
    blocks,
    quotes: toQuotes(blocks, headline === null ? captions : [headline, ...captions]),
  }
}

/** A passage without a headline is read under one that is then dropped. */
function readPassage(bytes: Uint8Array): { story: WireStory; headline: string | null } {
  const read = readWireText(bytes)
  const [story] = read.stories
  if (story !== undefined) return { story, headline: story.headline }
  const [passage] = readWireText(Buffer.concat([standInHeadline, bytes])).stories
  if (passage === undefined) throw refused(read.problems[0]?.message ?? 'The text holds no story.')
  return { story: passage, headline: null }
}

const standInHeadline = Buffer.from('Passage without a headline\n\n')

function refused(message: string): AppError {
  return new AppError('unprocessable', message, {
    errors: [{ in: 'body', pointer: '/text', code: 'invalid', message }],
  })
}

const toCredit = ({ caption, credit }: WireMedia): Extraction['credits'][number] => ({
  caption,
  creditLine: credit?.text ?? null,
  label: credit?.label ?? null,
  creators: credit?.creators ?? [],
  organizations: credit?.organizations ?? [],
  qualifiers: credit?.qualifiers ?? [],
  license: credit?.license ?? null,
})

/** Quotes with their places in the blocks' text, as an article's quotes have theirs. */
function toQuotes(blocks: readonly Block[], before: readonly string[]): Extraction['quotes'] {
  const { text } = renderBody(blocks)
  const offsets = codePointOffsets(text)
  const starts = blockStarts(blocks)
  let block = 0
  return extractQuotes(text, { before }).map((quote) => {
    // Quotes come in the order of the text, so the block is never looked for further back.
    while ((starts[block + 1] ?? Number.POSITIVE_INFINITY) <= quote.start) block += 1
    return {
      kind: quote.kind,
      text: quote.text,
      speaker: toSpeaker(quote),
      cue: quote.cue,
      via: quote.via === null ? null : { name: quote.via.name, text: quote.via.text },
      position: { start: offsets.toCodePoint(quote.start), end: offsets.toCodePoint(quote.end), block },
      confidence: quote.confidence,
    }
  })
}

const toSpeaker = ({ speaker }: FoundQuote): Extraction['quotes'][number]['speaker'] =>
  speaker === null ? null : { name: speaker.name, title: speaker.title, organization: speaker.organization }
