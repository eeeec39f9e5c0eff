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

const seconds = (text: string): number => {
  const start = performance.now()
  extractQuotes(text)
  return (performance.now() - start) / 1000
}

/**
 * Four times the text may take four times as long. The wall clock of a busy machine is no measure, so the two are
 * compared within one run, the better of two each; a quadratic step would make it sixteen times.
 */
function isLinear(text: string): boolean {
  const best = (part: string): number => Math.min(seconds(part), seconds(part))
  return best(text) <= 10 * best(text.slice(0, text.length / 4)) + 0.3
}

for (const [name, piece] of Object.entries(pieces)) {
  t.test(`a megabyte of ${name} is read in time linear in its length`, async (t) => {
    t.ok(isLinear(piece.repeat(million / piece.length)))
  })
}

t.test('a megabyte of one unclosed quotation is read in time linear in its length', async (t) => {
  const text = `"${'word '.repeat(million / 5)}`
  t.strictSame(extractQuotes(text), [])
  t.ok(isLinear(text))
})

t.test('a megabyte of namesakes is read in time linear in its length', async (t) => {
  t.ok(isLinear(Array.from({ length: 60_000 }, (_, at) => `Aa${at} Smith said. `).join('')))
})

t.test('lone surrogates, NUL and control characters are ordinary characters', async (t) => {
  const text = '“We are \ud800 open\u0000 again,” Holm said.\u0007'
  const [quote] = extractQuotes(text)
  t.equal(quote?.text, text.slice(1, text.indexOf('”')))
})
