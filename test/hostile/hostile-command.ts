// `npm run hostile -- --strings 5000 --seed 1 --api 300 [--corpus <file>]`; a corpus has a string a line, such as the lists that people
// keep of what has worked somewhere.

import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { open } from '../../src/db/index.ts'
import { engines } from '../support/engines.ts'
import { appOn } from '../support/site.ts'
import { findBrowser, openBrowser } from './browser.ts'
import { runHostile } from './run.ts'

const { values } = parseArgs({
  options: {
    strings: { type: 'string', default: '5000' },
    api: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    corpus: { type: 'string', multiple: true, default: [] },
  },
})
const executable = findBrowser()
if (executable === undefined) throw new Error('No Chromium is on the PATH; Debian has it as "chromium".')

const last: (() => unknown)[] = []
const owner = { teardown: (work: () => unknown) => void last.unshift(work) }
const started = performance.now()
try {
  const { show, close } = await openBrowser(executable)
  owner.teardown(close)
  const db = await open(await engines.SQLite(owner))
  owner.teardown(() => db.close())
  const { failures, strings, pieces, pages } = await runHostile(show, {
    test: await appOn(owner, db),
    strings: Number(values.strings),
    throughApi: Number(values.api),
    seed: Number(values.seed),
    more: values.corpus.flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== ''),
    ),
  })
  for (const failure of failures) process.stdout.write(`${JSON.stringify(failure)}\n`)
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  process.stdout.write(
    `${strings} strings, ${pieces} pieces on ${pages} pages in ${seconds} s: ${failures.length} did something.\n`,
  )
  process.exitCode = failures.length === 0 ? 0 : 1
} finally {
  for (const work of last) await work()
}
