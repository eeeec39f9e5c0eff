// One writer at a time. SQLite's calls are synchronous, so a long queue would run in one turn of the event loop and
// starve everything else: between two jobs the loop gets a turn, and other processes get a chance at the lock.

import { setImmediate as turn } from 'node:timers/promises'
import { unavailable } from './errors.ts'

/** Runs jobs one after the other. A job that waited longer than `patience` milliseconds fails instead of running. */
export const jobQueue = (patience: number) => {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0

  const add = <T>(job: () => Promise<T>): Promise<T> => {
    const since = performance.now()
    waiting += 1
    const run = last.then(() => {
      if (performance.now() - since > patience) throw unavailable('Too many writes are waiting.')
      return job()
    })
    const next = () => {
      waiting -= 1
      return waiting > 0 ? turn() : undefined
    }
    last = run.then(next, next)
    return run
  }

  return { add, idle: async () => void (await last) }
}
