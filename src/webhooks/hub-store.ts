// Tells WebSub hubs (https://www.w3.org/TR/websub/) that the feeds have something new: they fetch it and pass it on to whoever
// subscribed. Told once for all that happened since the last time; of two processes both may tell, which does no harm.

import { and, gt, max, ne, sql } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import type { DueWork } from '../db/due.ts'
import { placeholder } from '../db/prepare.ts'
import { post } from './post.ts'
import type { TargetRules } from './target.ts'

interface HubDeps {
  now: () => Date
  hubs: readonly string[]
  /** Absolute addresses of the feeds. */
  topics: readonly string[]
  target: TargetRules
}

const second = 1000
/** Milliseconds: a hub's time to answer, the least between two times it is told, and the most it is left alone when it fails. */
const timeLimit = 5 * second
const pause = 10 * second
const longestPause = 3600 * second

/** What tells each hub, as work that falls due. It throws, for the log, when a hub does not take it. */
export function hubPings(db: Database, { now, hubs, topics, target }: HubDeps): DueWork[] {
  const { changes, counters } = db.tables
  const counter = db.prepare('websub_counter', (read) =>
    read
      .select({ value: counters.value })
      .from(counters)
      .where(sql`${counters.name} = ${sql.placeholder('name')}`),
  )
  // Comments are in no feed of stories.
  const newest = db.prepare('websub_newest', (read) =>
    read
      .select({ position: max(changes.position) })
      .from(changes)
      .where(
        and(gt(changes.position, placeholder(changes.position, 'since')), ne(changes.resource, 'comment')),
      ),
  )

  async function tell(hub: string, topic: string): Promise<void> {
    // The specification leaves it to publishers and hubs; those there are read one or the other of the two names.
    const body = new URLSearchParams({
      'hub.mode': 'publish',
      'hub.url': topic,
      'hub.topic': topic,
    }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const { signal } = new AbortController()
    const { status, error } = await post({ url: hub, headers, body, timeLimit, signal }, target)
    if (status === undefined || status < 200 || status > 299)
      throw new Error(`The hub ${hub} was not told of ${topic}: ${error ?? `it answered ${status}`}`)
  }

  function pingsOf(hub: string): DueWork {
    const name = `websub ${hub}`
    let failures = 0
    let notBefore = 0

    const ping = async (position: number) => {
      try {
        for (const topic of topics) await tell(hub, topic)
      } catch (err) {
        failures += 1
        notBefore = now().getTime() + Math.min(pause * 2 ** failures, longestPause)
        throw err
      }
      failures = 0
      notBefore = now().getTime() + pause
      const value = sql`case when ${counters.value} < ${position} then ${position} else ${counters.value} end`
      await db.write((tx) =>
        tx
          .insert(counters)
          .values({ name, value: position })
          .onConflictDoUpdate({ target: counters.name, set: { value } }),
      )
    }

    return {
      what: 'the news for a WebSub hub',
      async find() {
        if (now().getTime() < notBefore) return []
        const since = (await counter({ name }))[0]?.value ?? 0
        const position = (await newest({ since }))[0]?.position ?? null
        return position === null ? [] : [() => ping(position)]
      },
    }
  }

  return hubs.map(pingsOf)
}
