// `npm run bench [-- --articles 1000 --seconds 5]`: how much of a bare route's rate our answers reach, and how much of the disk's rate our
// durable writes. The server has core 0, the load core 1; each reference is measured before and after ours, and only
// the ratio means anything beyond this machine and this minute.

import { execFileSync } from 'node:child_process'
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { compare, rateOf } from './support/load.ts'
import { start } from './support/processes.ts'
import { type Site, startBare, startSite } from './support/site.ts'

const { values } = parseArgs({
  options: { articles: { type: 'string', default: '1000' }, seconds: { type: 'string', default: '5' } },
})
const seconds = Number(values.seconds)
const connections = 32

interface Reading {
  what: string
  reference: string
  rate: number
  referenceRate: number
  ratio: number
  spread: number
}

async function readAddress(site: Site, what: string, path: string): Promise<Reading> {
  const bare = await startBare(site, path)
  try {
    const load = (url: string) => rateOf(url, { seconds, connections })
    const result = await compare(
      () => load(`${bare.said.url}/bare`),
      () => load(site.url + path),
    )
    const reference = `bare route, the same ${bare.bytes.toLocaleString('en')} bytes`
    return {
      what,
      reference,
      rate: result.rate,
      referenceRate: result.reference,
      ratio: result.ratio,
      spread: result.spread,
    }
  } finally {
    await bare.stop()
  }
}

async function writeComments(site: Site): Promise<Reading> {
  const insertRows = async () => {
    const bare = await start('bench/support/bare-inserts.ts', [site.folder, String(seconds)], { core: 0 })
    return Number(bare.said.rate)
  }
  let count = 0
  const request = () => {
    count++
    const body = {
      authorName: `Reader ${count % 97}`,
      body: `Comment ${count}: the bridge was closed for longer than it was open, and nobody asked us.`,
    }
    return {
      method: 'POST' as const,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }
  }
  const url = `${site.url}/v1/articles/${site.articleIds[0]}/comments`
  const result = await compare(insertRows, () => rateOf(url, { seconds, connections, request }))
  return {
    what: `POST comment, durable, ${connections} connections`,
    reference: 'bare durable single-row inserts, same disk',
    rate: result.rate,
    referenceRate: result.reference,
    ratio: result.ratio,
    spread: result.spread,
  }
}

function print(readings: Reading[]): void {
  const number = (value: number) => Math.round(value).toLocaleString('en')
  const rows = readings.map(
    (r) =>
      `| ${r.what} | ${number(r.rate)} | ${number(r.referenceRate)} | **${r.ratio.toFixed(2)}** | ${r.reference} | ±${(r.spread * 50).toFixed(0)} % |`,
  )
  process.stdout.write(
    [
      `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, ${Math.round(totalmem() / 2 ** 30)} GiB; SQLite, ${values.articles} articles, ${connections} connections, ${seconds} s each.`,
      '',
      '| what | ours a second | reference a second | ratio | reference | reference moved |',
      '| --- | ---: | ---: | ---: | --- | ---: |',
      ...rows,
      '',
    ].join('\n'),
  )
}

execFileSync('taskset', ['-a', '-c', '-p', '1', String(process.pid)], { stdio: 'ignore' })
const site = await startSite(Number(values.articles))
try {
  const article = `/v1/articles/${site.articleIds[0]}`
  print([
    await readAddress(site, 'GET article', article),
    await readAddress(site, 'GET article with quotes and credits', `${article}?include=mediaCredits,quotes`),
    await readAddress(site, 'GET list of 20 with credits', '/v1/articles?limit=20&include=mediaCredits'),
    await writeComments(site),
  ])
} finally {
  await site.stop()
}
