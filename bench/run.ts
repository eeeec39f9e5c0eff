// `npm run bench [-- --articles 1000,100000,1000000 --seconds 3 --only list]`: how much of a bare route's rate our answers reach, and
// how much of the disk's rate our durable writes. The server has core 0, the load core 1; each reference is measured before and
// after ours, and only the ratio means anything beyond this machine and this minute.
// `--only streams` measures instead how soon 1,000 listeners are told of 50 comments a second.
// `--memory 600` holds a server under mixed load for so many seconds instead and says how its memory went.

import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { grow } from './support/grow.ts'
import { holdMemory } from './support/memory.ts'
import { measureAll } from './support/rows.ts'
import { baseArticles, makeBase } from './support/site.ts'
import { measureStreams } from './support/streams.ts'
import { type Reading, toTable } from './support/table.ts'

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '1000,100000,1000000' },
    seconds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '32' },
    only: { type: 'string', default: '' },
    memory: { type: 'string' },
  },
})
const sizes = values.articles.split(',').map(Number)
const load = { seconds: Number(values.seconds), connections: Number(values.connections) }

execFileSync('taskset', ['-a', '-c', '-p', '1', String(process.pid)], { stdio: 'ignore' })
const folder = mkdtempSync(join(tmpdir(), 'dateline-bench-'))
const say = (text: string) => process.stderr.write(`${text}\n`)
try {
  const base = join(folder, 'base')
  mkdirSync(base)
  await makeBase(base, Math.min(baseArticles, ...sizes))
  if (values.only === 'streams') {
    const [articleId = ''] = grow(join(base, 'site.db'), Math.min(baseArticles, ...sizes))
    process.stdout.write(await measureStreams({ folder: base, articleId, seconds: load.seconds }))
    sizes.length = 0
  }
  const readings: Reading[] = []
  for (const articles of sizes) {
    const own = join(folder, String(articles))
    cpSync(base, own, { recursive: true })
    const started = performance.now()
    const ids = grow(join(own, 'site.db'), articles)
    say(
      `${articles.toLocaleString('en')} articles made in ${Math.round((performance.now() - started) / 1000)} s`,
    )
    const bench = { folder: own, ids, load, only: new RegExp(values.only) }
    if (values.memory === undefined) readings.push(...(await measureAll(bench)))
    else await holdMemory(bench, Number(values.memory))
    rmSync(own, { recursive: true })
  }
  const how = `${load.connections} connections, ${load.seconds} s each`
  if (values.memory === undefined && readings.length > 0) process.stdout.write(toTable(readings, how))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
