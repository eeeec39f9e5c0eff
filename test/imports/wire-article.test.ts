// Holds the wire article against what was read in it by hand. The article and that reading are not part of the
// project: where they are absent, the test is skipped and says so.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { open } from '../../src/db/index.ts'
import { cli } from '../cli/cli.ts'
import { appOn, type TestApp } from '../support/app.ts'
import { eachEngine } from '../support/each-database.ts'
import { projectRoot } from '../support/sources.ts'

interface GoldQuote {
  text: string
  partial: boolean
  speaker: {
    name: string
    kind: string
    role: string
    organisation: string
    organisation_variants?: string[]
  }
  cue: string
  via: { name: string } | null
}
interface Gold {
  headline: string
  paragraphs: { kind: string; text: string }[]
  caption: { text: string }
  credit: { text: string; creators: string[]; agency: string }
  dateline: { text: string; end: number; month: number; day: number; agency: string }
  first_body_paragraph: string
  body_paragraph_count: number
  direct_quotes: GoldQuote[]
}
interface ShownQuote {
  kind: string
  text: string
  speaker: { name: string; title: string | null; organization: string | null } | null
  cue: string | null
  via: { name: string } | null
  position: { start: number; end: number; block: number }
}

const shared = join(projectRoot, '../shared/data')
const wire = join(shared, 'wire-article.txt')
const goldFile = join(shared, 'quotes/wire-article.gold.json')
const slug = 'china-seeks-improved-south-korea-relations-despite-thaad'

/** Pages put no-break spaces between words; an import makes plain ones of them. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

if (!existsSync(wire) || !existsSync(goldFile)) {
  t.test('the wire article', { skip: 'the shared wire article is not here' }, async () => undefined)
} else {
  const gold: Gold = JSON.parse(readFileSync(goldFile, 'utf8'))
  eachEngine('the wire article, imported from the command line', async (t, url) => {
    const outcome = await cli(['import', '--publish', '--json', wire], { env: { DATABASE_URL: url } })
    t.equal(outcome.code, 0, outcome.stderr)
    const db = await open(url)
    t.teardown(() => db.close())
    await holdArticle(t, await appOn(t, db), gold)
  })
}

async function holdArticle(t: Test, { send }: TestApp, gold: Gold): Promise<void> {
  const get = async (path: string) => (await send({ url: path })).json()
  const article = await get(`/v1/articles/${slug}?include=mediaCredits,quotes`)
  const body: string = article.body.text
  const quotes: ShownQuote[] = article.quotes
  const spoken = quotes.filter(({ kind }) => kind !== 'indirect')

  t.test('has the headline', async (t) => {
    t.equal(article.headline, plain(gold.headline))
  })

  t.test('has the dateline, and no year is made up', async (t) => {
    const { agency, month, day, text } = gold.dateline
    t.match(article.dateline, { agency, month, day, date: null, place: null, text: plain(text) })
  })

  t.test('has the body paragraphs and nothing of the comment form', async (t) => {
    const [, ...others] = gold.paragraphs.filter(({ kind }) => kind === 'body')
    const wanted = [gold.first_body_paragraph, ...others.map(({ text }) => text)].map(plain)
    t.equal(wanted.length, gold.body_paragraph_count)
    t.same(
      article.body.blocks,
      wanted.map((text) => ({ type: 'paragraph', text })),
    )
    t.equal(body, wanted.join('\n\n'))
    t.notMatch(JSON.stringify(article), /leave a reply|please enter/i)
  })

  t.test('has one media credit: caption, line to the letter, creator and organization', async (t) => {
    const { caption, credit } = gold
    t.equal(article.mediaCredits.length, 1)
    t.match(article.mediaCredits[0], {
      caption: plain(caption.text),
      creditLine: plain(credit.text),
      creators: credit.creators,
      organizations: [credit.agency],
    })
  })

  t.test('has the direct quotes, each with its exact text and place, speaker, cue and source', async (t) => {
    t.equal(spoken.length, gold.direct_quotes.length)
    for (const [index, wanted] of gold.direct_quotes.entries()) holdQuote(t, spoken[index], { wanted, body })
  })

  t.test('is found by its speaker, by the source of a quote and by the agency of its picture', async (t) => {
    const bySpeaker = (await get('/v1/quotes?speaker=Hua%20Chunying')).data
    const direct = bySpeaker.filter(({ kind }: ShownQuote) => kind !== 'indirect')
    t.same(direct.map(({ text }: ShownQuote) => text).sort(), [spoken[0]?.text, spoken[1]?.text].sort())
    const byVia = (await get('/v1/quotes?via=Yonhap')).data
    t.same(
      byVia.map(({ text }: ShownQuote) => text),
      [spoken[0]?.text],
    )
    const byAgency = (await get('/v1/media-credits?agency=UPI')).data
    t.same(byAgency, article.mediaCredits)
  })
}

function holdQuote(
  t: Test,
  quote: ShownQuote | undefined,
  { wanted, body }: { wanted: GoldQuote; body: string },
) {
  const text = plain(wanted.text)
  const utf16 = body.indexOf(text)
  const start = [...body.slice(0, utf16)].length
  t.match(quote, {
    kind: wanted.partial ? 'mixed' : 'direct',
    text,
    cue: wanted.cue,
    position: { start, end: start + [...text].length },
    speaker: { name: wanted.speaker.name },
  })
  t.equal(quote?.via?.name, wanted.via?.name)
  if (wanted.speaker.kind !== 'person') return
  t.equal(quote?.speaker?.title, wanted.speaker.role)
  const organizations = [wanted.speaker.organisation, ...(wanted.speaker.organisation_variants ?? [])]
  t.ok(organizations.includes(quote?.speaker?.organization ?? ''), quote?.speaker?.organization ?? 'none')
}
