// One PostgreSQL for a whole test run. Test files run in processes of their own, so the first that needs a server starts it, and
// the server's keeper stops it when the run is over, however it ended: see `postgres-keeper.ts`.

import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { plainEnvironment } from './built.ts'
import { isAlive, moduleArguments } from './processes.ts'
import type { Owner } from './temp.ts'

/** What the keeper leaves in its folder: where the server is, or why there is none. */
export interface ServerState {
  keeper: number
  url?: string
  error?: string
}

/** Under tap the run is the parent of every test file; a file that is run by itself is its own run. */
const runId = process.env.TAP ? process.ppid : process.pid
const folder = join(tmpdir(), `dateline-test-postgres-${runId}`)

/** The URL of a new, empty database, dropped with its owner. */
export const freshPostgres = async (owner: Owner, options = ''): Promise<string> => {
  const server = process.env.DATELINE_TEST_POSTGRES_URL ?? (await startedServer())
  const name = `dateline_test_${randomUUID().replaceAll('-', '')}`
  await runOn(server, `create database ${name} ${options}`)
  owner.teardown(() => runOn(server, `drop database ${name} with (force)`))
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

/** Runs one statement on a connection of its own. */
export const runOn = async (url: string, statement: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query(statement)
    return rows
  } finally {
    await client.end()
  }
}

/** Stops the run's server, if one was started, and waits until it is gone. */
export const stopServer = async (): Promise<void> => {
  const state = await readState()
  if (!state || !isAlive(state.keeper)) return
  process.kill(state.keeper, 'SIGTERM')
  while (isAlive(state.keeper)) await delay(20)
}

const startedServer = async (): Promise<string> => {
  // Making the folder is the lock: one process succeeds, and the others wait for what it starts.
  const first = await mkdir(folder).then(
    () => true,
    () => false,
  )
  if (first) startKeeper()
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await delay(20)) {
    const state = await readState()
    if (state?.error) throw new Error(`No PostgreSQL for the tests: ${state.error}`)
    if (state?.url && isAlive(state.keeper)) return state.url
  }
  await rm(folder, { recursive: true, force: true })
  throw new Error('No PostgreSQL for the tests: it did not start within a minute.')
}

const startKeeper = () => {
  const keeper = moduleArguments(new URL('postgres-keeper.ts', import.meta.url))
  // Without tap's hooks in its environment the keeper is not taken for a part of the test.
  const options = { detached: true, stdio: 'ignore', env: plainEnvironment() } as const
  spawn(process.execPath, [...keeper, String(runId), folder], options).unref()
}

const readState = async (): Promise<ServerState | undefined> => {
  try {
    return JSON.parse(await readFile(join(folder, 'state.json'), 'utf8')) as ServerState
  } catch {
    return undefined
  }
}
