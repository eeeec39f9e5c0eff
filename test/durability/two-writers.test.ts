import { eachEngine } from '../support/each-database.ts'
import { prepareCrash } from './crash-command.ts'
import { writeToTwo } from './two-writers.ts'

eachEngine('two servers on one database', async (t, url) => {
  t.test('take writes side by side without an error and without a word of locks', async (t) => {
    const { env, key } = await prepareCrash(url)
    const report = await writeToTwo(env, key, { seconds: 3, perSecond: 60 })
    t.equal(report.asked, 180)
    t.ok(report.stored[0] > 0 && report.stored[1] > 0, `${report.stored} were stored`)
  })
})
