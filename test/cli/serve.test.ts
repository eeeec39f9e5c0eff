import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { open } from '../../src/db/index.ts'
import { appendChanges } from '../../src/db/outbox.ts'
import { newId } from '../../src/ids.ts'
import { tempFolder } from '../support/temp.ts'
import { collect, startCli } from './cli.ts'
import { startServer } from './server-process.ts'

t.test('serve prints the address it listens at, in one line', async (t) => {
  const { outcome, url } = await startServer(t, 'serve', { LOG_LEVEL: 'silent' })
  t.match(outcome.stdout, /^Dateline \d+\.\d+\.\d+ listens at http:\/\/127\.0\.0\.1:\d+\n$/)
  t.equal((await fetch(`${url}/health/ready`)).status, 200)
  t.equal(outcome.stderr, '')
})

t.test('logs are lines of JSON with the id of each request, and hold no key', async (t) => {
  const { child, ended, url } = await startServer(t, 'serve')
  const secret = `dl_019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11_${'ab'.repeat(24)}`
  const answer = await fetch(`${url}/v1/articles?x=${secret}`, {
    headers: { authorization: `Bearer ${secret}` },
  })
  child.kill('SIGTERM')
  const { stderr } = await ended
  const logged = stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  t.ok(logged.some((line) => line.reqId === answer.headers.get('x-request-id')))
  t.notMatch(stderr, 'abab')
})

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  t.test(`${signal} ends the server with exit code 0`, async (t) => {
    const { child, ended } = await startServer(t, 'serve')
    child.kill(signal)
    t.equal((await ended).code, 0)
  })
}

t.test('a request that is on its way when the signal comes is answered', async (t) => {
  const { child, ended, port } = await startServer(t, 'serve')
  const body = JSON.stringify({ text: '“We can breathe again,” Mayor Ingrid Solheim said.' })
  const socket = connect(port, '127.0.0.1').setEncoding('utf8')
  let answer = ''
  socket.on('data', (text: string) => {
    answer += text
  })
  const head = [
    'POST /v1/extractions HTTP/1.1',
    'Host: localhost',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Expect: 100-continue',
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  // The server has the request once it asks for the body.
  await once(socket, 'data')
  t.match(answer, /^HTTP\/1\.1 100/)
  child.kill('SIGTERM')
  await refused(port)
  socket.end(body)
  await once(socket, 'close')
  t.match(answer, 'HTTP/1.1 200')
  t.equal((await ended).code, 0)
})

/** Waits until nobody listens at the port any more. */
async function refused(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    if (!isOpen) return
  }
}

t.test('a request that never ends is cut off at the deadline', async (t) => {
  const { child, ended, port } = await startServer(t, 'serve', { DATELINE_SHUTDOWN_TIMEOUT_MS: '300' })
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(
    'POST /v1/extractions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
  )
  await once(socket, 'connect')
  await fetch(`http://127.0.0.1:${port}/health/live`)
  const signalled = performance.now()
  child.kill('SIGTERM')
  t.equal((await ended).code, 0)
  t.ok(performance.now() - signalled < 5000)
})

t.test('a second signal ends it at once', async (t) => {
  const { child, ended, port } = await startServer(t, 'serve', { DATELINE_SHUTDOWN_TIMEOUT_MS: '600000' })
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(
    'POST /v1/extractions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
  )
  await fetch(`http://127.0.0.1:${port}/health/live`)
  child.kill('SIGTERM')
  await refused(port)
  child.kill('SIGTERM')
  t.equal((await ended).code, 1)
})

for (const command of ['serve', 'demo']) {
  t.test(`${command} on a port that is in use says so in one sentence`, async (t) => {
    const taken = createServer().listen(0, '127.0.0.1')
    t.teardown(() => taken.close())
    await once(taken, 'listening')
    const address = taken.address()
    const port = String(typeof address === 'object' ? address?.port : '')
    const env = { DATABASE_URL: `file:${await tempFolder(t)}/data.db`, PORT: port, LOG_LEVEL: 'silent' }
    const child = startCli([command], { env })
    const outcome = collect(child)
    await once(child, 'close')
    t.equal(child.exitCode, 1)
    t.equal(outcome.stdout, '')
    t.match(outcome.stderr, new RegExp(`^dateline ${command}: Port ${port} of 127.0.0.1 is in use: .*\n$`))
  })
}

t.test('changes that are too old are gone soon after the start', async (t) => {
  const url = `file:${join(await tempFolder(t), 'data.db')}`
  const db = await open(url)
  t.teardown(() => db.close())
  const { changes } = db.tables
  const change = { resource: 'article', resourceId: newId(), at: new Date(0) } as const
  await db.write((tx) =>
    appendChanges(tx, db.tables, [{ ...change, type: 'article.updated', articleId: null, version: 1 }]),
  )
  await startServer(t, 'serve', { DATABASE_URL: url })
  while ((await db.read.$count(changes)) > 0) await delay(10)
  t.equal(await db.read.$count(changes), 0)
})
