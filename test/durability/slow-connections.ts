// Opens many connections that never finish what they say, half of them in their headers, half in their body, and holds what the
// server owes everybody else meanwhile: quick answers, connections back within its limit, and a stop within its deadline.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { builtMain, plainEnvironment } from '../support/built.ts'

export interface SlowOptions {
  connections: number
  /** Of an empty, or our own, database. */
  databaseUrl: string
  /** Milliseconds for a whole request to arrive; its headers get half. */
  requestTimeout: number
  /** Milliseconds for running requests to end after SIGTERM. */
  shutdownTimeout: number
}

export interface SlowReport {
  /** Connections that were open at one time. */
  open: number
  /** Milliseconds of healthy requests, while the others hang. */
  latency: { requests: number; p50: number; p99: number; max: number }
  /** Milliseconds that the longest of each half was open before the server closed it. */
  closedAfter: Record<Half, number>
  /** How many of them were told 408 before. */
  told: number
  /** Milliseconds from SIGTERM to the end of the process, while a second wave hangs; and its exit code. */
  stopped: { after: number; code: number | null }
}

/** Runs the compiled server (`npm run build`) through it. Throws an Error when it does not start or a healthy request fails. */
export async function hangOn(options: SlowOptions): Promise<SlowReport> {
  const { server, port } = await startServer(options)
  try {
    const healthy = askAllTheWhile(port)
    const { sockets, told } = await openStale(port, options.connections)
    const open = sockets.filter(({ socket }) => !socket.closed).length
    const longest = async (half: Half) =>
      Math.max(...(await Promise.all(sockets.filter((one) => one.half === half).map(({ ended }) => ended))))
    const closedAfter = { headers: await longest('headers'), body: await longest('body') }
    const latency = await healthy.stop()

    const second = await openStale(port, options.connections)
    const stoppedAt = performance.now()
    const ended = once(server, 'exit')
    server.kill('SIGTERM')
    const [code] = (await ended) as [number | null]
    const after = performance.now() - stoppedAt
    for (const { socket } of second.sockets) socket.destroy()
    return { open, latency, closedAfter, told: told(), stopped: { after, code } }
  } finally {
    server.kill('SIGKILL')
  }
}

async function startServer(options: SlowOptions): Promise<{ server: ChildProcess; port: number }> {
  const server = spawn(process.execPath, [builtMain(), 'serve'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: plainEnvironment({
      DATABASE_URL: options.databaseUrl,
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'error',
      // All of them come from one address.
      DATELINE_RATE_LIMIT: 'off',
      DATELINE_REQUEST_TIMEOUT_MS: String(options.requestTimeout),
      DATELINE_SHUTDOWN_TIMEOUT_MS: String(options.shutdownTimeout),
    }),
  })
  const [line] = (await once(server.stdout, 'data')) as [Buffer]
  const port = Number(/:(\d+)\s*$/.exec(String(line))?.[1])
  if (!Number.isInteger(port)) throw new Error(`The server did not say where it listens: ${line}`)
  return { server, port }
}

/** Where a request stops. */
type Half = 'headers' | 'body'

const said: Record<Half, string> = {
  headers: 'GET /v1/articles HTTP/1.1\r\nHost: a\r\nX-Slow: ',
  body: 'POST /v1/extractions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"text":',
}

/** So many at a time that the backlog of the listening socket holds them. */
const batch = 200

interface Stale {
  socket: Socket
  half: Half
  /** Milliseconds from its half request to its end. */
  ended: Promise<number>
}

async function openStale(port: number, count: number): Promise<{ sockets: Stale[]; told: () => number }> {
  const sockets: Stale[] = []
  let told = 0
  while (sockets.length < count) {
    const opened = Array.from({ length: Math.min(batch, count - sockets.length) }, async (_, i) => {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => undefined)
      socket.once('data', (answer) => {
        if (String(answer).startsWith('HTTP/1.1 408 ')) told += 1
      })
      await once(socket, 'connect')
      const half = i % 2 === 0 ? 'headers' : 'body'
      socket.write(said[half])
      const openedAt = performance.now()
      const ended = new Promise<number>((resolve) => {
        socket.once('close', () => resolve(performance.now() - openedAt))
      })
      return { socket, half, ended } as const
    })
    sockets.push(...(await Promise.all(opened)))
  }
  return { sockets, told: () => told }
}

/** Asks for the list again and again, 20 milliseconds after each answer, until stopped. */
function askAllTheWhile(port: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const times: number[] = []
  let isOver = false
  const asking = (async () => {
    while (!isOver) {
      const startedAt = performance.now()
      await answered(port, agent)
      times.push(performance.now() - startedAt)
      await wait(20)
    }
  })()
  return {
    stop: async () => {
      isOver = true
      await asking
      agent.destroy()
      const sorted = times.sort((a, b) => a - b)
      const at = (share: number) =>
        sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
      return { requests: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) }
    },
  }
}

const answered = (port: number, agent: Agent): Promise<void> =>
  new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', path: '/v1/articles', agent }, (answer) => {
      answer.resume()
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`It answered ${answer.statusCode}.`)),
      )
    }).on('error', reject)
  })
