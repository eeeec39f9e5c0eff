// PostgreSQL: a pool of connections; a transaction holds one of them. Drizzle's own `transaction` is not used: it gives a broken
// connection back to the pool, and a COMMIT that PostgreSQL answers with a rollback passes for success. Sessions speak UTC
// and ISO dates, whatever the server's settings are.

import { setTimeout as delay } from 'node:timers/promises'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { AppError } from '../errors.ts'
import type { Database } from './database.ts'
import { isTransactionConflict, translate, unavailable } from './errors.ts'
import { gated } from './gate.ts'
import { migratePostgres } from './migrate.postgres.ts'
import { prepareWith, prepareWriteByName } from './prepare.ts'
import type { Tables } from './schema.ts'
import * as postgresTables from './tables.postgres.ts'
import { settle, type Work, writer } from './transaction.ts'

export interface PostgresOptions {
  migrationsFolder: string
  /** Connections at most. */
  poolSize: number
  /** Milliseconds to wait for a connection. */
  patience: number
}

/** The same definition made these from the other kit; see the cast in `columns.postgres.ts`. */
const tables: Tables = postgresTables

/** Milliseconds after which `stamp` supposes that another node has committed. */
const peersAreAskedEvery = 500

/** How often a transaction runs that deadlocks, or loses to a concurrent one. */
const attempts = 5

/**
 * Connects and brings the database up to date.
 * Throws AppError `unavailable` when the server cannot be reached, refuses, or its database is newer than the code.
 */
export const openPostgres = async (
  url: string,
  { migrationsFolder, poolSize, patience }: PostgresOptions,
): Promise<Database> => {
  const pool = newPool(url, poolSize, patience)
  try {
    await withClient(pool, (client) => migratePostgres(client, migrationsFolder))
  } catch (err) {
    await pool.end()
    throw explain(err)
  }
  const read = gated(drizzle({ client: pool }))
  let closing: Promise<void> | undefined
  let commits = 0

  const { write, alongside } = writer(async (work) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const result = await withClient(pool, (client) => transact(client, work))
        commits += 1
        return result
      } catch (err) {
        if (!isTransactionConflict(err)) throw translate(err)
        if (attempt === attempts) throw unavailable('Too many writes want the same rows.', err)
      }
      await delay(Math.random() * 20 * attempt)
    }
  })

  const ping = async () => {
    await read.select({ name: tables.settings.name }).from(tables.settings).limit(1)
  }

  const stamp = () => `${commits} ${Math.floor(Date.now() / peersAreAskedEvery)}`

  const close = () => {
    closing ??= pool.end()
    return closing
  }

  return {
    engine: 'postgres',
    tables,
    read,
    write,
    alongside,
    prepare: prepareWith(read),
    prepareWrite: prepareWriteByName,
    stamp,
    exactStamp: () => undefined,
    ping,
    close,
  }
}

const newPool = (connectionString: string, max: number, connectionTimeoutMillis: number): pg.Pool => {
  const pool = new pg.Pool({
    connectionString,
    max,
    connectionTimeoutMillis,
    idleTimeoutMillis: 30_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'dateline',
    options: '-c timezone=UTC -c datestyle=ISO',
  })
  // An idle connection that is lost has left the pool by now; the next statement takes another. Unheard, it is fatal.
  pool.on('error', ignore)
  return pool
}

/** Lends a connection. One whose transaction could not be ended is not given back. */
const withClient = async <T>(pool: pg.Pool, use: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect()
  // While it is lent, the pool does not listen; a loss between two statements would end the process.
  client.on('error', ignore)
  let failed = false
  try {
    return await use(client)
  } catch (err) {
    failed = await client.query('rollback').then(
      () => false,
      () => true,
    )
    throw err
  } finally {
    client.off('error', ignore)
    client.release(failed)
  }
}

const transact = async <T>(client: pg.PoolClient, work: Work<T>): Promise<T> => {
  await client.query('begin')
  // Drizzle calls nothing of a client but its `query`.
  const { query, idle } = oneAtATime(client)
  // What is still on its way belongs to this transaction, and comes before its end.
  const result = await settle(work, drizzle({ client: { query } as pg.PoolClient })).finally(idle)
  const { command } = await client.query('commit')
  if (command !== 'COMMIT') throw new Error('PostgreSQL rolled the transaction back.')
  return result
}

/** A connection answers one query at a time; `pg` no longer wants to queue what a `Promise.all` sends. */
const oneAtATime = (client: pg.PoolClient) => {
  let last: Promise<unknown> = Promise.resolve()
  const query = (config: pg.QueryConfig, values: unknown[]) => {
    const run = last.then(() => client.query(config, values))
    last = run.catch(ignore)
    return run
  }
  return { query, idle: async () => void (await last) }
}

/** At start the reader is the operator, who needs the reason: a wrong password, an unknown host, no such database. */
const explain = (err: unknown): unknown => {
  const translated = translate(err)
  if (translated === err || !(translated instanceof AppError) || !(err instanceof Error)) return translated
  const reason = err.message || ('code' in err ? String(err.code) : err.name)
  return unavailable(`PostgreSQL cannot be used: ${reason}.`, err)
}

const ignore = () => undefined
