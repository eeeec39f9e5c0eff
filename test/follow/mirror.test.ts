import t from 'tap'
import { engines } from '../support/engines.ts'
import { mirrorUnderKills } from './mirror.ts'
import { prepareSite } from './mirror-command.ts'

for (const [engine, freshUrl] of Object.entries(engines)) {
  t.test(`a mirror on ${engine} whose follower is killed shows what its source shows`, async (t) => {
    const source = await prepareSite(await engines.SQLite(t))
    const target = await prepareSite(await freshUrl(t))
    const report = await mirrorUnderKills({ source, target, changes: 150, writers: 2, kills: 3 })
    t.equal(report.kills, 3)
    t.ok(report.articles > 0, `${report.articles} articles`)
  })
}
