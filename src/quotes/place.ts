// Where a stretch of an article's body stands: code points, as the wire counts them, and the text around it.

import { storedBlocks } from '../articles/blocks.ts'
import { blockStarts } from '../articles/body.ts'
import { codePointOffsets } from '../text/code-points.ts'

/** The columns that place a quote. */
export interface Place {
  positionStart: number
  positionEnd: number
  block: number
  prefix: string
  suffix: string
}

/** Code points on either side that tell a quote from another with the same words. */
const contextLength = 32

/** Maps between UTF-16 offsets of one article's body text and the places on the wire. */
export function placesIn(article: { bodyText: string; blocks: readonly object[] }) {
  const { bodyText } = article
  const offsets = codePointOffsets(bodyText)
  const starts = blockStarts(storedBlocks(article.blocks))

  return {
    toUtf16: offsets.toUtf16,

    /** The place of the text from one UTF-16 offset to another. */
    placeOf(start: number, end: number): Place {
      const positionStart = offsets.toCodePoint(start)
      const positionEnd = offsets.toCodePoint(end)
      return {
        positionStart,
        positionEnd,
        block: Math.max(
          0,
          starts.findLastIndex((at) => at <= start),
        ),
        prefix: bodyText.slice(offsets.toUtf16(positionStart - contextLength), start),
        suffix: bodyText.slice(end, offsets.toUtf16(positionEnd + contextLength)),
      }
    },
  }
}
