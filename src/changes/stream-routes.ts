import { Type } from 'typebox'
import type { Actor } from '../http/actor.ts'
import type { Audience } from '../http/audience.ts'
import { entitlementsOf, refuseDelayed } from '../http/entitlements.ts'
import { eventStream, lastEventIdOf, writeEvent } from '../http/event-stream.ts'
import type { AddRoute } from '../http/route.ts'
import type { Channel, LiveChanges, Told } from '../streams/live.ts'
import type { ChangeLog } from '../streams/log-store.ts'
import { StreamQuery } from '../streams/schema.ts'
import type { Change } from './schema.ts'
import type { ChangeStore } from './store.ts'

interface Deps {
  changes: ChangeStore
  log: ChangeLog
  live: LiveChanges
  /** The same for those who have articles before their release. */
  whole: { log: Pick<ChangeLog, 'placeOf'>; live: LiveChanges }
  audience: Audience
  now: () => Date
}

/** The change feed, live. */
export function changeStreamRoutes(
  route: AddRoute,
  { changes, log, live, whole, audience, now }: Deps,
): void {
  route({
    method: 'GET',
    url: '/v1/changes/stream',
    operationId: 'streamChanges',
    tag: 'changes',
    summary: 'Follow what changes, live',
    description:
      'The changes of `GET /v1/changes` as server-sent events, each within a second of its commit: `id` is the position, `event` the type, `data` the same Change. It goes on from `Last-Event-ID`, else from `since`, else from now. The server ends a stream when it stops, when the key does, and when a reader is too slow: come back with the last `id`.',
    access: 'public',
    cache: 'none',
    streams: true,
    query: StreamQuery,
    answers: {
      200: {
        description: 'Events, for as long as both sides keep the connection open.',
        contentType: eventStream,
        schema: Type.String(),
        headers: { 'X-Accel-Buffering': '`no`: proxies are to pass on each event when it comes.' },
      },
    },
    errors: ['gone', 'forbidden'],
    handle: async ({ query, actor, request, reply }) => {
      refuseDelayed(actor)
      const from = entitlementsOf(actor)?.embargoed ? whole : { log, live }
      const since = await from.log.placeOf({ lastEventId: lastEventIdOf(request), ...query })
      const listener = audience.open(request, reply)
      if (listener !== undefined) {
        const channel = channelOf(changes, { actor, now })
        await from.live.follow(listener, channel, since)
      }
    },
  })
}

/** One for all readers, and one for each key, which may be told of something else. */
const channelOf = (store: ChangeStore, { actor, now }: { actor: Actor; now: () => Date }): Channel => ({
  name: `changes ${actor.keyId ?? ''}`,
  async tell(changes) {
    return (await store.toldTo(changes, { actor, now: now() })).map(toTold)
  },
  async past(position, limit) {
    const { data, page } = await store.list({ since: String(position), limit }, { actor, now: now() })
    return { told: data.map(toTold), reached: Number(page.next) }
  },
})

const toTold = (change: Change): Told => ({
  position: Number(change.position),
  text: writeEvent({ id: change.position, event: change.type, data: change }),
})
