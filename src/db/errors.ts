// What the drivers' errors mean. The query builder may wrap them, so each question walks the chain of causes.
// Only codes are read, never messages, save for the few errors that have no code.

import { DrizzleQueryError } from 'drizzle-orm'
import { AppError } from '../errors.ts'

const uniqueViolations = new Set(['23505', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'])
const foreignKeyViolations = new Set(['23503', 'SQLITE_CONSTRAINT_FOREIGNKEY'])
const conflictsOfTransactions = new Set(['40001', '40P01'])

/** Codes of SQLite, of PostgreSQL and of the network that say: not now. */
const unavailableCode =
  /^(?:SQLITE_(?:BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY)\w*|08\w{3}|28\w{3}|3D000|53\w{3}|57014|57P0\d|58\w{3}|25P03|25006|55P03|E(?:CONN(?:REFUSED|RESET|ABORTED)|TIMEDOUT|PIPE|NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH))$/

/** The drivers throw these without a code when a connection is lost, closed, or not free in time. */
const unavailableMessage =
  /^(?:Connection terminated|timeout (?:exceeded )?when trying to connect|timeout expired|Client has encountered a connection error|Client was closed and is not queryable|Query read timeout|Cannot use a pool after calling end|The database connection is not open|The server does not support SSL)/

/** Whether a unique index or a primary key refused the row. */
export const isUniqueViolation = (err: unknown): boolean => hasCode(err, (code) => uniqueViolations.has(code))

/** Whether a row referred to another that does not exist. */
export const isForeignKeyViolation = (err: unknown): boolean =>
  hasCode(err, (code) => foreignKeyViolations.has(code))

/** Whether PostgreSQL gave the transaction up for another's sake: the same work may succeed when run again. */
export const isTransactionConflict = (err: unknown): boolean =>
  hasCode(err, (code) => conflictsOfTransactions.has(code))

/** Whether another process holds the lock of a SQLite file. */
export const isBusy = (err: unknown): boolean => hasCode(err, (code) => code.startsWith('SQLITE_BUSY'))

export const unavailable = (detail: string, cause?: unknown): AppError =>
  new AppError('unavailable', detail, { cause, headers: { 'retry-after': '1' } })

/** The error a caller should see: AppError `unavailable` for what waiting may mend, else the driver's own. */
export const translate = (err: unknown): unknown => {
  const driverError = unwrap(err)
  if (driverError instanceof AppError || !isUnavailable(driverError)) return driverError
  return unavailable('The database is busy or out of reach.', driverError)
}

/** The query builder's wrapper repeats the statement and its values, which may be personal data: it is dropped. */
const unwrap = (err: unknown): unknown =>
  err instanceof DrizzleQueryError && err.cause !== undefined ? err.cause : err

const isUnavailable = (err: unknown): boolean =>
  hasCode(err, (code) => unavailableCode.test(code)) ||
  causes(err).some((each) => each instanceof Error && unavailableMessage.test(each.message))

const hasCode = (err: unknown, test: (code: string) => boolean): boolean =>
  causes(err).some((each) => 'code' in each && typeof each.code === 'string' && test(each.code))

/** The error and its causes; a chain longer than this is a cycle. */
const causes = (err: unknown): object[] => {
  const chain: object[] = []
  for (let each = err; typeof each === 'object' && each !== null && chain.length < 8; ) {
    chain.push(each)
    each = 'cause' in each ? each.cause : undefined
  }
  return chain
}
