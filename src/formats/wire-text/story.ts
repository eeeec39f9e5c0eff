// Assembles one story from the paragraphs that belong to it: headline, deck, byline, pictures, dateline, body.
// What cannot be a story is refused with the line and the reason.

import { parseByline } from '../../extraction/byline.ts'
import { parseDateline } from '../../extraction/dateline.ts'
import { guessLanguage } from './language.ts'
import { isAgencySignature, readMedia } from './media.ts'
import type { WireMedia, WireProblem, WireStory } from './model.ts'
import type { Paragraph } from './paragraphs.ts'
import type { Sifted } from './sift.ts'
import { type Draft, readFront, readTop } from './top.ts'

const longestHeadline = 250

/** The story, or the one error that refuses it. */
export function assembleStory({ kept, slugline, notes }: Sifted): WireStory | { error: WireProblem } {
  const draft: Draft = { byline: null, summary: [], media: [], paragraphs: [] }
  const headlineAt = readFront(draft, kept)
  const headline = kept[headlineAt]
  if (headline === undefined)
    return refuse(kept[0]?.line ?? 1, 'no_headline', 'The file has no headline: only a byline or a picture.')
  const problem = checkHeadline(headline)
  if (problem !== undefined) return problem
  const rest = kept.slice(headlineAt + 1)
  const bodyFrom = readTop(draft, rest)
  readBody(draft, rest.slice(bodyFrom))
  const dateline = takeDateline(draft)
  const paragraphs = draft.paragraphs.map((paragraph) => paragraph.text)
  if (paragraphs.length === 0)
    return refuse(headline.line, 'no_body', `The story has a headline in line ${headline.line} and no body.`)
  return {
    headline: headline.text.replace(/^(?:headline|titel|titre|titular):\s+/iu, ''),
    summary: draft.summary.length === 0 ? null : draft.summary.join(' '),
    byline: draft.byline,
    dateline,
    paragraphs,
    media: draft.media,
    language: guessLanguage(paragraphs.join(' ')),
    slugline,
    problems: notes,
  }
}

function checkHeadline({ text, line }: Paragraph): { error: WireProblem } | undefined {
  const dateline = parseDateline(text)
  if (dateline !== undefined)
    return refuse(
      line,
      'no_headline',
      `The file has no headline: line ${line} begins with the dateline "${dateline.text}".`,
    )
  if (text.length > longestHeadline)
    return refuse(
      line,
      'no_headline',
      `The file has no headline: line ${line} is a paragraph of ${text.length} characters.`,
    )
  return undefined
}

function readBody(draft: Draft, body: readonly Paragraph[]): void {
  for (const [index, paragraph] of body.entries()) {
    const byline = parseByline(paragraph.text)
    const media = byline === undefined ? readMedia(paragraph, 'body') : undefined
    if (byline !== undefined) draft.byline ??= byline
    else if (media === undefined)
      draft.paragraphs.push(...(isAgencySignature(paragraph.text) ? [] : [paragraph]))
    else
      draft.media.push(
        media.caption === null && closesPair(body, index)
          ? withCaption(draft, media, body[index - 1])
          : media,
      )
  }
}

/** Whether a paragraph is the second of a block of two: a credit there has its caption above it. */
const closesPair = (body: readonly Paragraph[], index: number): boolean => {
  const blockOf = (at: number) => body[at]?.block
  const block = blockOf(index)
  return blockOf(index - 1) === block && blockOf(index - 2) !== block && blockOf(index + 1) !== block
}

function withCaption(draft: Draft, media: WireMedia, above: Paragraph | undefined): WireMedia {
  if (above === undefined || draft.paragraphs.at(-1) !== above) return media
  draft.paragraphs.pop()
  return { ...media, caption: above.text }
}

/** Parts the dateline from the first paragraph; what follows it opens the body. */
function takeDateline(draft: Draft): WireStory['dateline'] {
  const [first, ...others] = draft.paragraphs
  const found = first === undefined ? undefined : parseDateline(first.text)
  if (first === undefined || found === undefined) return null
  const { end, ...dateline } = found
  const text = first.text.slice(end).trim()
  draft.paragraphs = text === '' ? others : [{ ...first, text }, ...others]
  return dateline
}

const refuse = (line: number, code: string, message: string): { error: WireProblem } => ({
  error: { line, code, message, severity: 'error' },
})
