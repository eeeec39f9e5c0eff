// `npm run slow -- --connections 10000`: needs as many open files as connections, on both sides (`ulimit -n`).

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { hangOn } from './slow-connections.ts'

const { values } = parseArgs({
  options: {
    connections: { type: 'string', default: '10000' },
    'request-timeout': { type: 'string', default: '20000' },
    'shutdown-timeout': { type: 'string', default: '10000' },
  },
})
const folder = await mkdtemp(join(tmpdir(), 'dateline-slow-'))
try {
  const report = await hangOn({
    connections: Number(values.connections),
    databaseUrl: `file:${join(folder, 'slow.db')}`,
    requestTimeout: Number(values['request-timeout']),
    shutdownTimeout: Number(values['shutdown-timeout']),
  })
  const { latency, stopped } = report
  const ms = (value: number) => `${Math.round(value)} ms`
  process.stdout.write(
    [
      `${report.open} connections with half a request; ${report.told} were told 408.`,
      `${latency.requests} healthy reads meanwhile: p50 ${ms(latency.p50)}, p99 ${ms(latency.p99)}, slowest ${ms(latency.max)}.`,
      `Closed, the longest of them: in its headers after ${ms(report.closedAfter.headers)}, in its body after ${ms(report.closedAfter.body)}; the limits are ${Number(values['request-timeout']) / 2} and ${values['request-timeout']} ms.`,
      `SIGTERM, with as many hanging: exit code ${stopped.code} after ${ms(stopped.after)}; the deadline is ${values['shutdown-timeout']} ms.`,
      '',
    ].join('\n'),
  )
} finally {
  await rm(folder, { recursive: true, force: true })
}
