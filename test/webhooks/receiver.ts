import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import type { Owner } from '../support/temp.ts'

export interface Received {
  path: string
  headers: IncomingHttpHeaders
  body: string
}

/** What a receiver says: a status, or whatever it does with the response. */
type Answer = number | ((response: ServerResponse, received: Received) => void)

/** A receiver on this machine that keeps what it gets and answers as it is told, 204 unless it is. */
export async function startReceiver(owner: Owner) {
  const received: Received[] = []
  const answers: Answer[] = []
  let always: Answer = 204
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const one = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() }
    received.push(one)
    const answer = answers.shift() ?? always
    if (typeof answer === 'number') response.writeHead(answer).end()
    else answer(response, one)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  owner.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    /** What it says to the next requests, in order. */
    next: (...list: Answer[]) => void answers.push(...list),
    /** What it says when nothing else is told. */
    always: (answer: Answer) => {
      always = answer
    },
    /** What it got since the last time it was asked. */
    take: () => received.splice(0),
  }
}

export const hang: Answer = () => {}
export const reset: Answer = (response) => void response.socket?.resetAndDestroy()
export const say =
  (status: number, headers: Record<string, string>, body = ''): Answer =>
  (response) =>
    void response.writeHead(status, headers).end(body)

export const payloadOf = ({ body }: Received) => JSON.parse(body)

/** Whether an independent verifier takes it; the clock of the signature is the test's, so its time is given. */
export function isVerified({ headers, body }: Received, secret: string, now: Date): boolean {
  const realNow = Date.now
  // The verifier reads the clock of the machine.
  Date.now = () => now.getTime()
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>)
    return true
  } catch {
    return false
  } finally {
    Date.now = realNow
  }
}
