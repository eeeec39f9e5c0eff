// What is measured, in the order of the table: each against its reference in the same minutes.

import { join } from 'node:path'
import {
  articleAddresses,
  filteredAddresses,
  type Place,
  pageAddresses,
  searchAddresses,
  walk,
} from './addresses.ts'
import { growComments } from './comments.ts'
import { growChanges, readersAndReceivers } from './events.ts'
import { feedPages, memoryOfFeed } from './feed-memory.ts'
import { searchable } from './grow.ts'
import { compare, type Load, paceOf, type Request, type Requests } from './load.ts'
import { start } from './processes.ts'
import { commonWord, type Site, startBare, startSite } from './site.ts'
import type { Reading } from './table.ts'

export interface Bench {
  folder: string
  /** Of all articles, oldest first. */
  ids: string[]
  load: Omit<Load, 'status'>
  /** Which rows to measure, by their names. */
  only: RegExp
}

/** Changes of a log that is long. */
const longLog = 100_000

type Measured = Omit<Reading, 'articles' | 'wanted' | 'what'>
interface Row {
  what: string
  wanted?: number
  measure: (site: Site) => Promise<Measured>
  /** Whether the response cache is off, so that everything is read from the database. */
  uncached?: true
}

/** Measures every row that is asked for. */
export async function measureAll(bench: Bench): Promise<Reading[]> {
  const readings: Reading[] = []
  for (const uncached of [undefined, true] as const) {
    const rows = rowsOf(bench).filter((row) => row.uncached === uncached && bench.only.test(row.what))
    if (rows.length === 0) continue
    const site = await startSite(bench.folder, uncached && { DATELINE_RESPONSE_CACHE_BYTES: '0' })
    try {
      for (const { what, wanted, measure } of rows) {
        const reading = await measure(site)
        readings.push({ articles: bench.ids.length, what, wanted, ...reading })
      }
    } finally {
      await site.stop()
    }
  }
  return readings
}

function rowsOf(bench: Bench): Row[] {
  const { ids } = bench
  const newest = `/v1/articles/${ids.at(-1)}`
  const list = '/v1/articles?limit=20&include=mediaCredits'
  const reads = (paths: string[], headers?: Record<string, string>) =>
    paths.map((path) => toRequest(path, headers))
  const bare = (paths: string[]) => (site: Site) => againstBare(site, bench, reads(paths))
  const deepest = (site: Site) => walk(site, Math.min(200_000, ids.length))
  return [
    { what: 'an article, warm', wanted: 0.85, measure: bare([newest]) },
    {
      what: 'an article with quotes and credits, warm',
      measure: bare([`${newest}?include=mediaCredits,quotes`]),
    },
    { what: 'a list of 20 with credits, warm', wanted: 0.8, measure: bare([list]) },
    { what: 'a feed of 50 full articles, warm', wanted: 0.8, measure: bare(['/feeds/atom.xml?limit=50']) },
    { what: 'an article, 304', wanted: 0.85, measure: (site) => unchanged(site, bench, newest) },
    { what: 'each time another article', wanted: 0.45, measure: bare(articleAddresses(ids)) },
    {
      what: 'each time another page of a section',
      wanted: 0.25,
      measure: async (site) => againstBare(site, bench, reads(filteredAddresses(await deepest(site)))),
    },
    { what: 'a comment, written', wanted: 0.5, measure: (site) => writeComments(site, bench) },
    {
      what: 'webhooks: 99 of 100 readers, beside 1,000 receivers that hang',
      wanted: 1 / 1.1,
      measure: (site) => besideReceivers(site, bench),
    },
    {
      what: 'the change feed, 1,000 of 100,000 events a page',
      measure: (site) => longFeed(site, bench),
    },
    {
      what: 'the change feed: MiB, in 10,000 pages',
      wanted: 0.95,
      measure: (site) => feedMemory(site, bench),
    },
    { what: 'an article, uncached', uncached: true, measure: bare(articleAddresses(ids)) },
    { what: 'a list of 20 with credits, uncached', uncached: true, measure: bare([list]) },
    {
      what: 'the last page that a reader comes to, uncached',
      uncached: true,
      wanted: 1 / 1.2,
      measure: async (site) => againstFirstPage(site, bench, (await deepest(site)).at(-1)),
    },
    {
      what: 'the first page of 10,000 comments as a tree, uncached',
      uncached: true,
      wanted: 1 / 1.5,
      measure: (site) => manyComments(site, bench),
    },
    ...(ids.length > searchable ? [] : searchRows(bench)),
  ]
}

function searchRows(bench: Bench): Row[] {
  return [
    {
      what: 'search for a word in every article, best first, uncached',
      uncached: true,
      wanted: 0.5,
      measure: (site) => againstFts5(site, bench, 'rank'),
    },
    {
      what: 'search for a word in every article, newest first, uncached',
      uncached: true,
      wanted: 0.5,
      measure: (site) => againstFts5(site, bench, 'newest'),
    },
  ]
}

const toRequest = (path: string, headers?: Record<string, string>): Request => ({
  path,
  ...(headers && { headers }),
})

/** Against a bare route that sends the bytes of the first of these addresses. */
async function againstBare(site: Site, { load }: Bench, requests: readonly Request[]): Promise<Measured> {
  const bare = await startBare(site, requests[0]?.path ?? '')
  try {
    const result = await compare(
      () => paceOf(bare, [{ path: '/bare' }], { ...load, status: 200 }),
      () => paceOf(site, requests, { ...load, status: 200 }),
    )
    return toMeasured(result, `bare route, the same ${bare.bytes.toLocaleString('en')} bytes`)
  } finally {
    await bare.stop()
  }
}

/** By how long 99 of 100 readers wait at most, as a rate. */
async function besideReceivers(site: Site, { load }: Bench): Promise<Measured> {
  const { without, beside } = readersAndReceivers(site, Math.max(load.seconds, 15))
  return toMeasured(await compare(without, beside), 'the same site without receivers')
}

async function longFeed(site: Site, bench: Bench): Promise<Measured> {
  growChanges(site, longLog)
  return againstBare(site, bench, feedPages(longLog))
}

/** In MiB, which is to stay as it is. */
async function feedMemory(site: Site, { load }: Bench): Promise<Measured> {
  growChanges(site, longLog)
  const { before, after } = await memoryOfFeed(site, feedPages(longLog), load)
  const ratio = before / after
  return {
    rate: after,
    referenceRate: before,
    ratio,
    costRatio: ratio,
    spread: 0,
    reference: 'MiB in the 10,000 pages before',
  }
}

async function unchanged(site: Site, { load }: Bench, path: string): Promise<Measured> {
  const tag = (await fetch(site.url + path)).headers.get('etag') ?? ''
  const bare = await startBare(site, path)
  try {
    const result = await compare(
      () => paceOf(bare, [{ path: '/bare-304' }], { ...load, status: 304 }),
      () => paceOf(site, [{ path, headers: { 'if-none-match': tag } }], { ...load, status: 304 }),
    )
    return toMeasured(result, 'bare route that says 304')
  } finally {
    await bare.stop()
  }
}

async function againstFirstPage(site: Site, { load }: Bench, place: Place | undefined): Promise<Measured> {
  if (place === undefined) throw new Error('There are too few articles for a second page.')
  const rate = (paths: string[]) =>
    paceOf(
      site,
      paths.map((path) => ({ path })),
      { ...load, status: 200 },
    )
  const result = await compare(
    () => rate(pageAddresses()),
    () => rate(pageAddresses(place)),
  )
  return toMeasured(result, `page 1; this one is ${Math.floor(place.passed / 20 + 1).toLocaleString('en')}`)
}

async function againstFts5(site: Site, { folder, load }: Bench, order: 'rank' | 'newest'): Promise<Measured> {
  const file = join(folder, 'site.db')
  const result = await compare(
    async () => {
      const args = [file, order, commonWord, String(load.seconds)]
      const bare = await start('bench/support/bare-search.ts', args, { core: 0 })
      return { rate: Number(bare.said.rate), cost: Number(bare.said.cost) }
    },
    () => {
      const addresses = searchAddresses(order === 'rank' ? 'relevance' : '-publishedAt')
      return paceOf(
        site,
        addresses.map((path) => ({ path })),
        { ...load, status: 200 },
      )
    },
  )
  return toMeasured(
    result,
    `bare FTS5 statement by ${order === 'rank' ? 'rank' : 'rowid'}, limit 20, no rows`,
  )
}

async function manyComments(site: Site, { ids, load }: Bench): Promise<Measured> {
  const pathOf = (id = '') => `/v1/articles/${id}/comments?view=tree`
  const [few, many] = [ids.at(-2), ids.at(-3)]
  await growComments(site, few ?? '', 100)
  await growComments(site, many ?? '', 10_000)
  const rate = (id: string | undefined) => paceOf(site, [{ path: pathOf(id) }], { ...load, status: 200 })
  const result = await compare(
    () => rate(few),
    () => rate(many),
  )
  return toMeasured(result, 'the first page of 100')
}

async function writeComments(site: Site, { folder, ids, load }: Bench): Promise<Measured> {
  const insertRows = async () => {
    const bare = await start('bench/support/bare-inserts.ts', [folder, String(load.seconds)], { core: 0 })
    return { rate: Number(bare.said.rate), cost: Number(bare.said.cost) }
  }
  // No comment is written twice, by the warming up either.
  let count = 0
  const requests: Requests = () => ({
    method: 'POST',
    path: `/v1/articles/${ids.at(-1)}/comments`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      authorName: `Reader ${count % 97}`,
      body: `Comment ${count++}: the bridge was closed for longer than it was open, and nobody asked us.`,
    }),
  })
  const result = await compare(insertRows, () => paceOf(site, requests, { ...load, status: 201 }))
  return toMeasured(result, 'bare durable single-row inserts, same disk')
}

const toMeasured = (result: Awaited<ReturnType<typeof compare>>, reference: string): Measured => ({
  ...result,
  reference,
})
