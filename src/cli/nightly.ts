import { setTimeout as delay } from 'node:timers/promises'
import { differencesIn } from '../checks/derived.ts'
import { derivedKinds } from '../checks/kinds.ts'
import type { Database } from '../db/database.ts'
import { repeat } from './repeat.ts'

/** Hour of the day, UTC, from which the night's work is done. */
const nightFrom = 3
/** Milliseconds that readers have between two looks. */
const rest = 20
/** Differences that are told one by one; more have one cause. */
const mostTold = 100

interface Log {
  warn(details: object, message: string): void
  error(details: object, message: string): void
}

interface Watching {
  now: () => Date
  log: Log
  /** Milliseconds between two looks at the clock. */
  every: number
}

/**
 * Holds once a night what is stored against what it is derived from, and logs what differs; mending is for an operator, who asks
 * first why it does. Asked of the clock, so that a machine that slept makes up for it. `stop` waits for one look at most.
 */
export function checkNightly(db: Database, { now, log, every }: Watching): { stop(): Promise<void> } {
  const stopping = new AbortController()
  let night = nightOf(now())
  const look = async () => {
    const tonight = nightOf(now())
    if (tonight === night) return
    night = tonight
    let found = 0
    const pause = () => delay(rest)
    for await (const difference of differencesIn(derivedKinds(db, now), {
      mend: false,
      pause,
      signal: stopping.signal,
    })) {
      found += 1
      if (found <= mostTold) log.warn({ difference }, 'A stored value is not what it is derived from.')
    }
    if (found > 0)
      log.error(
        { found },
        'Stored values differ from what they are derived from; "dateline check" shows them.',
      )
  }
  const looking = repeat(look, {
    every,
    onError: (err) => log.error({ err }, 'The check of the night failed; the next is tomorrow.'),
  })
  return {
    stop: () => {
      stopping.abort()
      return looking.stop()
    },
  }
}

const nightOf = (at: Date): number => Math.floor((at.getTime() / 3_600_000 - nightFrom) / 24)
