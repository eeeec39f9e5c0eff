// The top of a story, above its body: pictures, bylines, a deck. The dateline or the last byline ends it; where
// neither stands, only pictures directly below the headline belong to it.

import { findAgency } from '../../extraction/agencies.ts'
import { type Byline, parseByline } from '../../extraction/byline.ts'
import { parseDateline } from '../../extraction/dateline.ts'
import { readMedia } from './media.ts'
import type { WireMedia } from './model.ts'
import type { Paragraph } from './paragraphs.ts'

/** What has been found of a story so far. */
export interface Draft {
  byline: Byline | null
  summary: string[]
  media: WireMedia[]
  paragraphs: Paragraph[]
}

const longestSummary = 500
/** How far down the page a dateline or a byline may still open the story. */
const topReach = 10
const mostLoose = 2

/** A byline or a picture may stand above the headline; gives the headline's index. */
export function readFront(draft: Draft, kept: readonly Paragraph[]): number {
  let index = 0
  for (const paragraph of kept.slice(0, 4)) {
    const byline = parseByline(paragraph.text)
    const media = byline === undefined ? readMedia(paragraph, 'top') : undefined
    if (byline === undefined && media?.credit == null) break
    if (media !== undefined) draft.media.push(media)
    draft.byline ??= byline ?? null
    index += 1
  }
  return index
}

/** Reads what stands between headline and body; gives the index at which the body begins. */
export function readTop(draft: Draft, rest: readonly Paragraph[]): number {
  const end = findTopEnd(rest)
  for (const [index, paragraph] of rest.slice(0, end).entries()) placeTop(draft, paragraph, rest[index - 1])
  return end
}

function findTopEnd(rest: readonly Paragraph[]): number {
  const reach = rest.slice(0, topReach)
  const datelineAt = reach.findIndex(({ text }) => parseDateline(text) !== undefined)
  if (datelineAt >= 0 && isTop(reach.slice(0, datelineAt))) return datelineAt
  const bylineAt = reach.findLastIndex(({ text }) => parseByline(text) !== undefined)
  const bylineEnd = bylineAt + (isSignature(rest[bylineAt + 1], rest[bylineAt]) ? 2 : 1)
  if (bylineAt >= 0 && isTop(reach.slice(0, bylineEnd))) return bylineEnd
  const bodyAt = reach.findIndex((paragraph) => readMedia(paragraph, 'top') === undefined)
  return bodyAt < 0 ? reach.length : bodyAt
}

/** Above the body only a deck, an uncredited caption, bylines and pictures stand. */
function isTop(paragraphs: readonly Paragraph[]): boolean {
  const loose = paragraphs.filter(
    (paragraph, index) =>
      parseByline(paragraph.text) === undefined &&
      readMedia(paragraph, 'top') === undefined &&
      !isSignature(paragraph, paragraphs[index - 1]),
  )
  return loose.length <= mostLoose && loose.every(({ text }) => text.length <= longestSummary)
}

/** "By PAUL POE" and, in the next line, "Associated Press". */
const isSignature = (paragraph: Paragraph | undefined, before: Paragraph | undefined): boolean =>
  paragraph !== undefined &&
  before !== undefined &&
  findAgency(paragraph.text) !== undefined &&
  parseByline(before.text) !== undefined

function placeTop(draft: Draft, paragraph: Paragraph, before: Paragraph | undefined): void {
  const byline = parseByline(paragraph.text)
  const media = readMedia(paragraph, 'top')
  if (byline !== undefined) draft.byline ??= byline
  else if (isSignature(paragraph, before)) signByline(draft, paragraph.text)
  else if (media === undefined) draft.summary.push(paragraph.text)
  else if (media.caption === null && isCaption(draft, paragraph, before))
    draft.media.push({ ...media, caption: draft.summary.pop() ?? null })
  else draft.media.push(media)
}

function signByline({ byline }: Draft, organization: string): void {
  for (const author of byline?.authors ?? []) author.organization ??= organization
}

/** A credit on a line of its own belongs to the caption above it; the first loose paragraph may be the deck. */
const isCaption = (draft: Draft, credit: Paragraph, before: Paragraph | undefined): boolean =>
  before !== undefined &&
  draft.summary.at(-1) === before.text &&
  (before.block === credit.block || draft.summary.length === mostLoose)
