import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { parseArgs } from 'node:util'
import { extractQuotes } from '../extraction/quotes.ts'
import { extract } from '../extractions/extract.ts'
import { codePointOffsets } from '../text/code-points.ts'
import { nameOf, openInput, readInput } from './input.ts'
import type { Command, Io } from './io.ts'
import { usageError } from './usage-error.ts'

const offsetUnits = ['codePoints', 'utf16'] as const
type OffsetUnit = (typeof offsetUnits)[number]

/** Far above any story. */
const maxBytes = 10 * 1024 * 1024

export const extractCommand: Command = {
  usage: `Usage: dateline extract [file|-]
       dateline extract --jsonl [--offsets codePoints|utf16] [file|-]

Prints headline, dateline, byline, credits, blocks and quotes of one story as JSON; standard input is read where no
file is named.

  --jsonl    read lines of {"id", "text"} and print a line of {"id", "quotes": [{"start", "end", "speaker", "cue"}]}
             for each, of direct and mixed speech in the text as it stands
  --offsets  what the positions of --jsonl count: codePoints (the default) or utf16, as JavaScript does`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { jsonl: { type: 'boolean', default: false }, offsets: { type: 'string' } },
    })
    const [path = '-', ...more] = positionals
    if (more.length > 0) throw usageError('Name one file, or - for standard input.')
    if (!values.jsonl && values.offsets !== undefined) throw usageError('--offsets goes with --jsonl.')
    if (values.jsonl) return extractLines(path, io, readUnit(values.offsets ?? 'codePoints'))
    io.out(JSON.stringify(extract(await readInput(path, io, maxBytes)), null, 2))
    return 0
  },
}

function readUnit(given: string): OffsetUnit {
  const unit = offsetUnits.find((known) => known === given)
  if (unit !== undefined) return unit
  throw usageError(`--offsets takes ${offsetUnits.join(' or ')}.`)
}

/** Line by line, so that a corpus of any size goes through; a line that is not what it should be is told of. */
async function extractLines(path: string, io: Io, unit: OffsetUnit): Promise<number> {
  const input = Readable.from(openInput(path, io), { objectMode: false })
  let number = 0
  let failed = 0
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1
    if (line.trim() === '') continue
    const document = readDocument(line)
    if (document !== undefined) {
      io.out(JSON.stringify({ id: document.id, quotes: quotesIn(document.text, unit) }))
      continue
    }
    failed += 1
    io.err(`${nameOf(path)}:${number}: The line is not a JSON object with "id" and "text".`)
  }
  return failed === 0 ? 0 : 1
}

function readDocument(line: string): { id: unknown; text: string } | undefined {
  try {
    const document: unknown = JSON.parse(line)
    if (typeof document !== 'object' || document === null) return undefined
    if (!('id' in document) || !('text' in document) || typeof document.text !== 'string') return undefined
    return { id: document.id, text: document.text }
  } catch {
    return undefined
  }
}

function quotesIn(text: string, unit: OffsetUnit) {
  const offsets = codePointOffsets(text)
  const place = (utf16: number) => (unit === 'utf16' ? utf16 : offsets.toCodePoint(utf16))
  return extractQuotes(text)
    .filter(({ kind }) => kind !== 'indirect')
    .map(({ start, end, speaker, cue }) => ({
      start: place(start),
      end: place(end),
      speaker: speaker?.name ?? null,
      cue,
    }))
}
