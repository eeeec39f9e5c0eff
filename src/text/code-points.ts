// JavaScript counts UTF-16 units, the wire counts Unicode code points (W3C Web Annotation). They differ by
// one for every surrogate pair before a position, so the pairs' places are all that need be remembered.

export interface CodePointOffsets {
  /** The number of code points in the text. */
  readonly length: number
  /** Code points before a UTF-16 offset; an offset inside a surrogate pair counts as its start. */
  toCodePoint(utf16: number): number
  /** The UTF-16 offset at which a code point begins. */
  toUtf16(codePoint: number): number
}

/** Maps offsets of one text both ways, in O(log n) of its surrogate pairs; offsets beyond the text are clamped. */
export function codePointOffsets(text: string): CodePointOffsets {
  const pairs = surrogatePairs(text)
  const length = text.length - pairs.length
  return {
    length,
    toCodePoint(utf16) {
      const offset = clamp(utf16, text.length)
      return offset - countWhile(pairs, (start) => start + 1 < offset) - (isInsidePair(pairs, offset) ? 1 : 0)
    },
    toUtf16(codePoint) {
      const offset = clamp(codePoint, length)
      // The i-th pair begins at code point pairs[i] - i; each pair wholly before adds one unit.
      return offset + countWhile(pairs, (start, index) => start - index < offset)
    },
  }
}

function surrogatePairs(text: string): number[] {
  const starts: number[] = []
  for (let index = 0; index + 1 < text.length; index += 1) {
    if (!isHigh(text.charCodeAt(index)) || !isLow(text.charCodeAt(index + 1))) continue
    starts.push(index)
    index += 1
  }
  return starts
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff

const clamp = (offset: number, most: number): number => Math.min(Math.max(offset, 0), most)

/** How many leading elements satisfy a condition that holds for a prefix only. */
function countWhile(sorted: readonly number[], holds: (value: number, index: number) => boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    const value = sorted[middle] ?? 0
    if (holds(value, middle)) low = middle + 1
    else high = middle
  }
  return low
}

const isInsidePair = (pairs: readonly number[], offset: number): boolean =>
  pairs[countWhile(pairs, (start) => start + 1 < offset)] === offset - 1
