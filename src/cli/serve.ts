import { parseArgs } from 'node:util'
import { type AppDeps, buildApp } from '../app.ts'
import { searchStore } from '../articles/search-store.ts'
import { changeStore } from '../changes/store.ts'
import { type Config, version } from '../config.ts'
import type { Database } from '../db/database.ts'
import { open } from '../db/index.ts'
import { dueWork } from '../due-work.ts'
import { AppError } from '../errors.ts'
import { logSerializers } from '../http/server.ts'
import { renditions } from '../stores.ts'
import { removeOldDeliveries } from '../webhooks/delivery-store.ts'
import { startDeliveries } from './deliveries.ts'
import { startDueLoop } from './due-loop.ts'
import type { Command, Io } from './io.ts'
import { checkNightly } from './nightly.ts'
import { repeat } from './repeat.ts'
import { settingsOf } from './settings.ts'
import { watchSignals } from './signals.ts'

type App = Awaited<ReturnType<typeof buildApp>>

export const serveCommand: Command = {
  usage: `Usage: dateline serve

Brings the database up to date and listens at HOST and PORT. Logs are lines of JSON on standard error. SIGTERM and
SIGINT stop it once running requests have ended, after DATELINE_SHUTDOWN_TIMEOUT_MS at the latest; a second signal stops
it at once.`,
  async run(args, io) {
    parseArgs({ args, options: {} })
    const config = settingsOf(io)
    const db = await open(config.databaseUrl)
    return runServer({ config, db, io }, async (_app, url) => {
      io.out(`Dateline ${version} listens at ${url}`)
    })
  },
}

interface ServerDeps {
  config: Config
  db: Database
  io: Io
}

/**
 * Serves until a signal says to stop, and closes the database; gives the exit code. `onListening` hears of the address.
 * Throws `unavailable` where it cannot listen.
 */
export async function runServer(
  { config, db, io }: ServerDeps,
  onListening: (app: App, url: string) => Promise<void>,
): Promise<number> {
  const signals = watchSignals(['SIGTERM', 'SIGINT'])
  try {
    const app = await buildApp({ config, db, logger: loggerOf(config, io) })
    const now = () => new Date()
    const changes = changeStore(db, { now, keptDays: config.changesKept })
    // What a version without a search has left; readers are served meanwhile.
    const indexing = repeat(() => searchStore(db).indexMissing(), {
      every: 60 * 60 * 1000,
      onError: (err) => app.log.error({ err }, 'Old articles were not indexed; tried again in an hour.'),
    })
    // What a version without renditions, or with others, has left.
    const rendering = repeat(() => renditions(db, now).writeMissing(), {
      every: 60 * 60 * 1000,
      onError: (err) => app.log.error({ err }, 'Old articles were not rendered; tried again in an hour.'),
    })
    const pruning = repeat(() => changes.removeOld(), {
      every: 60 * 60 * 1000,
      onError: (err) => app.log.error({ err }, 'Old changes were not removed; tried again in an hour.'),
    })
    const nightly = checkNightly(db, { now, log: app.log, every: 10 * minute })
    const forgetting = repeat(() => removeOldDeliveries(db, now), {
      every: 60 * 60 * 1000,
      onError: (err) =>
        app.log.error({ err }, 'The log of webhooks was not shortened; tried again in an hour.'),
    })
    const due = startDueLoops(db, { now, config, log: app.log })
    const outgoing = startDeliveries(config, app.log)
    const serving = serve(app, { config, stopped: signals.first, onListening })
      .finally(() =>
        Promise.all(
          [pruning, forgetting, due, outgoing, indexing, rendering, nightly].map((work) => work.stop()),
        ),
      )
      .finally(() => db.close())
    const code = await Promise.race([serving.then(() => 0), signals.second.then(() => 1)])
    return code
  } finally {
    signals.forget()
  }
}

/** Often enough that what readers wait for is there well within a second; each look is a few reads of an index. */
const often = 200
const second = 1000
const minute = 60 * second

/** A loop for each kind of work, so that none waits for another. */
function startDueLoops(
  db: Database,
  { now, config, log }: { now: () => Date; config: Config; log: App['log'] },
): { stop(): Promise<unknown> } {
  const { punctual, reports, hubs, purges } = dueWork(db, now, config)
  const loops = [
    startDueLoop(punctual, { every: often, log }),
    startDueLoop(reports, { every: second, log }),
    startDueLoop(hubs, { every: second, log }),
    startDueLoop(purges, { every: minute, log }),
  ]
  return { stop: () => Promise.all(loops.map((loop) => loop.stop())) }
}

async function serve(
  app: App,
  options: {
    config: Config
    stopped: Promise<void>
    onListening: (app: App, url: string) => Promise<void>
  },
): Promise<void> {
  const { config, stopped, onListening } = options
  try {
    await onListening(app, await listen(app, config))
    await stopped
  } finally {
    await drain(app, config.shutdownTimeout)
  }
}

async function listen(app: App, { host, port }: Config): Promise<string> {
  try {
    return await app.listen({ host, port })
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    throw new AppError('unavailable', cannotListen[code]?.(host, port) ?? String(cause), { cause })
  }
}

const cannotListen: Record<string, (host: string, port: number) => string> = {
  EADDRINUSE: (host, port) =>
    `Port ${port} of ${host} is in use: stop the program that has it, or set PORT to another one.`,
  EACCES: (_, port) => `Port ${port} may not be used by this user: set PORT to one above 1023.`,
  EADDRNOTAVAIL: (host) => `${host} is not an address of this machine: set HOST to one that is.`,
  ENOTFOUND: (host) => `The host "${host}" is not known: set HOST to an address of this machine.`,
}

/** Takes no new connection, lets running requests end, and cuts off what is left in time to be closed by the deadline. */
async function drain(app: App, deadline: number): Promise<void> {
  // A connection that falls idle only now would be waited for as long as it may be kept alive.
  const sweep = setInterval(() => app.server.closeIdleConnections(), 50)
  const cut = setTimeout(() => app.server.closeAllConnections(), deadline * 0.9)
  try {
    await app.close()
  } finally {
    clearInterval(sweep)
    clearTimeout(cut)
  }
}

const loggerOf = ({ logLevel }: Config, io: Io): AppDeps['logger'] => ({
  level: logLevel,
  serializers: logSerializers,
  stream: { write: (line: string) => io.err(line.trimEnd()) },
})
