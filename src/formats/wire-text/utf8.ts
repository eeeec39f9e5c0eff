// Finds the first byte that is not UTF-8 (RFC 3629), which a decoder alone does not tell. Encoded surrogates,
// overlong forms and code points beyond U+10FFFF are refused like any stray byte.

export interface BrokenUtf8 {
  offset: number
  reason: 'surrogate' | 'malformed'
}

/** The first malformed sequence, if there is one. */
export function findBrokenUtf8(bytes: Uint8Array): BrokenUtf8 | undefined {
  let offset = 0
  while (offset < bytes.length) {
    const length = sequenceLength(bytes, offset)
    if (length === 0) {
      const isSurrogate =
        bytes[offset] === 0xed && (bytes[offset + 1] ?? 0) >= 0xa0 && (bytes[offset + 1] ?? 0) <= 0xbf
      return { offset, reason: isSurrogate ? 'surrogate' : 'malformed' }
    }
    offset += length
  }
  return undefined
}

/** Length of the well-formed sequence at an offset, or 0. The ranges are those of Unicode's table 3-7. */
export function sequenceLength(bytes: Uint8Array, offset: number): number {
  const first = bytes[offset] ?? 0
  if (first < 0x80) return 1
  if (first < 0xc2 || first > 0xf4) return 0
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
  const second = bytes[offset + 1] ?? 0
  if (second < lowest || second > highest) return 0
  for (let index = 2; index < length; index += 1) {
    const next = bytes[offset + index] ?? 0
    if (next < 0x80 || next > 0xbf) return 0
  }
  return length
}
