import { join } from 'node:path'
import t from 'tap'
import { tempFolder } from '../support/temp.ts'
import { crash } from './crash.ts'
import { prepareCrash } from './crash-command.ts'

t.test('ten kills under mixed writes lose nothing that was acknowledged', async (t) => {
  const { env, key } = await prepareCrash(`file:${join(await tempFolder(t), 'dateline.db')}`)
  const report = await crash(env, key, 10)
  t.ok(report.articles > 10, `${report.articles} articles were acknowledged`)
  t.ok(report.comments > 5, `${report.comments} comments were acknowledged`)
})
