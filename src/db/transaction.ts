// What the transactions of both engines share: no nesting, and the end of the work they run.

import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database, Queries } from './database.ts'
import { gated, type TransactionState } from './gate.ts'

export type Work<T> = (tx: Queries) => Promise<T>

/**
 * Makes `write` and `alongside` from an engine's way to run one transaction. Nesting is refused: on SQLite it would wait for
 * itself, on PostgreSQL it would take a second connection and not see the first one's rows.
 */
export const writer = (run: Database['write']): Pick<Database, 'write' | 'alongside'> => {
  const current = new AsyncLocalStorage<{ over: boolean }>()
  const companion = new AsyncLocalStorage<Work<void>>()
  let running = 0
  let accompanied = 0

  /** The work, so run that whatever it calls can tell that it is within. */
  const marked =
    <T>(work: Work<T>): Work<T> =>
    async (tx) => {
      const store = { over: false }
      running += 1
      try {
        return await current.run(store, () => work(tx))
      } finally {
        store.over = true
        running -= 1
        // While a storage is in use, Node's every promise and tick pays for it, those of mere reads too.
        if (running === 0) current.disable()
      }
    }

  return {
    alongside: (mark, begin) => {
      let isOver = false
      const end = () => {
        if (isOver) return
        isOver = true
        accompanied -= 1
        if (accompanied === 0) companion.disable()
      }
      accompanied += 1
      return companion.run(mark, () => begin(end))
    },
    write: async (work) => {
      // The store lives on in whatever the work has started; only an open transaction is nesting.
      if (current.getStore()?.over === false)
        throw new Error('A write inside a write: pass the transaction down instead.')
      const mark = companion.getStore()
      return run(marked(mark === undefined ? work : followedBy(work, mark)))
    },
  }
}

const followedBy =
  <T>(work: Work<T>, mark: Work<void>): Work<T> =>
  async (tx) => {
    const result = await work(tx)
    await mark(tx)
    return result
  }

/**
 * Runs the work on a drizzle handle to its end; later statements are refused.
 * Throws what the work threw, or the error of a statement that the work has swallowed.
 */
export const settle = async <T>(work: Work<T>, handle: object): Promise<T> => {
  const state: TransactionState = { ended: false, failure: undefined }
  try {
    const result = await work(gated(handle, state))
    if (state.failure) throw state.failure.error
    return result
  } finally {
    state.ended = true
  }
}
