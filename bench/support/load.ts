// The load: so many connections, each with one request under way, written as bytes that were made before. It does less than
// any HTTP client, so that what is measured is the server and not the load.

import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'

export interface Request {
  method?: 'GET' | 'POST'
  path: string
  headers?: Record<string, string>
  body?: string
}

export interface Load {
  seconds: number
  connections: number
  /** What each answer must be. */
  status: number
}

/** Requests in the order in which they are sent, over and over; what needs a fresh one each time gives a function. */
export type Requests = readonly Request[] | (() => Request)

export interface Pace {
  /** Answers a second. */
  rate: number
  /** Microseconds of processor time that the server took for each, which a busy machine does not change. */
  cost: number
}

/** A server that is asked. */
interface Asked {
  url: string
  pid: number
}

/**
 * How fast a server is under this load, once a third of the time has warmed it up; throws when any answer is not as expected
 * or a connection ends.
 */
export async function paceOf(server: Asked, requests: Requests, load: Load): Promise<Pace> {
  await ask(server, requests, { ...load, seconds: load.seconds / 3 })
  return ask(server, requests, load)
}

async function ask({ url, pid }: Asked, requests: Requests, load: Load): Promise<Pace> {
  const { hostname, port, host } = new URL(url)
  const before = processorTime(pid)
  const next = senderOf(requests, host)
  const state = { answers: 0, isOver: false }
  const started = performance.now()
  const timer = setTimeout(() => {
    state.isOver = true
  }, load.seconds * 1000)
  const sockets = Array.from({ length: load.connections }, () =>
    connect({ host: hostname, port: Number(port), noDelay: true }),
  )
  try {
    await Promise.all(sockets.map((socket) => converse(socket, { next, state, status: load.status })))
    const rate = (state.answers * 1000) / (performance.now() - started)
    return { rate, cost: (processorTime(pid) - before) / state.answers }
  } finally {
    clearTimeout(timer)
    for (const socket of sockets) socket.destroy()
  }
}

function senderOf(requests: Requests, host: string): () => Buffer {
  if (typeof requests === 'function') return () => bytesOf(requests(), host)
  let count = 0
  const prepared = requests.map((request) => bytesOf(request, host))
  return () => prepared[count++ % prepared.length] ?? Buffer.alloc(0)
}

function bytesOf({ method = 'GET', path, headers = {}, body = '' }: Request, host: string): Buffer {
  const all = { host, ...headers, ...(body !== '' && { 'content-length': String(Buffer.byteLength(body)) }) }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
}

interface Conversation {
  next: () => Buffer
  state: { answers: number; isOver: boolean }
  status: number
}

/** Asks again as soon as the answer is whole, until the time is over. */
function converse(socket: Socket, { next, state, status }: Conversation): Promise<void> {
  return new Promise((resolve, reject) => {
    let missing = 0
    let head = ''
    let received = 0
    const answered = () => {
      state.answers += 1
      if (state.isOver) return resolve()
      socket.write(next())
    }
    socket.on('data', (chunk: Buffer) => {
      if (missing > 0) {
        missing -= chunk.length
        if (missing === 0) answered()
        return
      }
      received += chunk.length
      head += chunk.toString('latin1', 0, 8192)
      const end = head.indexOf('\r\n\r\n')
      if (end === -1) return
      if (head.slice(9, 12) !== String(status))
        return reject(new Error(`Not ${status}: ${head.slice(0, 400)}`))
      missing = end + 4 + lengthIn(head, end) - received
      head = ''
      received = 0
      if (missing === 0) answered()
      if (missing < 0) reject(new Error('More came than Content-Length said.'))
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('The server closed a connection.')))
    socket.write(next())
  })
}

function lengthIn(head: string, end: number): number {
  const at = head.toLowerCase().lastIndexOf('\r\ncontent-length:', end)
  return at === -1 ? 0 : Number.parseInt(head.slice(at + 17, at + 32), 10)
}

/** Microseconds that a process has run so far, by the kernel's ticks of 10 ms. */
export function processorTime(pid: number): number {
  // What comes after the name, which is in parentheses: fields 14 and 15 of proc_pid_stat(5) are user and system time.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10_000
}

/** Ours against the reference, which is measured before and after: the machine's speed changes within minutes. */
export async function compare(reference: () => Promise<Pace>, ours: () => Promise<Pace>) {
  const before = await reference()
  const { rate, cost } = await ours()
  const after = await reference()
  return {
    rate,
    referenceRate: (before.rate + after.rate) / 2,
    ratio: (2 * rate) / (before.rate + after.rate),
    costRatio: (before.cost + after.cost) / 2 / cost,
    spread: Math.abs(before.rate - after.rate) / Math.max(before.rate, after.rate),
  }
}
