import t from 'tap'
import { sitesOn } from './open-site.ts'
import { runThreads } from './thread-run.ts'

// While one engine waits for its disk, the other works.
t.jobs = 2

for (const engine of ['SQLite', 'PostgreSQL'] as const) {
  t.test(
    `what readers get of a thread is what moderators see of it, after every step (${engine})`,
    { buffered: true },
    async (t) => {
      const drawn = { runs: 4, seed: 20261124, length: 12 }
      const { failure, ...done } = await runThreads(sitesOn(engine, t), drawn)
      t.equal(failure, undefined)
      t.comment(done)
    },
  )
}
