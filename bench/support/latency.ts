// How long readers wait at a steady pace: requests are sent when they are due, whether or not others were answered, and each is
// timed from when it was due, so that a server that stops for a moment is not spared.

import { Agent, get } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

interface Steady {
  seconds: number
  perSecond: number
}

/** Milliseconds within which 99 of 100 requests to these addresses, in turn, were answered. Throws when one is not answered with 200. */
export async function p99Of(urls: readonly string[], { seconds, perSecond }: Steady): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const taken: Promise<number>[] = []
  const started = performance.now()
  for (let n = 0; n < seconds * perSecond; n++) {
    const due = started + (n * 1000) / perSecond
    const early = due - performance.now()
    if (early > 1) await wait(early)
    taken.push(timed(urls[n % urls.length] ?? '', agent, due))
  }
  const sorted = (await Promise.all(taken)).sort((a, b) => a - b)
  agent.destroy()
  return sorted[Math.floor(sorted.length * 0.99)] ?? 0
}

const timed = (url: string, agent: Agent, due: number): Promise<number> =>
  new Promise((resolve, reject) => {
    get(url, { agent }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${url} answered ${answer.statusCode}.`))
      answer.resume()
      answer.on('end', () => resolve(performance.now() - due))
    }).on('error', reject)
  })
