// One writer at a time, and one wait for the disk for all that queue: works that wait together run in one transaction, one after the
// other, each behind a savepoint of its own, and nobody hears that its work is done before the one commit is. Where that commit
// fails, nothing of any is kept and each runs again by itself, so that nobody is refused for another's sake. SQLite's calls are
// synchronous: between two groups the event loop gets a turn, and other processes get a chance at the lock.

import { AsyncResource } from 'node:async_hooks'
import { setImmediate as turn } from 'node:timers/promises'
import type Sqlite from 'better-sqlite3'
import { whileBusy } from './busy.ts'
import { translate, unavailable } from './errors.ts'

/** Works in one group at most. */
const mostWorks = 64

interface Ended {
  isDone: boolean
  /** Tells whoever asked for the work how it ended. */
  tell: () => void
}

interface Job {
  since: number
  attempt: () => Promise<Ended>
  reject: (error: unknown) => void
}

interface Options {
  /** Milliseconds that a work waits for its turn, and again for another process's lock. */
  patience: number
  /** Milliseconds after which a group takes in no other work: readers in the same thread wait for it to end. */
  longest?: number
  /** Called after each commit, before anybody hears of it. */
  onCommit: () => void
}

/** Runs works on this connection, which nothing else may write to. */
export const commitGroups = (connection: Sqlite.Database, { patience, longest = 8, onCommit }: Options) => {
  const begin = connection.prepare('begin immediate')
  const commit = connection.prepare('commit')
  const rollback = connection.prepare('rollback')
  const savepoint = connection.prepare('savepoint work')
  const rollbackToSavepoint = connection.prepare('rollback to work')
  const release = connection.prepare('release work')
  const waiting: Job[] = []
  let draining: Promise<void> | undefined

  /** The next work whose patience has not run out. */
  function take(): Job | undefined {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      if (performance.now() - job.since <= patience) return job
      job.reject(unavailable('Too many writes are waiting.'))
    }
    return undefined
  }

  async function behindSavepoint(job: Job): Promise<Ended> {
    savepoint.run()
    const ended = await job.attempt()
    // Some errors, such as a full disk, have rolled everything back already.
    if (connection.inTransaction) {
      if (!ended.isDone) rollbackToSavepoint.run()
      release.run()
    }
    return ended
  }

  /** Commits what has begun, unless nothing of it is to stay. Throws where that cannot be. */
  function end(isKept: boolean): void {
    if (!connection.inTransaction) throw unavailable('The transaction was rolled back.')
    if (!isKept) return void rollback.run()
    commit.run()
    onCommit()
  }

  async function runGroup(first: Job, next: () => Job | undefined): Promise<void> {
    const jobs: Job[] = []
    const ended: Ended[] = []
    try {
      await whileBusy(() => begin.run(), patience)
      const until = performance.now() + longest
      const isOpen = () => connection.inTransaction && jobs.length < mostWorks && performance.now() < until
      for (let job: Job | undefined = first; job !== undefined; job = isOpen() ? next() : undefined) {
        jobs.push(job)
        ended.push(await behindSavepoint(job))
      }
      end(ended.some(({ isDone }) => isDone))
    } catch (err) {
      // A failed COMMIT leaves the transaction open.
      if (connection.inTransaction) rollback.run()
      if (jobs.length > 1) return runApart(jobs)
      const [own] = ended
      return own === undefined || own.isDone ? first.reject(translate(err)) : own.tell()
    }
    for (const { tell } of ended) tell()
  }

  /** Each with a transaction of its own, so that what is wrong with one is told of that one. */
  async function runApart(jobs: readonly Job[]): Promise<void> {
    for (const job of jobs) await runGroup(job, () => undefined)
  }

  async function drain(): Promise<void> {
    while (true) {
      // Whatever arrives in this turn of the loop goes together.
      await turn()
      const first = take()
      if (first === undefined) break
      await runGroup(first, take)
    }
    draining = undefined
  }

  /** What works set off belongs to nobody in particular, and not to whoever happened to be the first to wait. */
  const drainForAll = AsyncResource.bind(drain)

  return {
    /** Runs the work in its turn. Throws what it throws; AppError `unavailable` when its patience has run out. */
    add: <T>(work: () => Promise<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        const attempt = () =>
          work().then(
            (value) => ({ isDone: true, tell: () => resolve(value) }),
            (error) => ({ isDone: false, tell: () => reject(translate(error)) }),
          )
        waiting.push({ since: performance.now(), attempt, reject })
        draining ??= drainForAll()
      }),

    idle: async (): Promise<void> => draining,
  }
}
