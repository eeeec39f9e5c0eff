import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { parseDateline } from '../../src/extraction/dateline.ts'

// The real datelines are their publishers' copyright: they lie beside the project and are measured where present.
const linesFile = new URL('../../../shared/data/quotes/datelines.jsonl', import.meta.url)
const labelledFile = new URL('../../../shared/data/standards/datelines/datelines.dev.json', import.meta.url)
const articlesFile = new URL('../../../shared/data/quotes/polnear.dev.jsonl', import.meta.url)
const skipped = (file: URL) => (existsSync(file) ? false : 'the shared development data is not here')

interface Labelled {
  text: string
  dateline: string | null
  place: string | null
  agency: string | null
}

/** [exactly right, false, of how many datelines] */
function score(cases: readonly Labelled[]): [number, number, number] {
  const real = cases.filter((one) => one.dateline !== null)
  const right = real.filter(({ text, dateline, place, agency }) => {
    const found = parseDateline(text)
    return found?.text === dateline && found?.place === place && found?.agency === agency
  })
  const wrong = cases.filter((one) => one.dateline === null && parseDateline(one.text) !== undefined)
  return [right.length, wrong.length, real.length]
}

const parseLines = (file: URL): unknown[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

t.test('datelines of opening lines are all exact', { skip: skipped(linesFile) }, async (t) => {
  const lines = parseLines(linesFile) as (Omit<Labelled, 'text'> & { line: string })[]
  const [right, wrong, all] = score(lines.map((one) => ({ ...one, text: one.line })))
  t.ok(right >= all * 0.98, `${right} of ${all} exact`)
  t.equal(wrong, 0, 'none false')
})

t.test(
  'datelines of the labelled set are all exact, its look-alikes none',
  { skip: skipped(labelledFile) },
  async (t) => {
    const { positive, negative } = JSON.parse(readFileSync(labelledFile, 'utf8')) as {
      positive: (Labelled & { places: string[] })[]
      negative: Labelled[]
    }
    const cases = positive.map((one) => ({ ...one, place: one.places.join('/') || null }))
    const [right, wrong, all] = score([...cases, ...negative])
    t.ok(right >= all * 0.98, `${right} of ${all} exact`)
    t.equal(wrong, 0, 'none false')
  },
)

t.test(
  'no paragraph inside an article passes for a dateline without agency or known place',
  { skip: skipped(articlesFile) },
  async (t) => {
    const articles = parseLines(articlesFile) as { text: string }[]
    const late = articles.flatMap(({ text }) =>
      text
        .split('\n')
        .slice(20)
        .filter((paragraph) => parseDateline(paragraph) !== undefined),
    )
    t.ok(late.length <= 12, `${late.length} of some 20,000`)
  },
)
