import fc from 'fast-check'
import t from 'tap'
import { extractQuotes } from '../../src/extraction/quotes.ts'
import { tokenize } from '../../src/extraction/tokens.ts'

const words = (text: string): string[] => tokenize(text).map((token) => token.text)

t.test('a token’s text is the slice between its offsets, whatever the text', async (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      let end = 0
      for (const token of tokenize(text)) {
        t.ok(token.start >= end && token.end > token.start)
        t.equal(text.slice(token.start, token.end), token.text)
        end = token.end
      }
    }),
    { numRuns: 200 },
  )
})

t.test('findings lie inside the text and quote it exactly, whatever the text', async (t) => {
  const piece = fc.constantFrom(
    '"',
    '“',
    '”',
    "'",
    ' ',
    '\n\n',
    ', ',
    '. ',
    'Ann Holm',
    'said',
    'she',
    'the port is open',
    '(',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join(' ')
      for (const quote of extractQuotes(text)) {
        t.ok(quote.start >= 0 && quote.end <= text.length && quote.start < quote.end)
        t.equal(text.slice(quote.start, quote.end), quote.text)
        t.ok(quote.confidence >= 0 && quote.confidence <= 1)
      }
    }),
    { numRuns: 500 },
  )
})

t.test('abbreviations keep their dots and sentences do not', async (t) => {
  t.strictSame(words('Sen. Holm (D-Md.) of the U.S. spoke.'), [
    'Sen.',
    'Holm',
    '(',
    'D-Md.',
    ')',
    'of',
    'the',
    'U.S.',
    'spoke',
    '.',
  ])
})

t.test('possessives and contracted verbs are tokens of their own', async (t) => {
  t.strictSame(words("Holm's boats’ crew, they're late"), [
    'Holm',
    "'s",
    'boats',
    '’',
    'crew',
    ',',
    'they',
    "'re",
    'late',
  ])
})

t.test('a hard-wrapped line is no paragraph’s end, a line that starts anew is', async (t) => {
  const breaks = (text: string): number => tokenize(text).filter(({ kind }) => kind === 'break').length
  t.equal(breaks('The port is\nopen again.'), 0)
  t.equal(breaks('The port is open.\nIt rained.'), 1)
  t.equal(breaks('The port is\n\nopen again.'), 1)
})
