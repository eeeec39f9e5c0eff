// A server of the compiled code (`npm run build`) in a process of its own, and asking it.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { builtMain } from '../support/built.ts'

export interface Site {
  url: string
  key: string
}

/** Starts a server and waits until it is ready. Throws an Error when it ends instead, or takes more than 30 seconds. */
export async function startServer(
  env: NodeJS.ProcessEnv,
  key: string,
): Promise<{ server: ChildProcess; site: Site }> {
  const port = await freePort()
  const server = spawn(process.execPath, [builtMain(), 'serve'], {
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

/** Kills it, if it still lives, and waits until it is gone. */
export async function kill(server: ChildProcess): Promise<void> {
  server.kill('SIGKILL')
  if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
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

interface Request {
  method?: string
  body?: object
  version?: number
  /** Without the key, as a reader. */
  isReader?: boolean
}

/** One request; undefined when it was not acknowledged with success. */
export async function ask<T>(site: Site, path: string, options: Request = {}): Promise<T | undefined> {
  const { method = 'GET', body, version, isReader = false } = options
  const headers: Record<string, string> = {
    ...(!isReader && { authorization: `Bearer ${site.key}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(version !== undefined && { 'if-match': `"${version}"` }),
  }
  try {
    const answer = await fetch(site.url + path, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return answer.ok ? ((await answer.json()) as T) : undefined
  } catch {
    // The server was killed meanwhile; what it did with this request it never said.
    return undefined
  }
}

/** A read that a running server must answer. Throws an Error where it does not. */
export async function read<T>(site: Site, path: string, options: Request = {}): Promise<T> {
  const answer = await ask<T>(site, path, options)
  if (answer === undefined) throw new Error(`${path} was not answered with success.`)
  return answer
}
