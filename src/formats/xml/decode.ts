// Bytes of an XML document as text, in pieces: the encoding is the byte order mark's, else the declaration's, else UTF-8 (XML 1.0,
// appendix F). What XML cannot hold at all (section 2.2) is left out here, where it is in the way of a parser and of no reader.

import { TextDecoder } from 'node:util'
import type { XmlProblem } from './problem.ts'

/** What is handed on at once: a few milliseconds of parsing. */
const pieceLength = 64 * 1024
/** Enough for a byte order mark and a declaration. */
const headLength = 256

/** The text, or what is wrong with the encoding; nothing is thrown. */
export async function* decodeXml(source: AsyncIterable<Uint8Array>): AsyncGenerator<string | XmlProblem> {
  let decoder: TextDecoder | undefined
  let head: Uint8Array = new Uint8Array()
  for await (const chunk of source) {
    if (decoder === undefined) {
      head = Buffer.concat([head, chunk])
      if (head.length < headLength) continue
      decoder = decoderFor(head)
      if (decoder === undefined) break
      yield* pieces(head, decoder)
    } else yield* pieces(chunk, decoder)
  }
  decoder ??= decoderFor(head)
  if (decoder === undefined) {
    yield { line: 1, code: 'unknown_encoding', message: 'The document is in an encoding that is not known.' }
    return
  }
  if (head.length < headLength) yield* pieces(head, decoder)
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

function* pieces(bytes: Uint8Array, decoder: TextDecoder): Generator<string> {
  for (let at = 0; at < bytes.length; at += pieceLength) {
    const text = decoder.decode(bytes.subarray(at, at + pieceLength), { stream: true })
    yield text.replace(notXml, '')
  }
}

const notXml = /[\uFFFE\uFFFF]|[^\P{Cc}\t\n\r\u007F-\u009F]/gu

function decoderFor(head: Uint8Array): TextDecoder | undefined {
  const [first, second] = head
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le')
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be')
  const start = Buffer.from(head.subarray(0, headLength)).toString('latin1')
  const [, label = 'utf-8'] = /^[^>]{0,100}encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']/.exec(start) ?? []
  try {
    return new TextDecoder(label)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
