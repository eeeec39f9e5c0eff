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

/** The bound of the design is a second; the machine that runs the tests may be slow and busy. */
const limit = 3000

for (const [name, piece] of Object.entries(pieces)) {
  t.test(`a megabyte of ${name} is read in time linear in its length`, async (t) => {
    const start = performance.now()
    extractQuotes(piece.repeat(million / piece.length))
    t.ok(performance.now() - start < limit)
  })
}

t.test('a megabyte of one unclosed quotation is read in time linear in its length', async (t) => {
  const start = performance.now()
  t.strictSame(extractQuotes(`"${'word '.repeat(million / 5)}`), [])
  t.ok(performance.now() - start < limit)
})

t.test('a megabyte of namesakes is read in time linear in its length', async (t) => {
  const start = performance.now()
  extractQuotes(Array.from({ length: 60_000 }, (_, at) => `Aa${at} Smith said. `).join(''))
  t.ok(performance.now() - start < limit)
})

t.test('lone surrogates, NUL and control characters are ordinary characters', async (t) => {
  const text = '“We are \ud800 open\u0000 again,” Holm said.\u0007'
  const [quote] = extractQuotes(text)
  t.equal(quote?.text, text.slice(1, text.indexOf('”')))
})
