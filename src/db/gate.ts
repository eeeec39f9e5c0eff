// The gate that every statement of a query builder's handle passes. It gives both engines the same errors and, inside a
// transaction, the same law: a failed statement dooms it (PostgreSQL's rule), and nothing runs once it has ended. Without
// the second, a sibling in `Promise.all` would go on after the rollback and keep its rows.

import type { Queries } from './database.ts'
import { translate } from './errors.ts'

/** The life of one transaction, as its gate sees it. */
export interface TransactionState {
  ended: boolean
  /** The first error of a statement, boxed, since anything can be thrown. */
  failure: { error: unknown } | undefined
}

type Call = (...args: unknown[]) => unknown
type PreparedQuery = Partial<Record<(typeof executeMethods)[number], Call>>
interface Session {
  prepareQuery(...args: unknown[]): PreparedQuery
}

/** SQLite runs a prepared query by any of these; PostgreSQL by `execute` alone. */
const executeMethods = ['run', 'all', 'get', 'values', 'execute'] as const

/** The query surface of a drizzle handle of either engine, gated; `state` is given for a transaction. */
export const gated = (handle: object, state?: TransactionState): Queries => {
  // `session` is drizzle's own property and not in its types; all its statements, counts too, go through `prepareQuery`.
  const { session } = handle as { session: Session }
  const prepareQuery = session.prepareQuery.bind(session)
  session.prepareQuery = (...args) => {
    const query = pass(state, () => prepareQuery(...args)) as PreparedQuery
    for (const method of executeMethods) {
      const run = query[method]?.bind(query)
      if (run) query[method] = (...values) => pass(state, () => run(...values))
    }
    return query
  }
  if (state) Object.assign(handle, { [ofTransaction]: state })
  // Both engines' handles have the members that `Queries` picks, and an `await` serves synchronous builders as well.
  return handle as Queries
}

/** Under which a handle holds the transaction that it is of. */
const ofTransaction = Symbol('transaction')

/** Runs a statement that was prepared for every transaction as one of the transaction that `tx` is of. */
export const passIn = <T>(tx: Queries & { [ofTransaction]?: TransactionState }, run: () => T): T => {
  const state = tx[ofTransaction]
  if (state === undefined) throw new Error('A prepared write outside of a transaction.')
  return pass(state, run)
}

const pass = <T>(state: TransactionState | undefined, run: () => T): T => {
  if (state?.ended) throw new Error('The transaction is over: this statement came too late.')
  if (state?.failure) throw new Error('The transaction has failed: no further statement runs in it.')
  try {
    const result = run()
    // What is caught is thrown again: the promise stays one of the same.
    return result instanceof Promise ? (result.catch((err) => fail(state, err)) as T) : result
  } catch (err) {
    return fail(state, err)
  }
}

const fail = (state: TransactionState | undefined, err: unknown): never => {
  const error = translate(err)
  if (state && !state.ended) state.failure ??= { error }
  throw error
}
