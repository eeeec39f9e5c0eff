// Comments that are told live: how long after its writer has the answer have all who listen got one. Every listener is a connection of
// its own, which looks for the one mark in what comes and does nothing else.

import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { processorTime } from './load.ts'
import { startSite } from './site.ts'

interface Options {
  folder: string
  articleId: string
  seconds: number
  listeners?: number
  /** Comments a second. */
  pace?: number
}

/** Milliseconds within which 99 of 100 events are to be there. */
const wanted = 250
const mark = Buffer.from('"text":"at ')

/** The figures as one line of Markdown; throws when an event is lost. */
export async function measureStreams(options: Options): Promise<string> {
  const { folder, articleId, seconds, listeners = 1000, pace = 50 } = options
  const site = await startSite(folder)
  const sockets: Socket[] = []
  try {
    const path = `/v1/articles/${articleId}/comments`
    const delays: number[] = []
    const heardAt: [sentAt: string, at: number][] = []
    const heard = (sentAt: string) => heardAt.push([sentAt, performance.now()])
    for (let i = 0; i < listeners; i++) sockets.push(await listenTo(site.url, `${path}/stream`, heard))
    await publish(site.url + path, { pace, seconds: 2 })
    await wait(1000)
    heardAt.length = 0
    const before = [processorTime(site.pid), processorTime(process.pid)]
    const answered = await publish(site.url + path, { pace, seconds })
    const sent = answered.size
    const started = performance.now()
    while (heardAt.length < sent * listeners && performance.now() - started < 10_000) await wait(50)
    for (const [sentAt, at] of heardAt) delays.push(Math.max(0, at - (answered.get(sentAt) ?? 0)))
    const after = [processorTime(site.pid), processorTime(process.pid)]
    const busy = after.map((time, i) => (time - (before[i] ?? 0)) / seconds / 1_000_000)
    if (delays.length !== sent * listeners)
      throw new Error(`${sent * listeners} events were to come, ${delays.length} came.`)
    return toLine(delays, { listeners, pace, sent, busy })
  } finally {
    for (const socket of sockets) socket.destroy()
    await site.stop()
  }
}

function toLine(
  delays: number[],
  { listeners, pace, sent, busy }: { listeners: number; pace: number; sent: number; busy: number[] },
) {
  delays.sort((a, b) => a - b)
  const at = (part: number) => delays[Math.ceil(delays.length * part) - 1] ?? 0
  const shown = [0.5, 0.99, 1].map((part) => `${Math.round(at(part))} ms`)
  const verdict = at(0.99) <= wanted ? '✓' : '✗'
  return [
    '| listeners | comments a second | comments | events | half within | 99 % within | all within | server, load: seconds of a core for each | wanted |',
    '| ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |',
    `| ${listeners} | ${pace} | ${sent} | ${delays.length} | ${shown.join(' | ')} | ${busy.map((one) => one.toFixed(2)).join(', ')} | 99 % within ${wanted} ms ${verdict} |`,
    '',
  ].join('\n')
}

/** Posts at an even pace, whether the answers come or not; gives when each, named by when it was sent, was answered. */
async function publish(url: string, { pace, seconds }: { pace: number; seconds: number }) {
  const answered = new Map<string, number>()
  const posts: Promise<void>[] = []
  const started = performance.now()
  for (let i = 0; i < pace * seconds; i++) {
    await wait(Math.max(0, started + (i * 1000) / pace - performance.now()))
    const sentAt = performance.now().toFixed(3)
    const posted = post(url, `at ${sentAt} a reader says something about it, number ${i}`)
    posts.push(posted.then(() => void answered.set(sentAt, performance.now())))
  }
  await Promise.all(posts)
  return answered
}

async function post(url: string, body: string): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ authorName: 'Ada', body }),
  })
  if (answer.status !== 201)
    throw new Error(`A comment was answered ${answer.status}: ${await answer.text()}`)
  await answer.arrayBuffer()
}

/** A reader that is told of every comment; settles once the server has begun to answer. */
function listenTo(url: string, path: string, heard: (sentAt: string) => void): Promise<Socket> {
  const { hostname, port, host } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port) })
  let rest: Buffer = Buffer.alloc(0)
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.on('data', (chunk: Buffer) => {
      resolve(socket)
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      let from = 0
      for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, from)) {
        const end = bytes.indexOf(' a', at + mark.length)
        if (end === -1) break
        heard(bytes.toString('latin1', at + mark.length, end))
        from = end
      }
      rest = bytes.subarray(Math.max(from, bytes.length - 64))
    })
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
  })
}
