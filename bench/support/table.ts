import { cpus, totalmem } from 'node:os'

export interface Reading {
  articles: number
  what: string
  reference: string
  rate: number
  referenceRate: number
  ratio: number
  /** The same by processor time of the server, which a busy machine does not change. */
  costRatio: number
  /** How far the reference moved between before and after, as a part of it. */
  spread: number
  /** The ratio that is to be reached. */
  wanted: number | undefined
}

const number = (value: number) => Math.round(value).toLocaleString('en')

/** The readings as a Markdown table, under the machine they were taken on. */
export function toTable(readings: readonly Reading[], how: string): string {
  const machine = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, ${Math.round(totalmem() / 2 ** 30)} GiB`
  const rows = readings.map((r) => {
    const wanted = r.wanted === undefined ? '' : `${r.wanted.toFixed(2)} ${r.ratio >= r.wanted ? '✓' : '✗'}`
    const moved = `±${(r.spread * 50).toFixed(0)} %`
    return `| ${number(r.articles)} | ${r.what} | ${number(r.rate)} | ${number(r.referenceRate)} | **${r.ratio.toFixed(2)}** | ${r.costRatio.toFixed(2)} | ${wanted} | ${r.reference} | ${moved} |`
  })
  return [
    `${new Date().toISOString().slice(0, 10)}, ${machine}; SQLite, ${how}.`,
    '',
    '| articles | what | ours a second | reference a second | ratio | by processor time | wanted | reference | reference moved |',
    '| ---: | --- | ---: | ---: | ---: | ---: | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}
