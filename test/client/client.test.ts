import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { open } from '../../src/db/index.ts'
import { projectRoot } from '../support/sources.ts'
import { tempFolder } from '../support/temp.ts'
import { serveStory } from './serve-story.ts'
import { steps } from './steps.ts'

const run = promisify(execFile)

t.test('the generated client compiles under full strictness, and so does what it is used in', async (t) => {
  await run(process.execPath, ['--import=tsx', 'test/client/generate.ts'], { cwd: projectRoot })
  // The compiler that the generator is made for; ours checks all of it too.
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  const refused = await run(process.execPath, [compiler, '-p', 'test/client'], { cwd: projectRoot }).then(
    () => '',
    ({ stdout }: { stdout: string }) => stdout,
  )
  t.equal(refused, '')
})

t.test('the generated client drives', async (t) => {
  const db = await open(`file:${join(await tempFolder(t), 'dateline.db')}`)
  t.teardown(() => db.close())
  const { story, exchanges, documented, close } = await serveStory(db)
  t.teardown(close)
  const isCalled = (name: string) =>
    exchanges.some(({ operation, status }) => operation === name && status < 400)
  for (const [operation, step] of Object.entries(steps)) {
    await t.test(operation, async (t) => {
      await step(story)
      t.ok(isCalled(operation), 'and has called it')
    })
  }

  t.test('every operation of the document: a new one needs its step in test/client', async (t) => {
    t.same(
      documented.filter((operation) => !isCalled(operation)),
      [],
    )
    t.ok(documented.length > 35)
  })
})
