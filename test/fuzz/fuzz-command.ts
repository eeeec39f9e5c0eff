// `npm run fuzz -- --requests 100000 --seed 1`

import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { fuzz } from './fuzz.ts'
import { shown, summary, unreached } from './report.ts'

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { requests: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
  })
  const report = await fuzz({
    requests: Number(values.requests),
    seed: Number(values.seed),
    onFinding: (finding) => process.stdout.write(`${shown(finding)}\n`),
    onProgress: (soFar) => process.stderr.write(`${summary(soFar)}\n`),
  })
  const missed = unreached(report)
  if (missed.length > 0) process.stdout.write(`\nNever answered 2xx: ${missed.join(', ')}\n`)
  process.stdout.write(`\n${summary(report)}\n`)
  process.exitCode = report.findings.length === 0 && missed.length === 0 ? 0 : 1
}
