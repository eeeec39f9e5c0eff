import { readFileSync } from 'node:fs'
import t from 'tap'
import { startServer } from '../cli/server-process.ts'

const rss = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

t.test(
  'a body that is too large by one byte costs no memory',
  { skip: process.platform === 'linux' ? false : 'only Linux tells a process memory in /proc' },
  async (t) => {
    const { child, url } = await startServer(t, 'serve', { DATELINE_RATE_LIMIT: 'off' })
    const body = new Uint8Array(1_048_577).fill(0x20)
    const send = async () => {
      const answer = await fetch(`${url}/v1/extractions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      t.equal(answer.status, 413)
      await answer.text()
    }
    for (let i = 0; i < 150; i++) await send()
    // What is kept grows with every body; what the runtime takes for itself, once it has been warmed up, comes in single steps.
    // So the least of three rounds tells the two apart: 60 bodies that are kept are 60 MiB, each time.
    const rounds: number[] = []
    for (let round = 0; round < 3; round++) {
      const before = rss(child.pid ?? 0)
      for (let i = 0; i < 60; i++) await send()
      rounds.push(rss(child.pid ?? 0) - before)
    }
    t.ok(
      Math.min(...rounds) < 10,
      `${rounds.map((grown) => grown.toFixed(1)).join(', ')} MiB more after 60 of them`,
    )
  },
)
