// The change log as it grows, for all who listen in this process: one look at it for all of them, and one text for all who are
// told the same. Who comes back from an earlier position reads the log at its own pace until it has caught up, and joins then.

import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../db/database.ts'
import { groupBy } from '../db/group-by.ts'
import { type Listener, writePlace } from '../http/event-stream.ts'
import type { ChangeLog, LoggedChange } from './log-store.ts'

/** Milliseconds between two looks: half of what a reader may wait, and one write for all that came meanwhile. */
const lookEvery = 50

/** Changes of one look; the rest comes with the next, when readers have taken these. */
const batch = 500

/** What a listener is told of one change. */
export interface Told {
  position: number
  text: string
}

/** What some listeners are told; those of one name are told the same. */
export interface Channel {
  name: string
  /** The one article whose changes it is about; all, if left out. */
  articleId?: string
  /** What is told of these changes, in their order; nothing of those that are not in it. */
  tell(changes: readonly LoggedChange[]): Promise<Told[]>
  /** What is told of the next changes behind a position, and how far that reaches. Throws `gone` for those kept no longer. */
  past(position: number, limit: number): Promise<{ told: Told[]; reached: number }>
  /** Whether nothing can follow these. */
  endsWith?(changes: readonly LoggedChange[]): boolean
}

interface Follower {
  listener: Listener
  position: number
}

export type LiveChanges = ReturnType<typeof liveChanges>

export function liveChanges(
  { stamp }: Pick<Database, 'stamp'>,
  { log, onError }: { log: Pick<ChangeLog, 'last' | 'behind'>; onError: (err: unknown) => void },
) {
  const channels = new Map<string, { channel: Channel; followers: Set<Follower> }>()
  const stopping = new AbortController()
  let listening = 0
  /** Up to here all who have joined have been told; undefined while nobody listens. */
  let position: number | undefined
  let seen: number | string | undefined
  let looking: Promise<void> = Promise.resolve()
  let running: Promise<void> | undefined

  /** Looks as long as anybody listens. */
  async function run(): Promise<void> {
    while (listening > 0 && !stopping.signal.aborted) {
      looking = look().catch(onError)
      await looking
      await delay(lookEvery, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
    position = undefined
    seen = undefined
    running = undefined
  }

  async function look(): Promise<void> {
    // Read before the log, so that a commit in between is seen the next time.
    const current = stamp()
    if (current === seen || position === undefined) return
    const news = await log.behind(position, batch)
    const last = news.at(-1)
    if (last !== undefined) await deliver(news, position)
    position = last === undefined ? position : last.position
    seen = news.length < batch ? current : undefined
  }

  /** Everything is made ready before anything is sent: a look that fails has told nobody, and is done again. */
  async function deliver(news: readonly LoggedChange[], from: number): Promise<void> {
    const ofArticle = groupBy(news, (change) => change.articleId ?? '')
    const ready = [...channels.values()].map(async ({ channel, followers }) => {
      const own = channel.articleId === undefined ? news : ofArticle(channel.articleId)
      return { followers, told: await channel.tell(own), isLast: channel.endsWith?.(own) ?? false }
    })
    for (const { followers, told, isLast } of await Promise.all(ready)) {
      send(followers, told, from)
      if (isLast) for (const { listener } of followers) listener.end()
    }
  }

  async function catchUp(follower: Follower, channel: Channel): Promise<void> {
    const { listener } = follower
    while (listener.isOpen()) {
      // Nobody joins while a look is on: what it has made ready is for those who were there.
      await looking
      if (position === undefined) return
      if (follower.position >= position) return join(follower, channel)
      const { told, reached } = await channel.past(follower.position, batch)
      follower.position = reached
      listener.write(told.map(({ text }) => text).join('') + writePlace(String(reached)))
      await listener.drained()
    }
  }

  function join(follower: Follower, channel: Channel): void {
    const { listener } = follower
    if (!listener.isOpen()) return
    const joined = channels.get(channel.name) ?? { channel, followers: new Set() }
    channels.set(channel.name, joined)
    joined.followers.add(follower)
    listener.placedBy(() => String(Math.max(follower.position, position ?? 0)))
    listener.onClose(() => {
      joined.followers.delete(follower)
      if (joined.followers.size === 0) channels.delete(channel.name)
    })
  }

  return {
    /** Tells a listener everything behind a position, or from now on, until one of the two ends it. */
    async follow(listener: Listener, channel: Channel, since: number | undefined): Promise<void> {
      listening += 1
      listener.onClose(() => {
        listening -= 1
      })
      try {
        const last = await log.last()
        position ??= last
        running ??= run()
        const follower = { listener, position: since ?? last }
        listener.write(writePlace(String(follower.position)))
        await catchUp(follower, channel)
      } catch (err) {
        // The answer has begun: whoever comes back with its last event is told what is wrong.
        onError(err)
        listener.end()
      }
    },

    /** Looks no more; waits for the look that is on. */
    async close(): Promise<void> {
      stopping.abort()
      await running
    },
  }
}

/** One text in one buffer for all; who has read ahead while catching up is told the rest. */
function send(followers: ReadonlySet<Follower>, told: readonly Told[], from: number): void {
  if (told.length === 0) return
  const whole = Buffer.from(told.map(({ text }) => text).join(''))
  for (const { listener, position } of followers) {
    if (position <= from) listener.write(whole)
    else for (const { position: at, text } of told) if (at > position) listener.write(text)
  }
}
