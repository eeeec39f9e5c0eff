// XML as exports are written (https://www.w3.org/TR/xml/): read as it comes, one record after the other, so that a file of any size
// goes through in little memory and nobody waits behind it. Refused: any DOCTYPE (entities are how small files grow large), what is
// not well formed, and records beyond what people write. Controls that XML cannot hold, which exports hold all the same, are left out.

import { SaxesParser } from 'saxes'
import { decodeXml } from './decode.ts'
import type { XmlProblem } from './problem.ts'

/** An element with what is in it; its text is its own, without that of the elements in it. */
export interface XmlRecord {
  name: string
  attributes: Readonly<Record<string, string>>
  children: XmlRecord[]
  text: string
  /** Its text and the elements in it, in their order, where the shape asks for that. */
  nodes: (XmlRecord | string)[]
  /** Where it begins; the first line is 1. */
  line: number
}

export interface XmlShape {
  /** The name of the root element. */
  root: string
  /** How deep records lie: 2 for the elements in the root, 1 for the root itself. */
  recordDepth: number
  /** Whether elements stand among text, and their order says something. */
  isMixed?: boolean
}

const deepest = 64
const longestRecord = 32 * 1024 * 1024
const mostReferences = 500_000

/** The records in their order. What is wrong with the document ends it, and is the last thing given; nothing is thrown. */
export async function* readXmlRecords(
  source: AsyncIterable<Uint8Array>,
  shape: XmlShape,
): AsyncGenerator<{ record: XmlRecord } | { problem: XmlProblem }> {
  const reader = recordReader(shape)
  for await (const text of decodeXml(source)) {
    if (typeof text !== 'string') {
      yield { problem: text }
      return
    }
    reader.write(text)
    for (const record of reader.take()) yield { record }
    const problem = reader.problem()
    if (problem !== undefined) {
      yield { problem }
      return
    }
    // A moment for everybody else: what is read is read in pieces of a few milliseconds.
    await new Promise((resolve) => setImmediate(resolve))
  }
  reader.close()
  for (const record of reader.take()) yield { record }
  const problem = reader.problem()
  if (problem !== undefined) yield { problem }
}

function recordReader({ root, recordDepth, isMixed = false }: XmlShape) {
  const parser = new SaxesParser()
  const open: XmlRecord[] = []
  let depth = 0
  let size = 0
  let references = 0
  let done: XmlRecord[] = []
  let problem: XmlProblem | undefined

  const stop = (code: string, message: string) => {
    problem ??= { line: parser.line, code, message }
  }
  const append = (text: string) => {
    const record = open.at(-1)
    if (record === undefined || problem !== undefined) return
    size += text.length
    if (size > longestRecord) stop('too_large', 'An entry of the document is larger than any text is.')
    else {
      record.text += text
      if (isMixed) record.nodes.push(text)
    }
  }

  parser.on('error', (error) => {
    // Exports that mend the ends of CDATA by hand leave some of these in the text; what they say is plain.
    if (!error.message.includes('"]]>" is disallowed'))
      stop('malformed_xml', `The document is not well-formed XML: ${sentenceOf(error)}`)
  })
  parser.on('doctype', () => stop('doctype', 'The document has a DOCTYPE; such documents are not read.'))
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1
    if (depth === 1 && name !== root)
      stop('wrong_format', `The document is not what was expected: it begins with <${name}>, not <${root}>.`)
    if (depth > deepest) stop('too_deep', `The document is nested deeper than ${deepest} levels.`)
    if (problem !== undefined || depth < recordDepth) return
    const record: XmlRecord = { name, attributes, children: [], text: '', nodes: [], line: parser.line }
    open.at(-1)?.children.push(record)
    if (isMixed) open.at(-1)?.nodes.push(record)
    open.push(record)
    size += 100
  })
  parser.on('text', append)
  parser.on('cdata', append)
  parser.on('closetag', () => {
    if (depth === recordDepth) {
      done.push(...open.slice(0, 1))
      size = 0
      references = 0
    }
    depth -= 1
    open.pop()
  })

  return {
    write(text: string): void {
      references += text.split('&').length - 1
      if (references > mostReferences)
        stop('too_many_references', 'An entry holds more references than any text does.')
      if (problem === undefined) parser.write(text)
    },
    close(): void {
      if (problem === undefined) parser.close()
    },
    take(): XmlRecord[] {
      const records = done
      done = []
      return records
    },
    problem: () => problem,
  }
}

/** The parser's own words, without the place that it puts before them. */
const sentenceOf = ({ message }: Error): string => {
  const words = message.replace(/^\d+:\d+: /, '')
  return words.endsWith('.') ? words : `${words}.`
}

/** The first element of that name in a record. */
export const childOf = (record: XmlRecord, name: string): XmlRecord | undefined =>
  record.children.find((child) => child.name === name)

/** The text of the first element of that name, trimmed; '' where there is none. */
export const textOf = (record: XmlRecord, name: string): string => childOf(record, name)?.text.trim() ?? ''
