import { type DueWork, settleDue } from '../db/due.ts'
import { AppError } from '../errors.ts'
import { repeat } from './repeat.ts'

interface Log {
  info(message: string): void
  warn(details: object, message: string): void
  error(details: object, message: string): void
}

interface Looking {
  /** Milliseconds from the end of one look to the next. */
  every: number
  log: Log
}

/**
 * Settles what falls due from now on, one thing after another: what may take long has a loop of its own. `stop` waits for what
 * is being settled at that moment, and for nothing else.
 */
export function startDueLoop(works: readonly DueWork[], { every, log }: Looking): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const report = reporter(log)
  const look = async () => {
    const errors: [string, unknown][] = []
    const onError = (what: string, err: unknown) => void errors.push([what, err])
    await settleDue(works, { signal: stopping.signal, onError })
    report(errors)
  }
  const looking = repeat(look, {
    every,
    onError: (err) => log.error({ err }, 'What is due was not settled; it is tried again.'),
  })
  return {
    async stop() {
      stopping.abort()
      await looking.stop()
    },
  }
}

/** A database that is away is away for every look: it is told once, and once when it is back. */
function reporter(log: Log): (errors: readonly [string, unknown][]) => void {
  let isAway = false
  return (errors) => {
    const unavailable = errors.find(([, err]) => isUnavailable(err))
    for (const [what, err] of errors.filter(([, err]) => !isUnavailable(err)))
      log.error({ err }, `${what} could not be settled; it is tried again`)
    if (unavailable !== undefined && !isAway)
      log.warn({ err: unavailable[1] }, `${unavailable[0]} waits for the database`)
    if (unavailable === undefined && isAway) log.info('what was due is settled again')
    isAway = unavailable !== undefined
  }
}

const isUnavailable = (err: unknown): boolean => err instanceof AppError && err.kind === 'unavailable'
