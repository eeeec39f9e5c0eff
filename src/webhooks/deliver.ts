// Sends what is due. Each webhook is served by one process at a time, one request after the other, so that what it is told comes in
// order, and a receiver that hangs holds up itself alone: those known to fail share places of their own, and one that
// is slow to answer gives its place among the others away.

import { setMaxListeners } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import type { Database } from '../db/database.ts'
import { newId } from '../ids.ts'
import { type Due, deliveryLeases, type Tell } from './lease-store.ts'
import { deliveryPlan } from './plan-store.ts'
import { post } from './post.ts'
import { type Attempt, deliveryRecords, type Release, type Result } from './record-store.ts'
import { recorder } from './recorder.ts'
import { failingLimit, nextAttempt, readRetryAfter } from './schedule.ts'
import type { WebhookSecrets } from './secret.ts'
import { sign } from './sign.ts'
import type { TargetRules } from './target.ts'
import type { WebhookRow } from './wire.ts'

export interface DeliveryDeps {
  now: () => Date
  secretOf: WebhookSecrets
  target: TargetRules
  tell: Tell
  userAgent: string
  /** Hears of what could not be read or written; it is tried again. */
  onError: (err: unknown) => void
  /** From 0 to 1; `Math.random`, unless given. */
  random?: () => number
  /** Milliseconds that a receiver has for its status; 15 seconds, unless given. */
  timeLimit?: number
}

/** Places for webhooks that are well, for those that fail or are slow, and webhooks begun with in one look. */
const places = { well: 256, slow: 128, perLook: 50 }
/** Milliseconds without an answer from which a receiver is slow. */
const slowAfter = 2000
/** Milliseconds of a lease beyond the time limit: as long as a webhook goes on being served without leasing it anew. */
const leaseSpare = 10_000
/** Deliveries read at once for a webhook that is well. */
const batch = 25

interface Serving {
  isFailing: boolean
  /** When its present request began, by the process's own clock. */
  since: number
}

/** What sends; `look` begins with what is due, `idle` waits for what was begun. */
export function deliverer(db: Database, deps: DeliveryDeps) {
  const { now, onError, timeLimit = 15_000 } = deps
  const owner = newId()
  const plan = deliveryPlan(db, now)
  const leases = deliveryLeases(db, { now, owner, tell: deps.tell })
  const record = recorder(deliveryRecords(db, owner))
  const serving = new Map<Serving, Promise<void>>()
  const stopping = new AbortController()
  // One for each request under way.
  setMaxListeners(0, stopping.signal)
  const send = sender({ ...deps, timeLimit }, stopping.signal)

  /** How many more may be begun with. */
  function room(): { well: number; failing: number } {
    const slowFrom = performance.now() - slowAfter
    const slow = [...serving.keys()].filter(({ isFailing, since }) => isFailing || since < slowFrom).length
    const room = { well: places.well - (serving.size - slow), failing: places.slow - slow }
    return { well: Math.min(room.well, places.perLook), failing: Math.min(room.failing, places.perLook) }
  }

  function begin(webhook: WebhookRow, until: Date): void {
    const state: Serving = { isFailing: webhook.failingSince !== null, since: performance.now() }
    const work = serve(webhook, until, state)
      .catch(onError)
      .finally(() => serving.delete(state))
    serving.set(state, work)
  }

  /** Sends to one webhook what is due, until nothing is, it fails, or its lease is too short for another request. */
  async function serve(webhook: WebhookRow, until: Date, state: Serving): Promise<void> {
    const writes: Promise<void>[] = []
    const write = (entry: Result) => {
      const written = record(entry)
      // Awaited below, all together.
      written.catch(() => {})
      writes.push(written)
    }
    let { failingSince } = webhook
    let disabled: Release['disabled']
    const due = await leases.findDue(webhook, state.isFailing ? 1 : batch)
    for (const each of due) {
      if (stopping.signal.aborted || until.getTime() - now().getTime() < timeLimit + 1000) break
      if (each.content === 'withheld') {
        write({ kind: 'withheld', webhookId: webhook.id, id: each.id })
        continue
      }
      state.since = performance.now()
      const attempt = await send(webhook, each)
      if (attempt === undefined) break
      write(attempt)
      // What is not there to be sent says nothing of the receiver.
      if (each.content === 'removed') continue
      if (!attempt.isTaken) {
        failingSince ??= attempt.at
        disabled = whyDisabled(attempt, failingSince)
        break
      }
      failingSince = null
    }
    write({ kind: 'release', webhook, at: now(), failingSince, disabled })
    await Promise.all(writes)
  }

  return {
    /** Begins with what is due, as far as there are places; gives with how many webhooks. Throws as `Database.write` does. */
    async look(): Promise<number> {
      await plan()
      const until = new Date(now().getTime() + timeLimit + leaseSpare)
      const { well, failing } = room()
      const taken = [
        ...(await leases.take('well', well, until)),
        ...(await leases.take('failing', failing, until)),
      ]
      for (const webhook of taken) {
        begin(webhook, until)
        // Answers that have come are heard between.
        await turn()
      }
      return taken.length
    },

    async idle(): Promise<void> {
      await Promise.all(serving.values())
    },

    /** Ends requests under way, which are made again by whoever comes next, and gives all leases back. */
    async stop(): Promise<void> {
      stopping.abort()
      await Promise.all(serving.values())
    },
  }
}

/** The receiver wants nothing more. */
const gone = 410

function whyDisabled({ responseStatus, at }: Attempt, failingSince: Date): Release['disabled'] {
  if (responseStatus === gone) return 'gone'
  return at.getTime() - failingSince.getTime() >= failingLimit ? 'failing' : undefined
}

/** Gives what makes one try; undefined when the server stops meanwhile. */
function sender(
  { now, secretOf, target, userAgent, random = Math.random, timeLimit }: DeliveryDeps & { timeLimit: number },
  signal: AbortSignal,
): (webhook: WebhookRow, due: Due) => Promise<Attempt | undefined> {
  return async (webhook, { webhookId, id, attempts: before, content }) => {
    const attempts = before + 1
    const at = now()
    const shared = { kind: 'attempt', webhookId, id, at } as const
    if (content === 'removed') return { ...shared, ...lost, attempts: before }
    const body = JSON.stringify(content)
    const timestamp = Math.floor(at.getTime() / 1000)
    const headers = {
      'content-type': 'application/json',
      'user-agent': userAgent,
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': sign({ id, timestamp, body }, secretsOf(webhook, secretOf, at)),
    }
    const result = await post({ url: webhook.url, headers, body, timeLimit, signal }, target)
    if (signal.aborted && result.status === undefined) return undefined
    const { status, durationMs } = result
    const isTaken = status !== undefined && status >= 200 && status < 300
    const retryAfter = readRetryAfter(result.retryAfter, at)
    return {
      ...shared,
      attempts,
      isTaken,
      responseStatus: status ?? null,
      durationMs,
      error: isTaken ? null : (result.error ?? refusalOf(status ?? 0)),
      dueAt:
        isTaken || status === gone
          ? null
          : (nextAttempt({ attempts, at: now(), retryAfter }, random()) ?? null),
    }
  }
}

const lost = {
  isTaken: false,
  responseStatus: null,
  durationMs: null,
  error: 'The change is kept no longer.',
  dueAt: null,
}

const refusalOf = (status: number): string =>
  status >= 300 && status < 400
    ? `The receiver redirects (${status}), which is not followed: change the URL of the webhook.`
    : `The receiver answered ${status}.`

/** The secrets that sign now. */
function secretsOf(
  { id, secretNumber, formerSecretUntil }: WebhookRow,
  secretOf: WebhookSecrets,
  at: Date,
): string[] {
  const isOverlap = formerSecretUntil !== null && formerSecretUntil > at
  return [secretOf(id, secretNumber), ...(isOverlap ? [secretOf(id, secretNumber - 1)] : [])]
}
