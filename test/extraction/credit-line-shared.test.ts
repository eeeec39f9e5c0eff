import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { composeCreditLine, parseCreditLine, splitCaption } from '../../src/extraction/credit-line.ts'

// Real credit lines, labelled by one annotator; measured where the shared data lies beside the project.
const linesFile = new URL('../../../shared/data/standards/credit-lines/credits.dev.json', import.meta.url)
const mixedFile = new URL('../../../shared/data/quotes/credits.gold.jsonl', import.meta.url)
const articlesFile = new URL('../../../shared/data/quotes/polnear.dev.jsonl', import.meta.url)
const skipped = (file: URL) => (existsSync(file) ? false : 'the shared development data is not here')

interface Labelled {
  text: string
  context: string | null
  creators: string[]
  organisations: string[]
}

const same = (one: readonly string[] = [], other: readonly string[] = []): boolean =>
  one.join('|').toLowerCase() === other.join('|').toLowerCase()

const readLabelled = () => JSON.parse(readFileSync(linesFile, 'utf8')) as Labelled[]

t.test('makers and organizations of real lines are both right', { skip: skipped(linesFile) }, async (t) => {
  const lines = readLabelled()
  const right = lines.filter(({ text, creators, organisations }) => {
    const credit = parseCreditLine(text)
    return (
      credit !== undefined && same(credit.creators, creators) && same(credit.organizations, organisations)
    )
  })
  t.ok(right.length >= lines.length * 0.96, `${right.length} of ${lines.length}`)
})

t.test('real lines are found at the end of their captions', { skip: skipped(linesFile) }, async (t) => {
  const lines = readLabelled().filter(({ text, context }) => context !== null && context !== text)
  const found = lines.filter(({ context, creators, organisations }) => {
    const credit = splitCaption(context ?? '')?.credit
    return (
      credit !== undefined && same(credit.creators, creators) && same(credit.organizations, organisations)
    )
  })
  t.ok(found.length >= lines.length * 0.9, `${found.length} of ${lines.length}`)
})

t.test(
  'the parts of every real line compose to a line that parses back',
  { skip: skipped(linesFile) },
  async (t) => {
    for (const { text } of readLabelled()) {
      const credit = parseCreditLine(text)
      const again = credit && parseCreditLine(composeCreditLine(credit))
      t.same([again?.creators, again?.organizations], [credit?.creators, credit?.organizations])
    }
  },
)

interface Mixed {
  line: string
  expect: { caption: string | null; creators: string[]; agency: string | null; via: string | null } | null
}

t.test('captions with credits part where the gold says', { skip: skipped(mixedFile) }, async (t) => {
  const lines = readFileSync(mixedFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Mixed)
  const right = lines.filter(({ line, expect }) => {
    const found = splitCaption(line)
    if (expect === null) return found === undefined
    const organizations = [
      ...(expect.agency?.split(/\s?\/\s?/u) ?? []),
      ...(expect.via === null ? [] : [expect.via]),
    ]
    return (
      found?.caption === expect.caption &&
      same(found.credit.creators, expect.creators) &&
      same(found.credit.organizations, organizations)
    )
  })
  t.ok(right.length >= 16, `${right.length} of ${lines.length}`)
})

t.test('prose is hardly ever taken for a credit', { skip: skipped(articlesFile) }, async (t) => {
  const articles = readFileSync(articlesFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { text: string })
  const prose = articles.flatMap(({ text }) => text.split('\n')).filter((paragraph) => paragraph.length > 120)
  const taken = prose.filter((paragraph) => splitCaption(paragraph) !== undefined)
  // What is left signs for another paper in brackets, or is a caption in truth.
  t.ok(taken.length <= 20, `${taken.length} of ${prose.length}`)
})
