import t from 'tap'
import { open } from '../../src/db/index.ts'
import { engines } from '../support/engines.ts'
import { appOn } from '../support/site.ts'
import { findBrowser, openBrowser } from './browser.ts'
import { runHostile } from './run.ts'

const executable = findBrowser()
const skip = executable === undefined && 'no Chromium is installed: nothing was shown to a browser'

t.test('a browser', { skip }, async (t) => {
  const { show, close } = await openBrowser(executable ?? '')
  t.teardown(close)

  await t.test('tells of what runs, loads or stands where it must not', async (t) => {
    const page = (body: string) => `<!doctype html><html><body><main>${body}</main></body></html>`
    const told = async (body: string) => (await show(page(body))).findings.join('\n')
    t.equal(await told('<p>plain</p>'), '')
    t.match(await told('<script>alert(1)</script>'), 'dialog 1')
    t.match(await told('<script>window.ran=1</script>'), 'global set')
    t.match(await told('<img src=x onerror=console.log(1)>'), 'console 1')
    t.match(await told('<img src="https://evil.example/i">'), 'requested https://evil.example/i')
    t.match(await told('<p onmouseover="alert(2)">x</p>'), 'dialog 2')
    t.match(await told('<a href="java\tscript:alert(1)">x</a>'), 'link to javascript:')
  })

  await t.test('runs nothing and loads nothing of 250 hostile strings', async (t) => {
    const db = await open(await engines.SQLite(t))
    t.teardown(() => db.close())
    const { failures, pieces } = await runHostile(show, {
      test: await appOn(t, db),
      strings: 250,
      throughApi: 25,
      seed: 1,
    })
    t.ok(pieces > 750)
    t.same(failures, [])
  })
})
