// Applies migrations to PostgreSQL in one transaction under an advisory lock, which other processes wait for and which
// ends with the transaction. Refuses a database that cannot hold every Unicode character.

import type pg from 'pg'
import { unavailable } from './errors.ts'
import { type Migration, pending, readMigrations } from './migrations.ts'

/** "Dateline" in ASCII, as the key of the lock. */
const lockKey = '4927163519302592101'

/**
 * Brings the database up to date; processes that start together take turns. The caller rolls back when it throws.
 * Throws AppError `unavailable` when it is newer than the code or not in UTF-8.
 */
export const migratePostgres = async (client: pg.ClientBase, folder: string): Promise<void> => {
  const known = readMigrations(folder)
  await client.query('begin')
  // Waiting for the lock counts as running; the limit for a service's statements is not meant for this.
  await client.query('set local statement_timeout = 0')
  await client.query(`select pg_advisory_xact_lock(${lockKey})`)
  await refuseOtherEncodings(client)
  await client.query(
    'create table if not exists migrations (id bigint primary key, "appliedAt" timestamptz(3) not null)',
  )
  const { rows } = await client.query<{ id: string }>('select id from migrations')
  const applied = rows.map(({ id }) => Number(id))
  await apply(client, pending(known, applied))
  await client.query('commit')
}

const refuseOtherEncodings = async (client: pg.ClientBase) => {
  const { rows } = await client.query<{ server_encoding: string }>('show server_encoding')
  if (rows[0]?.server_encoding !== 'UTF8') {
    throw unavailable('The PostgreSQL database must be made with the encoding UTF8.')
  }
}

const apply = async (client: pg.ClientBase, migrations: Migration[]) => {
  for (const { id, statements } of migrations) {
    for (const statement of statements) await client.query(statement)
    await client.query('insert into migrations (id, "appliedAt") values ($1, $2)', [id, new Date()])
  }
}
