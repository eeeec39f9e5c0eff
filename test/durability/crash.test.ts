import { eachEngine } from '../support/each-database.ts'
import { crash } from './crash.ts'
import { prepareCrash } from './crash-command.ts'

eachEngine('kills under mixed writes', async (t, url) => {
  t.test('lose nothing that was acknowledged, and leave nothing half written', async (t) => {
    const { env, key } = await prepareCrash(url)
    const report = await crash(env, key, url.startsWith('file:') ? 10 : 3)
    t.ok(report.articles > 3, `${report.articles} articles were acknowledged`)
    t.ok(report.comments > 3, `${report.comments} comments were acknowledged`)
    t.ok(report.whole >= report.articles, `${report.whole} articles were whole`)
  })
})
