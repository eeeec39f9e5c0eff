import t from 'tap'
import { sitesOn } from './open-site.ts'
import { runModel } from './run.ts'

// While one engine waits for its disk, the other works.
t.jobs = 2

for (const engine of ['SQLite', 'PostgreSQL'] as const) {
  t.test(`the site and the plain model agree after every step (${engine})`, { buffered: true }, async (t) => {
    const { failure, ...done } = await runModel(sitesOn(engine, t), { runs: 12, seed: 20261124 })
    t.equal(failure, undefined)
    t.comment(done)
  })
}
