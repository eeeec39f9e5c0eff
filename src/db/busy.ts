// Waiting for the lock of a SQLite file. SQLite's own wait blocks the event loop, so it is kept short and the rest is
// asynchronous.

import { setTimeout as delay } from 'node:timers/promises'
import { isBusy, unavailable } from './errors.ts'

/**
 * Runs again for as long as another process holds the lock, for `limit` milliseconds at most.
 * Throws AppError `unavailable` after that, and any other error at once.
 */
export const whileBusy = async <T>(run: () => T, limit: number): Promise<T> => {
  const deadline = performance.now() + limit
  while (true) {
    try {
      return run()
    } catch (err) {
      if (!isBusy(err)) throw err
      if (performance.now() > deadline)
        throw unavailable('Another process holds the database for too long.', err)
    }
    // Short and uneven: a process that writes all the time leaves the lock free for moments only.
    await delay(1 + Math.random() * 8)
  }
}
