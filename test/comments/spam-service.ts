// A spam service of our own, which speaks as Akismet does and remembers what it was told.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'

export interface Told {
  path: string
  fields: Record<string, string>
}

/** How it answers a question; `hang` never does. */
export type Answer = 'ham' | 'spam' | 'discard' | 'invalid' | 'error' | 'hang'

export async function spamServiceOn(t: Test) {
  const told: Told[] = []
  let answer: Answer = 'ham'
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const path = request.url ?? ''
      told.push({ path, fields: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())) })
      if (answer === 'hang') return
      if (answer === 'error') return void response.writeHead(500).end('false')
      if (path !== '/1.1/comment-check') return void response.end('Thanks for making the web a better place.')
      if (answer === 'invalid') return void response.end('invalid')
      response.setHeader('x-akismet-guid', 'guid-1')
      if (answer === 'discard') response.setHeader('x-akismet-pro-tip', 'discard')
      response.end(answer === 'ham' ? 'false' : 'true')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/1.1`,
    told,
    /** How it answers from now on. */
    answers: (how: Answer) => {
      answer = how
    },
  }
}
