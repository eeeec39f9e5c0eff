import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import t from 'tap'
import { limits } from '../../src/http/limits.ts'
import { builtMain, plainEnvironment } from '../support/built.ts'
import { projectRoot } from '../support/sources.ts'
import { tempFolder } from '../support/temp.ts'

const run = promisify(execFile)
const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8')
const ci = readFileSync(join(projectRoot, '.ci/run'), 'utf8')

/** Every line of every shell block, with the comment before it. */
const lines = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => {
  const all = block.trim().split('\n')
  return all.flatMap((line, i) => (line.startsWith('#') ? [] : [{ line, comment: all[i - 1] ?? '' }]))
})
const curls = lines.filter(({ line }) => line.startsWith('curl '))
const commands = lines.filter(({ line }) => line.startsWith('npm run -s dateline -- '))

t.test('every shell line is one that a test or the gate runs', async (t) => {
  const others = lines.filter((each) => !curls.includes(each) && !commands.includes(each))
  for (const { line } of others) {
    for (const part of line.split(' && ')) t.ok(ci.includes(part) || ci.includes('.ci/demo'), line)
  }
  t.ok(curls.length >= 10 && commands.length >= 6)
})

t.test('every curl line answers the status that is written above it', async (t) => {
  const demo = await startDemo(await tempFolder(t))
  t.teardown(demo.stop)
  for (const { line, comment } of curls) {
    const status = /^# (\d{3}): /.exec(comment)?.[1]
    const command = line
      .replace('curl ', "curl -s -o /dev/null -w '%{http_code}' --max-time 10 ")
      .replaceAll('http://127.0.0.1:3000', demo.url)
    const { stdout } = await run('bash', ['-c', command], {
      cwd: projectRoot,
      env: { ...process.env, KEY: demo.key },
    })
    t.equal(stdout, status, line)
  }
  t.equal(demo.curls.length, 4, 'the demo prints four lines')
  for (const line of demo.curls) {
    const { stdout } = await run('bash', [
      '-c',
      line.replace('curl ', 'curl -s --fail-with-body --max-time 10 '),
    ])
    t.ok(stdout.length > 2, line)
  }
})

t.test('every command runs and ends well', async (t) => {
  const env = plainEnvironment({ DATABASE_URL: `file:${join(await tempFolder(t), 'dateline.db')}` })
  for (const { line } of commands) {
    const command = line.replace('npm run -s dateline --', `"${process.execPath}" "${builtMain()}"`)
    const { stdout } = await run('bash', ['-c', command], { cwd: projectRoot, env, maxBuffer: 10_000_000 })
    t.ok(stdout.length > 0, line)
  }
})

t.test('the table of limits is the one in force', async (t) => {
  for (const [name, { quota, seconds, of }] of Object.entries(limits)) {
    t.ok(readme.includes(`| \`${name}\` | ${quota} in ${seconds} s | ${of} |`), name)
  }
})

interface Demo {
  url: string
  key: string
  curls: string[]
  stop: () => Promise<void>
}

async function startDemo(folder: string): Promise<Demo> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  probe.close()
  await once(probe, 'close')
  const child = spawn(process.execPath, [builtMain(), 'demo'], {
    cwd: projectRoot,
    env: plainEnvironment({
      DATABASE_URL: `file:${join(folder, 'demo.db')}`,
      PORT: String(port),
      LOG_LEVEL: 'warn',
    }),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = await readUntil(child, 'Press Ctrl-C')
  const key = said
    .map((line) => /dl_[0-9a-f-]{36}_[0-9a-f]{48}/.exec(line)?.[0])
    .find((token) => token !== undefined)
  return {
    url: `http://127.0.0.1:${port}`,
    key: key ?? '',
    curls: said.map((line) => line.trim()).filter((line) => line.startsWith('curl ')),
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function readUntil(child: ChildProcess, text: string): Promise<string[]> {
  if (child.stdout === null) throw new Error('The demo has no output.')
  const said: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line)
    if (line.includes(text)) return said
  }
  throw new Error(`The demo ended without serving:\n${said.join('\n')}`)
}
