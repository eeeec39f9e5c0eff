import { existsSync, readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { readWireText } from '../../../src/formats/wire-text/read.ts'

// A real wire article with its gold, and agencies' own files: copyrighted, so measured only where they lie.
const shared = new URL('../../../../shared/data/', import.meta.url)
const articleFile = new URL('wire-article.txt', shared)
const goldFile = new URL('quotes/wire-article.gold.json', shared)
const wireFolder = new URL('standards/wire/', shared)
const skipped = (file: URL) => (existsSync(file) ? false : 'the shared data is not here')

interface Gold {
  headline: string
  caption: { text: string }
  credit: { text: string; creators: string[]; agency: string }
  dateline: { text: string; place: null; month: number; day: number; year: null; agency: string }
  first_body_paragraph: string
  body_paragraph_count: number
  paragraphs: { kind: string; text: string }[]
}

const blanks = (text: string): string => text.replace(/\s/gu, ' ')

t.test('the wire article is read as its gold says', { skip: skipped(goldFile) }, async (t) => {
  const gold = JSON.parse(readFileSync(goldFile, 'utf8')) as Gold
  const { stories, problems } = readWireText(readFileSync(articleFile))
  const [story] = stories
  t.same(problems, [])
  t.equal(story?.headline, gold.headline)
  t.equal(story?.summary, null)
  t.equal(story?.byline, null)
  const { text, place, month, day, year, agency } = gold.dateline
  t.same(story?.dateline, { text, place, month, day, year, agency })
  t.equal(story?.paragraphs.length, gold.body_paragraph_count)
  const body = gold.paragraphs
    .filter(({ kind }) => kind === 'body')
    .map((paragraph) => blanks(paragraph.text))
  t.same(story?.paragraphs, [blanks(gold.first_body_paragraph), ...body.slice(1)])
  t.match(story?.media, [
    {
      caption: gold.caption.text,
      credit: { text: gold.credit.text, creators: gold.credit.creators, organizations: [gold.credit.agency] },
    },
  ])
  t.equal(story?.media.length, 1)
  t.same(
    story?.problems.map(({ line, code }) => [line, code]),
    [33, 35, 36].map((line) => [line, 'chrome_removed']),
  )
})

t.test(
  'agencies’ own files are read, with header and trailer left out',
  { skip: skipped(wireFolder) },
  async (t) => {
    const files = readdirSync(wireFolder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(?:tst|txt)$/u.test(name),
    )
    const readable = files.map((name) => ({
      name,
      ...readWireText(readFileSync(new URL(encodeURI(name), wireFolder))),
    }))
    const stories = readable.flatMap(({ stories }) => stories)
    t.ok(stories.length >= files.length * 0.9, `${stories.length} of ${files.length}`)
    for (const { headline, paragraphs } of stories) {
      t.notMatch(headline, /^(?:BC-|ZCZC|\^|By )|[=<]$/u)
      t.notMatch(paragraphs.join('\n'), /not (?:intended )?for publication|NNNN|^ZCZC|@dpa\.com/mu)
    }
  },
)
