// Prints every figure of the extraction on the development sets as one Markdown table: `npm run score`. The sets are not
// part of the project; without them there is nothing to measure, and the script says so. Figures come in groups, one
// function each; a new kind of finding adds a group to `groups`.

import { existsSync, readFileSync } from 'node:fs'
import { parseCreditLine, splitCaption } from '../src/extraction/credit-line.ts'
import { parseDateline } from '../src/extraction/dateline.ts'
import { type ExtractedQuote, extractQuotes } from '../src/extraction/quotes.ts'

interface GoldQuote {
  start: number
  end: number
  words: number
  cue?: string
}

interface GoldArticle {
  id: string
  text: string
  quotes: GoldQuote[]
}

interface Kind {
  ok: number
  total: number
}

interface Score {
  overlapPRF: { p: number; r: number; f1: number }
  attrAcc: number
  attrStrictAcc: number
  e2eRecall: number
  byKind: Record<string, Kind | undefined>
}

interface Scorer {
  score(gold: readonly GoldArticle[], predicted: readonly unknown[], options: { minWords: number }): Score
  speakerOk(gold: unknown, speaker: string | null): boolean
}

interface Row {
  measure: string
  value: string
  must: string
  aim: string
}

const data = new URL('../../shared/data/', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, data), 'utf8')
const readLines = <T>(path: string): T[] =>
  read(path)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T)

const percent = (part: number, whole = 1): string => (whole === 0 ? 'n/a' : ((100 * part) / whole).toFixed(1))
const row = (measure: string, value: string, must = '', aim = ''): Row => ({ measure, value, must, aim })

interface ReadArticle {
  gold: GoldArticle
  quotes: ExtractedQuote[]
}

const readArticles = (path: string): ReadArticle[] =>
  readLines<GoldArticle>(path).map((gold) => ({
    gold,
    quotes: extractQuotes(gold.text).filter(({ kind }) => kind !== 'indirect'),
  }))

function scoreArticles(scorer: Scorer, articles: readonly ReadArticle[], minWords: number): Score {
  const predicted = articles.map(({ gold, quotes }) => ({
    id: gold.id,
    quotes: quotes.map(({ start, end, speaker }) => ({ start, end, speaker: speaker?.name ?? null })),
  }))
  return scorer.score(
    articles.map(({ gold }) => gold),
    predicted,
    { minWords },
  )
}

const isSamePlace = (a: { start: number; end: number }, b: { start: number; end: number }): boolean =>
  Math.abs(a.start - b.start) < 4 || Math.abs(a.end - b.end) < 4

/** The verb of our cue, its last word, stands inside the gold cue. */
function cueRate(articles: readonly ReadArticle[]): string {
  let total = 0
  let right = 0
  for (const { gold, quotes } of articles) {
    for (const wanted of gold.quotes) {
      const found =
        wanted.cue === undefined || wanted.words < 3 ? undefined : quotes.find((q) => isSamePlace(q, wanted))
      if (found === undefined) continue
      const verb = found.cue?.split(' ').at(-1)?.toLowerCase()
      total += 1
      if (verb !== undefined && wanted.cue?.toLowerCase().includes(verb)) right += 1
    }
  }
  return percent(right, total)
}

const kindRate = ({ byKind }: Score, kind: string): string =>
  percent(byKind[kind]?.ok ?? 0, byKind[kind]?.total ?? 0)

function quoteRows(scorer: Scorer): Row[] {
  const dev = readArticles('quotes/polnear.dev.jsonl')
  const core = readArticles('quotes/polnear.core.dev.jsonl')
  const [d, all, c] = [
    scoreArticles(scorer, dev, 3),
    scoreArticles(scorer, dev, 1),
    scoreArticles(scorer, core, 3),
  ]
  return [
    row('quote span F1, dev', percent(d.overlapPRF.f1), '98.2', '98.8'),
    row('quote span F1, core', percent(c.overlapPRF.f1), '99.0', '99.4'),
    row('quote span F1, all lengths, dev', percent(all.overlapPRF.f1), '95.5', '97'),
    row('speaker accuracy, dev', percent(d.attrAcc), '92', '94'),
    row('speaker accuracy, core', percent(c.attrAcc), '93', '96'),
    row('named speakers, core', kindRate(c, 'named'), '97', '98'),
    row('pronouns, core', kindRate(c, 'pronoun'), '90', '94'),
    row('nominal speakers, core', kindRate(c, 'nominal'), '78', '85'),
    row('pronouns, dev', kindRate(d, 'pronoun')),
    row('nominal speakers, dev', kindRate(d, 'nominal')),
    row('end to end, dev', percent(d.e2eRecall), '91', '93.5'),
    row('end to end, core', percent(c.e2eRecall), '92.5', '95'),
    row('full name strict, core', percent(c.attrStrictAcc), '86', '92'),
    row('cue verb inside the gold cue, dev', cueRate(dev), '82', '90'),
    ...calibrationRows(scorer, dev),
  ]
}

/** Of the findings in each band of confidence, how many have a right span and, where the gold knows it, speaker. */
function calibrationRows(scorer: Scorer, articles: readonly ReadArticle[]): Row[] {
  const bands = [0.9, 0.8, 0.6, 0.4, 0]
  const counts = bands.map(() => ({ right: 0, total: 0 }))
  for (const { gold, quotes } of articles) {
    for (const quote of quotes) {
      const count = counts[bands.findIndex((floor) => quote.confidence >= floor)]
      const wanted = gold.quotes.find((q) => q.start < quote.end && quote.start < q.end)
      const isUnknown = wanted !== undefined && !('speaker' in wanted && wanted.speaker !== null)
      if (count === undefined || isUnknown) continue
      count.total += 1
      if (wanted !== undefined && scorer.speakerOk(wanted, quote.speaker?.name ?? null)) count.right += 1
    }
  }
  return bands.flatMap((floor, index) => {
    const { right, total } = counts[index] ?? { right: 0, total: 0 }
    if (total === 0) return []
    const name = `right of ${total} findings with confidence from ${floor}, dev`
    return [row(name, percent(right, total), floor === 0.9 ? '90' : '')]
  })
}

function wireRows(): Row[] {
  const gold = JSON.parse(read('quotes/wire-article.gold.json')) as {
    direct_quotes: { start: number; end: number; speaker: { name: string } }[]
    indirect_quotes: { start: number; end: number; speaker: { name: string } }[]
  }
  const quotes = extractQuotes(read('wire-article.txt'))
  const rate = (wanted: typeof gold.direct_quotes, found: readonly ExtractedQuote[]): string => {
    const right = wanted.filter((w) =>
      found.some((q) => q.start === w.start && q.end === w.end && q.speaker?.name === w.speaker.name),
    )
    return `${right.length} of ${wanted.length}, ${found.length - right.length} more`
  }
  return [
    row(
      'wire article, direct',
      rate(
        gold.direct_quotes,
        quotes.filter(({ kind }) => kind !== 'indirect'),
      ),
      '3',
    ),
    row(
      'wire article, indirect',
      rate(
        gold.indirect_quotes,
        quotes.filter(({ kind }) => kind === 'indirect'),
      ),
      '',
      '8',
    ),
  ]
}

interface DatelineCase {
  line?: string
  text?: string
  dateline?: string | null
}

function datelineRows(): Row[] {
  const standard = JSON.parse(read('standards/datelines/datelines.dev.json')) as Record<
    string,
    DatelineCase[]
  >
  const cases = [...readLines<DatelineCase>('quotes/datelines.jsonl'), ...Object.values(standard).flat()]
  let [found, wanted, invented] = [0, 0, 0]
  for (const one of cases) {
    const text = parseDateline(one.line ?? one.text ?? '')?.text
    if (one.dateline == null) invented += text === undefined ? 0 : 1
    else {
      wanted += 1
      if (text === one.dateline.trim()) found += 1
    }
  }
  return [
    row('datelines found exactly, both sets', percent(found, wanted), '98', '100'),
    row('false datelines', String(invented), '0', '0'),
  ]
}

interface CreditCase {
  text: string
  creators: string[]
  organisations: string[]
}

/** The small set writes a chain of agencies as one, in its own capitals. */
interface SmallCredit {
  creators: string[]
  agency: string | null
  via: string | null
}

const isSameList = (a: readonly string[], b: readonly string[]): boolean => a.join('|') === b.join('|')

function creditRows(): Row[] {
  const cases = JSON.parse(read('standards/credit-lines/credits.dev.json')) as CreditCase[]
  const right = cases.filter(({ text, creators, organisations }) => {
    const credit = parseCreditLine(text)
    return (
      isSameList(credit?.creators ?? [], creators) && isSameList(credit?.organizations ?? [], organisations)
    )
  })
  const small = readLines<{ line: string; expect: SmallCredit | null }>('quotes/credits.gold.jsonl')
  const smallRight = small.filter(({ line, expect }) => {
    const credit = splitCaption(line)?.credit
    if (expect === null || credit === undefined) return expect === null && credit === undefined
    const agencies = [...(expect.agency?.split('/') ?? []), ...(expect.via === null ? [] : [expect.via])]
    const plain = (names: readonly string[]): string[] => names.map((name) => name.trim().toLowerCase())
    return (
      isSameList(credit.creators, expect.creators) && isSameList(plain(credit.organizations), plain(agencies))
    )
  })
  return [
    row(`credits exactly right, ${cases.length} lines`, percent(right.length, cases.length), '90', '96'),
    row(`credits right, ${small.length} lines`, String(smallRight.length), '16', '17'),
  ]
}

const seconds = (work: () => void): number => {
  const start = performance.now()
  work()
  return (performance.now() - start) / 1000
}

/** Both read the same texts in the same run, once to warm up and then in turn, because a machine's speed drifts. */
function speedRows(): Row[] {
  const texts = readLines<GoldArticle>('quotes/polnear.dev.jsonl').map(({ text }) => text)
  const segmenter = new Intl.Segmenter('en', { granularity: 'word' })
  let words = 0
  const segment = (): void => {
    for (const text of texts) for (const _ of segmenter.segment(text)) words += 1
  }
  const extract = (): void => {
    for (const text of texts) extractQuotes(text)
  }
  extract()
  const rounds = [1, 2, 3].map(() => ({ segmenting: seconds(segment), extracting: seconds(extract) }))
  const total = (key: 'segmenting' | 'extracting'): number =>
    rounds.reduce((sum, round) => sum + round[key], 0)
  const worst = Math.max(...hostileTexts().map((text) => seconds(() => extractQuotes(text))))
  return [
    row(
      `times as fast as Intl.Segmenter (${Math.round(words / 3)} segments)`,
      (total('segmenting') / total('extracting')).toFixed(1),
      '2',
      '3',
    ),
    row('slowest of the hostile texts of 1 MB, seconds', worst.toFixed(2), '1', '0.3'),
  ]
}

function hostileTexts(): string[] {
  const pieces = [
    '"',
    '“',
    '"a\n\n',
    '"unclosed word ',
    '(((',
    'John Smith ',
    'he said ',
    '"I am," he said. ',
    "s' ",
    'a-',
    '.',
    'X’s ',
  ]
  return pieces.map((piece) =>
    piece.startsWith('"unclosed') ? `"${'word '.repeat(200_000)}` : piece.repeat(1_000_000 / piece.length),
  )
}

const toTable = (rows: readonly Row[]): string =>
  [
    '| measure | figure | must | aim |',
    '|---|---|---|---|',
    ...rows.map(({ measure, value, must, aim }) => `| ${measure} | ${value} | ${must} | ${aim} |`),
  ].join('\n')

if (existsSync(new URL('quotes/score.mjs', data))) {
  // The scorer is plain JavaScript outside the project; this is what it exports.
  const scorer = (await import(new URL('quotes/score.mjs', data).href)) as Scorer
  const groups = [() => quoteRows(scorer), wireRows, datelineRows, creditRows, speedRows]
  console.log(toTable(groups.flatMap((group) => group())))
} else {
  console.log('The development sets are not here: nothing to score.')
}
