// The frame that teleprinter formats (IPTC 7901, ANPA 1312) put around copy: SOH opens the header, STX the text,
// ETX the trailer. Only the text between STX and ETX is read; the few control codes inside it are type setting.

const startOfHeader = '\u0001'
const startOfText = '\u0002'
const endOfText = '\u0003'
const synchronous = '\u0016'

/** The text of a framed file; undefined when there is no whole frame. */
export function unframe(text: string): string | undefined {
  let opening = 0
  while (text[opening] === synchronous) opening += 1
  if (text[opening] !== startOfHeader) return undefined
  const start = text.indexOf(startOfText)
  const end = text.indexOf(endOfText, start)
  if (start < 0 || end < 0) return undefined
  // The lines of the header are kept as empty ones, so that problems name lines of the file.
  const before = text.slice(0, start).replace(/[^\n]/gu, '')
  return before + [...text.slice(start + 1, end)].filter(isText).join('')
}

/** Line feeds, tabs and all that prints; a NUL stays, so that a binary file is refused for it. */
const isText = (letter: string): boolean => /[^\p{Cc}]|[\n\t]/u.test(letter) || letter === '\0'
