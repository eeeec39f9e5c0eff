// Kills the server with -9 under mixed writes, over and over, and holds after each restart that every write it had
// acknowledged is there, whole, and that no count lies.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** What the server has acknowledged so far, and must never lose. */
interface Acknowledged {
  articles: Map<string, { version: number; headline: string; status: string }>
  comments: Map<string, { articleId: string; text: string }>
}

interface Site {
  url: string
  key: string
}

export interface CrashReport {
  kills: number
  articles: number
  comments: number
}

/** Kills the compiled server (`npm run build`) on the database so many times. Throws an Error that names the first write that was lost. */
export async function crash(env: NodeJS.ProcessEnv, key: string, kills: number): Promise<CrashReport> {
  const all: Acknowledged = { articles: new Map(), comments: new Map() }
  let known = all
  for (let kill = 0; kill < kills; kill++) {
    const { server, site } = await startServer(env, key)
    try {
      await verify(site, known)
      known = { articles: new Map(), comments: new Map() }
      const stopped = new AbortController()
      const writers = Array.from({ length: 4 }, (_, n) =>
        write(site, known, { writer: `${kill}-${n}`, signal: stopped.signal }),
      )
      await untilBusy(known)
      await wait(Math.random() * 200)
      server.kill('SIGKILL')
      stopped.abort()
      await Promise.all(writers)
      for (const [id, article] of known.articles) all.articles.set(id, article)
      for (const [id, comment] of known.comments) all.comments.set(id, comment)
    } finally {
      server.kill('SIGKILL')
      if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
    }
  }
  const { server, site } = await startServer(env, key)
  try {
    await verify(site, all)
  } finally {
    server.kill('SIGKILL')
  }
  return { kills, articles: all.articles.size, comments: all.comments.size }
}

/** Waits until the server has acknowledged some writes, however slow the machine is. */
async function untilBusy(known: Acknowledged): Promise<void> {
  for (let tries = 0; tries < 1000 && known.comments.size < 3; tries++) await wait(10)
}

async function startServer(
  env: NodeJS.ProcessEnv,
  key: string,
): Promise<{ server: ChildProcess; site: Site }> {
  const port = await freePort()
  const server = spawn(process.execPath, ['dist/main.js', 'serve'], {
    cwd: root,
    env: { ...env, PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'fatal', DATELINE_RATE_LIMIT: 'off' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const site = { url: `http://127.0.0.1:${port}`, key }
  for (let tries = 0; tries < 600; tries++) {
    if (server.exitCode !== null)
      throw new Error(`The server ended with ${server.exitCode} instead of starting.`)
    const isReady = await fetch(`${site.url}/health/ready`).then(
      (r) => r.ok,
      () => false,
    )
    if (isReady) return { server, site }
    await wait(50)
  }
  server.kill('SIGKILL')
  throw new Error('The server did not become ready within 30 seconds.')
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('No port is free.')
  return address.port
}

type Json = Record<string, never> & {
  id: string
  version: number
  status: string
  headline: string
  body: { text: string }
}

/** One request; undefined when it was not acknowledged with success. */
async function ask(
  site: Site,
  path: string,
  options: { method?: string; body?: object; version?: number } = {},
): Promise<Json | undefined> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${site.key}`,
    'content-type': 'application/json',
  }
  if (options.version !== undefined) headers['if-match'] = `"${options.version}"`
  try {
    const answer = await fetch(site.url + path, {
      method: options.method ?? 'GET',
      headers,
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
    })
    return answer.ok ? ((await answer.json()) as Json) : undefined
  } catch {
    // The server was killed meanwhile; what it did with this request it never said.
    return undefined
  }
}

/** Creates, publishes, changes and comments until the server is gone, keeping account of what was acknowledged. */
async function write(
  site: Site,
  known: Acknowledged,
  { writer, signal }: { writer: string; signal: AbortSignal },
): Promise<void> {
  const keep = ({ id, version, headline, status }: Json) =>
    known.articles.set(id, { version, headline, status })
  for (let n = 0; !signal.aborted; n++) {
    const text = `Writer ${writer}, round ${n}`
    const body = {
      headline: text,
      body: { blocks: [{ type: 'paragraph', text: `“${text} was kept,” said Ada Ferris.` }] },
    }
    const draft = await ask(site, '/v1/articles', { method: 'POST', body })
    if (draft === undefined) continue
    keep(draft)
    const live = await ask(site, `/v1/articles/${draft.id}/publish`, {
      method: 'POST',
      body: {},
      version: draft.version,
    })
    if (live === undefined) continue
    keep(live)
    const comment = await ask(site, `/v1/articles/${draft.id}/comments`, {
      method: 'POST',
      body: { authorName: 'Reader', body: text },
    })
    if (comment !== undefined) known.comments.set(comment.id, { articleId: draft.id, text })
    const patch = { method: 'PATCH', body: { headline: `${text}, changed` }, version: live.version }
    const changed = await ask(site, `/v1/articles/${draft.id}`, patch)
    if (changed !== undefined) keep(changed)
  }
}

async function verify(site: Site, known: Acknowledged): Promise<void> {
  for (const [id, acknowledged] of known.articles) {
    const found = await ask(site, `/v1/articles/${id}?include=quotes,comments`)
    if (found === undefined) throw new Error(`Article ${id} was acknowledged and is gone.`)
    // A later write may have been done and never acknowledged; an earlier state would be a loss.
    if (found.version < acknowledged.version)
      throw new Error(`Article ${id} fell back to version ${found.version}.`)
    if (found.version === acknowledged.version && found.headline !== acknowledged.headline)
      throw new Error(`Article ${id} is half written.`)
    const { quotes, comments, commentCount } = found as unknown as {
      quotes: unknown[]
      comments: unknown[]
      commentCount: number
    }
    if (quotes.length !== 1) throw new Error(`Article ${id} has ${quotes.length} quotes instead of one.`)
    if (comments.length !== commentCount)
      throw new Error(`Article ${id} counts ${commentCount} comments and shows ${comments.length}.`)
  }
  for (const [id, { text }] of known.comments) {
    const found = await ask(site, `/v1/comments/${id}`)
    if (found?.body.text !== text) throw new Error(`Comment ${id} was acknowledged and is not there.`)
  }
}
