// The wire contract of what became of each event for one webhook, and of sending events again.

import { type Static, Type } from 'typebox'
import { Position } from '../changes/schema.ts'
import { changeTypes } from '../db/schema.values.ts'
import { Id, Instant, listOf, listQuery, nullable, oneOf, ref, strict } from '../http/schema.ts'

const Status = oneOf(['pending', 'delivered', 'failed'], {
  description: '`pending` is sent at `nextAttemptAt`; `failed` is not sent again by itself.',
})

export const WebhookDelivery = Type.Object(
  {
    id: Type.String({
      format: 'uuid',
      description: 'What the receiver gets as `webhook-id`: the id of the event.',
    }),
    type: oneOf([...changeTypes, 'webhook.ping'], { description: 'What it tells of.' }),
    position: nullable(Position('Of the change; null for a test event.')),
    status: Status,
    attempts: Type.Integer({ minimum: 0, description: 'How often it was sent.' }),
    createdAt: Instant,
    lastAttemptAt: nullable(Instant),
    nextAttemptAt: nullable(Instant),
    responseStatus: nullable(
      Type.Integer({ description: 'What the receiver answered last; null where it did not answer.' }),
    ),
    durationMs: nullable(Type.Integer({ minimum: 0, description: 'How long it took to, in milliseconds.' })),
    error: nullable(Type.String({ description: 'Why it was not taken, in a sentence.' })),
  },
  { $id: 'WebhookDelivery', ...strict, description: 'One event for one webhook, however often it was sent.' },
)
export type WebhookDelivery = Static<typeof WebhookDelivery>

export const WebhookDeliveryList = listOf(
  ref(WebhookDelivery),
  'WebhookDeliveryList',
  'A page of deliveries.',
)
export const WebhookDeliveryQuery = Type.Object({ ...listQuery, status: Type.Optional(Status) }, strict)
export type WebhookDeliveryQuery = Static<typeof WebhookDeliveryQuery>
export const WebhookDeliveryParams = Type.Object({ id: Id, deliveryId: Id })

export const NewReplay = Type.Object(
  {
    since: Position(
      'Changes behind this position of the change feed are sent again; `0` for all that are kept.',
    ),
    until: Type.Optional(Position('Up to this one, with it; the newest, if left out.')),
  },
  { $id: 'NewReplay', ...strict, description: 'A range of the change feed, of at most 10000 changes.' },
)
export type NewReplay = Static<typeof NewReplay>

export const Replay = Type.Object(
  {
    since: Position('Behind this position.'),
    until: Position('Up to this one, with it.'),
    deliveries: Type.Integer({ minimum: 0, description: 'How many events are sent.' }),
  },
  { $id: 'Replay', ...strict, description: 'What is sent again.' },
)
export type Replay = Static<typeof Replay>

export const Rotation = Type.Object(
  {
    overlapSeconds: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 604_800,
        default: 86_400,
        description: 'For how long the former secret signs as well; 0 ends it at once.',
      }),
    ),
  },
  { $id: 'WebhookRotation', ...strict, description: 'How the former secret ends.' },
)

export const deliverySchemas = [WebhookDelivery, WebhookDeliveryList, NewReplay, Replay, Rotation]
