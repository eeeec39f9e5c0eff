// One request to a receiver. It goes to an address that was judged for this very connection, follows no redirect, and ends: the
// receiver has so many seconds for its status, and what it says beyond that is not waited for.

import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { findAddresses, type TargetRules } from './target.ts'

export interface Post {
  url: string
  headers: Record<string, string>
  body: string
  /** Milliseconds until the status must be there. */
  timeLimit: number
  /** Ends it early. */
  signal: AbortSignal
}

/** What came of a request: a status, or why there is none. */
export interface PostResult {
  status: number | undefined
  error: string | undefined
  retryAfter: string | undefined
  durationMs: number
}

/** Bytes of an answer that are read, and dropped, and the milliseconds for them: enough to let a receiver finish politely. */
const answerBytes = 65_536
const answerTime = 1000

/** Sends it. Throws nothing. */
export async function post(target: Post, rules: TargetRules): Promise<PostResult> {
  const started = performance.now()
  const said = await call(target, rules).catch((err: unknown) => ({ error: describe(err) }))
  return {
    status: undefined,
    error: undefined,
    retryAfter: undefined,
    ...said,
    durationMs: Math.round(performance.now() - started),
  }
}

async function call({ url, headers, body, timeLimit, signal }: Post, rules: TargetRules) {
  const { protocol, hostname } = new URL(url)
  if (protocol !== 'https:' && !rules.allowPrivate) throw new Error('Only https is spoken.')
  // A literal address is connected to without a lookup.
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) await findAddresses(hostname, rules)
  const request = protocol === 'https:' ? requestHttps : requestHttp
  const sending = request(url, {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    // No agent, so no connection is used for another request, or another name.
    agent: false,
    lookup: judgedLookup(rules),
    signal,
  })
  const timer = setTimeout(
    () => sending.destroy(new Error(`No answer within ${Math.round(timeLimit / 1000)} seconds.`)),
    timeLimit,
  )
  try {
    const answer = await answerTo(sending, body)
    return { status: answer.statusCode, retryAfter: answer.headers['retry-after'] }
  } finally {
    clearTimeout(timer)
  }
}

const answerTo = (sending: ClientRequest, body: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    sending.on('error', reject)
    sending.on('response', (answer) => {
      drop(answer)
      resolve(answer)
    })
    sending.end(body)
  })

function drop(answer: IncomingMessage): void {
  let bytes = 0
  const timer = setTimeout(() => answer.destroy(), answerTime)
  answer.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > answerBytes) answer.destroy()
  })
  answer.on('error', () => {})
  answer.on('close', () => clearTimeout(timer))
}

/** A name becomes addresses here and nowhere else, and each is judged before it is connected to. */
const judgedLookup =
  (rules: TargetRules): LookupFunction =>
  (host, options, done) => {
    findAddresses(host, rules).then(
      (addresses) => {
        const found = addresses.map((address) => ({ address, family: isIP(address) }))
        const [first] = found
        if (options.all) done(null, found)
        else done(null, first?.address ?? '', first?.family)
      },
      (err: NodeJS.ErrnoException) => done(err, ''),
    )
  }

const words: Record<string, string> = {
  ABORT_ERR: 'This server was stopped while it waited for an answer.',
  ECONNREFUSED: 'The connection was refused.',
  ECONNRESET: 'The connection was closed without an answer.',
  EHOSTUNREACH: 'The address cannot be reached.',
  ENETUNREACH: 'The address cannot be reached.',
  ETIMEDOUT: 'The connection could not be made in time.',
}

/** A sentence for the log of deliveries. */
function describe(err: unknown): string {
  const { code, message } = err as { code?: string; message?: string }
  if (code === undefined) return message ?? 'The request failed.'
  return words[code] ?? `The request failed (${code}).`
}
