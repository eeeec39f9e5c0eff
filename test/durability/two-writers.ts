// Two servers on one database, both written to at a steady pace that does not wait for answers: neither may fail because the
// other one writes, and no client may hear of a lock.

import { setTimeout as wait } from 'node:timers/promises'
import { kill, read, type Site, startServer } from './site.ts'

export interface WritersReport {
  /** Requests sent; each was answered. */
  asked: number
  /** Articles that were acknowledged, by each server. */
  stored: [number, number]
  /** Requests answered with 503 and Retry-After, because writes came faster than the disk takes them. */
  refused: number
  /** Milliseconds that the slowest answer took. */
  slowest: number
}

interface Pace {
  seconds: number
  /** Of both servers together. */
  perSecond: number
}

/**
 * Writes to two servers of the compiled code (`npm run build`). Throws an Error for any answer but 201 and 503, for a word about locks,
 * and where what is stored is not what was acknowledged.
 */
export async function writeToTwo(env: NodeJS.ProcessEnv, key: string, pace: Pace): Promise<WritersReport> {
  const started = await Promise.all([startServer(env, key), startServer(env, key)])
  const report: WritersReport = { asked: 0, stored: [0, 0], refused: 0, slowest: 0 }
  try {
    await Promise.all(started.map(({ site }, which) => writeSteadily(site, which as 0 | 1, { pace, report })))
    const [{ site }] = started
    const query = '/v1/articles?status=draft&count=exact&limit=1'
    const { page } = await read<{ page: { total: number } }>(site, query)
    const acknowledged = report.stored[0] + report.stored[1]
    if (page.total !== acknowledged)
      throw new Error(`${acknowledged} articles were acknowledged and ${page.total} are stored.`)
    return report
  } finally {
    await Promise.all(started.map(({ server }) => kill(server)))
  }
}

async function writeSteadily(
  site: Site,
  which: 0 | 1,
  { pace, report }: { pace: Pace; report: WritersReport },
): Promise<void> {
  const count = Math.round((pace.perSecond / 2) * pace.seconds)
  const start = performance.now()
  const answers: Promise<void>[] = []
  for (let n = 0; n < count; n++) {
    const due = start + (n * 2000) / pace.perSecond
    await wait(Math.max(0, due - performance.now()))
    answers.push(writeOne(site, which, report))
  }
  await Promise.all(answers)
}

async function writeOne(site: Site, which: 0 | 1, report: WritersReport): Promise<void> {
  const headline = `Number ${report.asked} of many, from server ${which}`
  report.asked += 1
  const sent = performance.now()
  const answer = await fetch(`${site.url}/v1/articles`, {
    method: 'POST',
    headers: { authorization: `Bearer ${site.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ headline }),
  })
  const text = await answer.text()
  report.slowest = Math.max(report.slowest, performance.now() - sent)
  if (/locked|sqlite/i.test(text)) throw new Error(`A client was told of a lock: ${text}`)
  if (answer.status === 201) report.stored[which] += 1
  else if (answer.status === 503 && answer.headers.has('retry-after')) report.refused += 1
  else throw new Error(`A write was answered with ${answer.status}: ${text}`)
}
