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
    else if (media !== undefined)
      draft.media.push(media.caption === null ? withCaption(draft, paragraph, body, media) : media)
    else if (!isAgencySignature(paragraph.text)) draft.paragraphs.push(paragraph)
    else if (index < body.length - 1)
      draft.media.push({ caption: null, credit: readMedia(paragraph, 'top')?.credit ?? null })
  }
}

/** A block of two lines, the second a credit, is a caption and its credit. */
function withCaption(
  draft: Draft,
  credit: Paragraph,
  body: readonly Paragraph[],
  media: WireMedia,
): WireMedia {
  const block = body.filter((paragraph) => paragraph.block === credit.block)
  const [first, second] = block
  if (block.length !== 2 || second !== credit || draft.paragraphs.at(-1) !== first) return media
  return { ...media, caption: draft.paragraphs.pop()?.text ?? null }
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
