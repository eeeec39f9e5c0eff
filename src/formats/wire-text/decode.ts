// Bytes become text, or one error that names the place. UTF-8 is expected; UTF-16 is taken with its byte order
// mark, and Windows-1252 (which covers ISO-8859-1) only where nothing else can be meant: agencies still send it,
// and a wrong guess would print garbage. Binary files, NUL and control characters are refused.

import { unifyLineBreaks } from '../../text/line-breaks.ts'
import { findTextProblem } from '../../text/text-problem.ts'
import { unframe } from './frame.ts'
import type { WireProblem } from './model.ts'
import { findBrokenUtf8, sequenceLength } from './utf8.ts'
import { decodeWindows1252, isPlainlyWindows1252 } from './windows-1252.ts'

export type Decoded = { text: string; notes: WireProblem[] } | { error: WireProblem }

const longestLine = 100_000
/** Far beyond any story; it bounds the time that a hostile file can take. */
const mostLines = 20_000

/** Decodes a file to NFC text with LF line breaks and without control characters. */
export function decodeWireText(bytes: Uint8Array): Decoded {
  if (bytes.length === 0) return refuse(1, 'empty_file', 'The file is empty.')
  const decoded = decodeBytes(bytes)
  if ('error' in decoded) return decoded
  // Form feeds and vertical tabs part pages and lines; a last Ctrl-Z is how DOS ended a file.
  const lines = dropDosEnd(unifyLineBreaks(decoded.text))
    .replace(/[\f\v]/gu, '\n')
    .normalize('NFC')
  const text = unframe(lines) ?? lines
  return checkText(text) ?? { text, notes: decoded.notes }
}

const dropDosEnd = (text: string): string => (text.endsWith('\u001A') ? text.slice(0, -1) : text)

function decodeBytes(bytes: Uint8Array): Decoded {
  const encoding = byteOrderMark(bytes)
  if (encoding !== undefined && encoding !== 'utf-8') return decodeUtf16(bytes, encoding)
  const broken = findBrokenUtf8(bytes)
  if (broken === undefined) return { text: new TextDecoder('utf-8').decode(bytes), notes: [] }
  const line = lineOf(bytes, broken.offset)
  if (broken.reason === 'malformed' && !holdsUtf8(bytes) && isPlainlyWindows1252(bytes)) {
    const message = 'The file is not UTF-8; it was read as Windows-1252 (ISO-8859-1).'
    return {
      text: decodeWindows1252(bytes),
      notes: [{ line, code: 'encoding_assumed', message, severity: 'note' }],
    }
  }
  const what =
    broken.reason === 'surrogate' ? 'an encoded half of a surrogate pair' : 'a byte that is not UTF-8'
  return refuse(
    line,
    'broken_utf8',
    `Line ${line} holds ${what}, at byte ${broken.offset} of the file (0x${hex(bytes[broken.offset])}). Save the file as UTF-8.`,
  )
}

function byteOrderMark(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | undefined {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined
}

function decodeUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): Decoded {
  if (bytes.length % 2 === 1)
    return refuse(1, 'broken_utf16', 'The file is UTF-16 with half a character at its end.')
  // A TextDecoder would hide half a surrogate pair as U+FFFD; the Buffer's own decoding keeps it to be refused.
  const units = Buffer.from(bytes)
  const text = (encoding === 'utf-16le' ? units : units.swap16()).toString('utf16le')
  return { text: text.slice(1), notes: [] }
}

/** A mixture of encodings is refused: where one sequence is UTF-8, the rest was meant to be. */
function holdsUtf8(bytes: Uint8Array): boolean {
  for (let offset = 0; offset < bytes.length; offset += 1) if (sequenceLength(bytes, offset) > 1) return true
  return false
}

function checkText(text: string): { error: WireProblem } | undefined {
  const problem = findTextProblem(text)
  if (problem !== undefined) return refuseCharacter(text, problem.position, problem.code)
  const lines = text.split('\n')
  if (lines.length > mostLines)
    return refuse(
      mostLines + 1,
      'too_many_lines',
      `The file has ${lines.length} lines; at most ${mostLines} are read as one story.`,
    )
  const long = lines.findIndex((line) => line.length > longestLine)
  if (long >= 0)
    return refuse(
      long + 1,
      'line_too_long',
      `Line ${long + 1} has ${lines[long]?.length} characters; at most ${longestLine} are read.`,
    )
  return undefined
}

function refuseCharacter(text: string, position: number, code: string): { error: WireProblem } {
  const line = text.slice(0, position).split('\n').length
  const name = `U+${hex(text.charCodeAt(position)).padStart(4, '0')}`
  if (code === 'lone_surrogate')
    return refuse(line, code, `Line ${line} holds half of a surrogate pair (${name}).`)
  return refuse(
    line,
    'binary',
    `Line ${line} holds the control character ${name}: this is not a plain text file.`,
  )
}

const refuse = (line: number, code: string, message: string): { error: WireProblem } => ({
  error: { line, code, message, severity: 'error' },
})

const hex = (unit = 0): string => unit.toString(16).toUpperCase()

function lineOf(bytes: Uint8Array, offset: number): number {
  let line = 1
  for (let index = 0; index < offset; index += 1) if (bytes[index] === 0x0a) line += 1
  return line
}
