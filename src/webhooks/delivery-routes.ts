import type { Link } from '../http/links.ts'
import { linkNextPage } from '../http/page-link.ts'
import type { AddRoute } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import {
  NewReplay,
  Replay,
  Rotation,
  WebhookDelivery,
  WebhookDeliveryList,
  WebhookDeliveryParams,
  WebhookDeliveryQuery,
} from './delivery-schema.ts'
import type { WebhookDeliveryStore } from './delivery-store.ts'
import { IssuedWebhook, WebhookParams } from './schema.ts'
import type { WebhookStore } from './store.ts'

export interface DeliveryRouteDeps {
  webhooks: WebhookStore
  webhookDeliveries: WebhookDeliveryStore
  link: Link
}

const shared = { tag: 'webhooks', access: 'webhooks:manage' } as const

/** What became of events, and what is done about it. */
export function webhookDeliveryRoutes(route: AddRoute, deps: DeliveryRouteDeps): void {
  logRoutes(route, deps)
  againRoutes(route, deps)
  secretRoutes(route, deps)
}

function logRoutes(route: AddRoute, { webhookDeliveries, link }: DeliveryRouteDeps): void {
  route({
    ...shared,
    method: 'GET',
    url: '/v1/webhooks/:id/deliveries',
    operationId: 'listWebhookDeliveries',
    summary: 'List what was sent to a webhook',
    description:
      'Newest event first, with what came of it; kept for 30 days. A partner sees what was sent: what it may have is known then.',
    cache: 'private',
    params: WebhookParams,
    query: WebhookDeliveryQuery,
    answers: {
      200: {
        description: 'A page of deliveries.',
        schema: ref(WebhookDeliveryList),
        headers: { Link: 'The next page (RFC 8288).' },
      },
    },
    errors: ['not_found'],
    handle: async (call) => {
      const list = await webhookDeliveries.list(call.params.id, call.query, call.actor)
      linkNextPage(call, list.page, link)
      return list
    },
  })

  route({
    ...shared,
    method: 'GET',
    url: '/v1/webhooks/:id/deliveries/:deliveryId',
    operationId: 'getWebhookDelivery',
    summary: 'Get one delivery',
    cache: 'private',
    params: WebhookDeliveryParams,
    answers: { 200: { description: 'The delivery.', schema: ref(WebhookDelivery) } },
    errors: ['not_found'],
    handle: async ({ params, actor }) => webhookDeliveries.find(params.id, params.deliveryId, actor),
  })
}

function againRoutes(route: AddRoute, { webhookDeliveries, link }: DeliveryRouteDeps): void {
  const accepted = {
    202: {
      description: 'It is sent at once.',
      schema: ref(WebhookDelivery),
      headers: { Location: 'Where to see what came of it.' },
    },
  }
  const addressOf = (id: string, deliveryId: string) => link(`/v1/webhooks/${id}/deliveries/${deliveryId}`)

  route({
    ...shared,
    method: 'POST',
    url: '/v1/webhooks/:id/ping',
    operationId: 'pingWebhook',
    summary: 'Send a test event',
    description: 'An event of the type `webhook.ping`, signed and sent as all others are.',
    cache: 'none',
    params: WebhookParams,
    answers: accepted,
    errors: ['not_found', 'conflict'],
    handle: async ({ params, reply }) => {
      const delivery = await webhookDeliveries.ping(params.id)
      reply.code(202).header('location', addressOf(params.id, delivery.id))
      return delivery
    },
  })

  route({
    ...shared,
    method: 'POST',
    url: '/v1/webhooks/:id/deliveries/:deliveryId/retry',
    operationId: 'retryWebhookDelivery',
    summary: 'Send an event again',
    description: 'At once, under the same `webhook-id`, and then by the whole schedule.',
    cache: 'none',
    params: WebhookDeliveryParams,
    answers: accepted,
    errors: ['not_found', 'conflict'],
    handle: async ({ params, actor, reply }) => {
      const delivery = await webhookDeliveries.retry(params.id, params.deliveryId, actor)
      reply.code(202).header('location', addressOf(params.id, delivery.id))
      return delivery
    },
  })

  route({
    ...shared,
    method: 'POST',
    url: '/v1/webhooks/:id/replay',
    operationId: 'replayWebhook',
    summary: 'Send a range of events again',
    description:
      'All events of its types in a range of the change feed, also those that arrived, and those from before the webhook was made; each under its own `webhook-id`, in order.',
    cache: 'none',
    params: WebhookParams,
    body: ref(NewReplay),
    answers: { 202: { description: 'They are sent at once.', schema: ref(Replay) } },
    errors: ['not_found', 'conflict', 'gone'],
    handle: async ({ params, body, reply }) => {
      reply.code(202)
      return webhookDeliveries.replay(params.id, body)
    },
  })
}

function secretRoutes(route: AddRoute, { webhooks }: DeliveryRouteDeps): void {
  route({
    ...shared,
    method: 'POST',
    url: '/v1/webhooks/:id/rotate',
    operationId: 'rotateWebhookSecret',
    summary: 'Give a webhook a new secret',
    description:
      'For a day, or as long as you say, `webhook-signature` carries two signatures, by the new secret and by the one before it.',
    cache: 'none',
    params: WebhookParams,
    body: ref(Rotation),
    takesVersion: true,
    answers: {
      200: { description: 'The webhook with its new secret, this once.', schema: ref(IssuedWebhook) },
    },
    errors: ['not_found'],
    handle: async ({ params, body, expected }) =>
      webhooks.rotate(params.id, { expected, overlap: body.overlapSeconds ?? 86_400 }),
  })
}
