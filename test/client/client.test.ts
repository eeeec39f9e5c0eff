import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import t from 'tap'
import { projectRoot } from '../support/sources.ts'
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
  const { story, called, documented } = await serveStory(t)
  for (const [operation, step] of Object.entries(steps)) {
    await t.test(operation, async (t) => {
      await step(story)
      t.ok(called.has(operation), 'and has called it')
    })
  }

  t.test('every operation of the document: a new one needs its step in test/client', async (t) => {
    t.same(
      documented.filter((operation) => !called.has(operation)),
      [],
    )
    t.ok(documented.length > 35)
  })
})
