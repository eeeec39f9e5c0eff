import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { extractQuotes } from '../../src/extraction/quotes.ts'

const data = new URL('../../../shared/data/', import.meta.url)
const article = new URL('wire-article.txt', data)
const skip = existsSync(article) ? false : 'the shared wire article is not here'

interface GoldQuote {
  start: number
  end: number
  text: string
  partial?: boolean
  cue: string
  speaker: { name: string; role?: string | null; kind: string }
  via?: { name: string } | null
}

interface Gold {
  direct_quotes: GoldQuote[]
  indirect_quotes: GoldQuote[]
}

const read = () => {
  const text = readFileSync(article, 'utf8')
  const gold = JSON.parse(readFileSync(new URL('quotes/wire-article.gold.json', data), 'utf8')) as Gold
  return { gold, quotes: extractQuotes(text) }
}

t.test(
  'the wire article has exactly its three quotations, with speaker, cue and via',
  { skip },
  async (t) => {
    const { gold, quotes } = read()
    const found = quotes.filter(({ kind }) => kind !== 'indirect')
    t.strictSame(
      found.map(({ start, end, text, kind, cue, speaker, via }) => ({
        start,
        end,
        text,
        kind,
        cue,
        speaker: speaker?.name,
        via: via?.name ?? null,
      })),
      gold.direct_quotes.map(({ start, end, text, partial, cue, speaker, via }) => ({
        start,
        end,
        text,
        kind: partial === true ? 'mixed' : 'direct',
        cue,
        speaker: speaker.name,
        via: via?.name ?? null,
      })),
    )
  },
)

t.test('the wire article’s spokeswoman has her title and her organization', { skip }, async (t) => {
  const { quotes } = read()
  const [first] = quotes.filter(({ kind }) => kind !== 'indirect')
  t.match(first?.speaker, {
    title: 'foreign ministry spokeswoman',
    organization: 'Chinese foreign ministry',
    kind: 'person',
  })
})

t.test('the wire article has exactly its eight pieces of indirect speech', { skip }, async (t) => {
  const { gold, quotes } = read()
  const plain = (text: string): string => text.replaceAll('\u00a0', ' ')
  t.strictSame(
    quotes
      .filter(({ kind }) => kind === 'indirect')
      .map(({ start, end, text, cue, speaker }) => ({
        start,
        end,
        text: plain(text),
        cue,
        speaker: speaker?.name,
      })),
    gold.indirect_quotes.map(({ start, end, text, cue, speaker }) => ({
      start,
      end,
      text: plain(text),
      cue,
      speaker: speaker.name,
    })),
  )
})
