import t from 'tap'
import { extractQuotes } from '../../src/extraction/quotes.ts'

const million = 1_000_000
const pieces: Record<string, string> = {
  'straight marks': '"',
  'opening marks': '“',
  'marks with spaces': '" ',
  'paragraphs that open a quotation': '"a\n\n',
  brackets: '(((',
  names: 'John Smith ',
  'cues without an end': 'he said ',
  quotations: '"I am," he said. ',
  apostrophes: "'",
  possessives: "s' ",
  hyphens: 'a-',
  dots: '.',
  'empty lines': '\n',
  'one word': 'a',
  'commas and relative clauses': 'Ann, who said, ',
  sources: 'according to ',
  labels: '"AB CD: ',
}

/**
 * The design's bound is a second of an idle machine. Processor time is measured, for a busy machine's clock says little,
 * and with room to spare: a step that looks at a megabyte for each of its characters would take hours.
 */
const limit = 4

function isInTime(text: string): boolean {
  const before = process.cpuUsage()
  extractQuotes(text)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6 < limit
}

for (const [name, piece] of Object.entries(pieces)) {
  t.test(`a megabyte of ${name} is read in time`, async (t) => {
    t.ok(isInTime(piece.repeat(million / piece.length)))
  })
}

t.test('a megabyte of one unclosed quotation is read in time', async (t) => {
  const text = `"${'word '.repeat(million / 5)}`
  t.strictSame(extractQuotes(text), [])
  t.ok(isInTime(text))
})

t.test('a megabyte of namesakes is read in time', async (t) => {
  t.ok(isInTime(Array.from({ length: 60_000 }, (_, at) => `Aa${at} Smith said. `).join('')))
})

t.test('lone surrogates, NUL and control characters are ordinary characters', async (t) => {
  const text = '“We are \ud800 open\u0000 again,” Holm said.\u0007'
  const [quote] = extractQuotes(text)
  t.equal(quote?.text, text.slice(1, text.indexOf('”')))
})
