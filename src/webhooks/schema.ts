// The wire contract of webhooks and of what they send.

import { type Static, Type } from 'typebox'
import { Change } from '../changes/schema.ts'
import { changeTypes } from '../db/schema.values.ts'
import {
  Id,
  Instant,
  listOf,
  listQuery,
  nullable,
  oneOf,
  optional,
  ref,
  strict,
  WebUrl,
} from '../http/schema.ts'
import { deliverySchemas } from './delivery-schema.ts'

const Events = Type.Array(oneOf(changeTypes), {
  minItems: 1,
  maxItems: changeTypes.length,
  uniqueItems: true,
  description: 'The types of event it is told of; those of the change feed.',
})
const Description = nullable(Type.String({ maxLength: 2000, description: 'For whoever manages webhooks.' }))
const Status = oneOf(['active', 'disabled'], {
  description: 'A disabled one is sent nothing; `…/replay` sends later what it missed.',
})
const Target = {
  ...WebUrl,
  description:
    'Where events are sent: https, of the public internet, without credentials. Redirects are not followed.',
  examples: ['https://partner.example/hooks/dateline'],
}

const properties = {
  id: Id,
  url: Type.Unsafe<string>({ ...Target }),
  events: Events,
  description: Description,
  status: Status,
  disabledReason: nullable(
    oneOf(['owner', 'gone', 'failing'], {
      description:
        '`owner`: by PATCH; `gone`: the receiver answered 410; `failing`: nothing arrived for five days.',
    }),
  ),
  disabledAt: nullable(Instant),
  failingSince: nullable(
    Type.String({
      format: 'instant',
      description: 'Since when every try has failed; null while all is well.',
    }),
  ),
  formerSecretUntil: nullable(
    Type.String({
      format: 'instant',
      description: 'Until when the secret before the last rotation signs as well.',
    }),
  ),
  createdAt: Instant,
  version: Type.Integer({ minimum: 1, description: 'Grows by one with every change; name it in If-Match.' }),
}

export const Webhook = Type.Object(properties, {
  $id: 'Webhook',
  ...strict,
  description: 'A receiver of events, without its secret.',
})
export type Webhook = Static<typeof Webhook>

export const IssuedWebhook = Type.Object(
  {
    ...properties,
    secret: Type.String({
      description: '`whsec_` and 32 bytes in base64, to verify signatures with; shown this once.',
    }),
  },
  { $id: 'IssuedWebhook', ...strict, description: 'A receiver of events with its secret, shown this once.' },
)
export type IssuedWebhook = Static<typeof IssuedWebhook>

export const WebhookList = listOf(ref(Webhook), 'WebhookList', 'A page of webhooks.')

export const NewWebhook = Type.Object(
  { url: Type.Unsafe<string>({ ...Target }), events: Events, description: Type.Optional(Description) },
  { $id: 'NewWebhook', ...strict, description: 'A receiver, to be sent what happens from now on.' },
)
export type NewWebhook = Static<typeof NewWebhook>

const { url, events, description, status } = properties
export const WebhookPatch = Type.Object(optional({ url, events, description, status }).properties, {
  $id: 'WebhookPatch',
  ...strict,
  description: 'JSON Merge Patch.',
})
export type WebhookPatch = Static<typeof WebhookPatch>

/** What a receiver gets. */
export const WebhookEvent = Type.Object(
  {
    type: oneOf(changeTypes, { description: 'What happened.' }),
    timestamp: Instant,
    data: ref(Change),
  },
  {
    $id: 'WebhookEvent',
    ...strict,
    description:
      'What is sent (Standard Webhooks): the change as the feed shows it to anyone. Of two about one resource, the higher position is the newer; read the resource for its state.',
  },
)

export const WebhookListQuery = Type.Object(listQuery, strict)
export type WebhookListQuery = Static<typeof WebhookListQuery>
export const WebhookParams = Type.Object({ id: Id })

export const webhookSchemas = [
  Webhook,
  IssuedWebhook,
  WebhookList,
  NewWebhook,
  WebhookPatch,
  WebhookEvent,
  ...deliverySchemas,
]
