import { join } from 'node:path'
import t from 'tap'
import { tempFolder } from '../support/temp.ts'
import { hangOn } from './slow-connections.ts'

t.test('connections that never finish a request', async (t) => {
  const report = await hangOn({
    connections: 400,
    databaseUrl: `file:${join(await tempFolder(t), 'dateline.db')}`,
    requestTimeout: 4000,
    shutdownTimeout: 3000,
  })
  t.equal(report.open, 400, 'are taken')
  t.equal(report.told, 400, 'are told 408')
  t.ok(report.latency.requests > 20, `while ${report.latency.requests} others are answered`)
  // Node looks for stale requests once a second; the rest is for a machine that is busy with other tests.
  t.ok(
    report.closedAfter.headers < 2000 + 6000,
    `are closed in their headers after ${report.closedAfter.headers} ms`,
  )
  t.ok(report.closedAfter.body < 4000 + 6000, `and in their body after ${report.closedAfter.body} ms`)
  t.equal(report.stopped.code, 0, 'do not keep the server from stopping')
  t.ok(report.stopped.after < 3000 + 6000, `after ${report.stopped.after} ms`)
})
