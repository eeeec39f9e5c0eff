import { json, mergePatch } from '../http/content-types.ts'
import type { Link } from '../http/links.ts'
import { linkNextPage } from '../http/page-link.ts'
import type { AddRoute } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import { type DeliveryRouteDeps, webhookDeliveryRoutes } from './delivery-routes.ts'
import {
  IssuedWebhook,
  NewWebhook,
  Webhook,
  WebhookList,
  WebhookListQuery,
  WebhookParams,
  WebhookPatch,
} from './schema.ts'
import type { WebhookStore } from './store.ts'

interface Deps {
  webhooks: WebhookStore
  link: Link
}

const shared = { tag: 'webhooks', access: 'webhooks:manage' } as const

/** Who is told of what. */
export function webhookRoutes(route: AddRoute, deps: Deps & DeliveryRouteDeps): void {
  readRoutes(route, deps)
  writeRoutes(route, deps)
  webhookDeliveryRoutes(route, deps)
}

function readRoutes(route: AddRoute, { webhooks, link }: Deps): void {
  route({
    ...shared,
    method: 'GET',
    url: '/v1/webhooks',
    operationId: 'listWebhooks',
    summary: 'List webhooks',
    description: 'Oldest first, disabled ones too; never a secret.',
    cache: 'private',
    query: WebhookListQuery,
    answers: {
      200: {
        description: 'A page of webhooks.',
        schema: ref(WebhookList),
        headers: { Link: 'The next page (RFC 8288).' },
      },
    },
    errors: [],
    handle: async (call) => {
      const list = await webhooks.list(call.query)
      linkNextPage(call, list.page, link)
      return list
    },
  })

  route({
    ...shared,
    method: 'GET',
    url: '/v1/webhooks/:id',
    operationId: 'getWebhook',
    summary: 'Get one webhook',
    cache: 'private',
    params: WebhookParams,
    answers: { 200: { description: 'The webhook, without its secret.', schema: ref(Webhook) } },
    errors: ['not_found'],
    handle: async ({ params }) => webhooks.find(params.id),
  })
}

function writeRoutes(route: AddRoute, { webhooks, link }: Deps): void {
  route({
    ...shared,
    method: 'POST',
    url: '/v1/webhooks',
    operationId: 'createWebhook',
    summary: 'Have events sent to a receiver',
    description:
      'From now on, each event of the named types is sent to the URL: after it is committed, at least once, signed with the secret of this answer (Standard Webhooks). What is not taken with a 2xx within 15 seconds is sent again after 5 s, 20 s, 2 min, 10 min, 1 h, 4 h, 12 h, 24 h and 36 h, a little more each; `Retry-After` is heeded, 410 ends it. A partner is told what it is entitled to, as long as its key is in force.',
    cache: 'none',
    body: ref(NewWebhook),
    answers: {
      201: {
        description: 'The webhook with its secret, this once.',
        schema: ref(IssuedWebhook),
        headers: { Location: 'Its address.' },
      },
    },
    errors: [],
    handle: async ({ body, actor, reply }) => {
      const made = await webhooks.create(body, actor)
      reply.code(201).header('location', link(`/v1/webhooks/${made.id}`))
      return made
    },
  })

  route({
    ...shared,
    method: 'PATCH',
    url: '/v1/webhooks/:id',
    operationId: 'patchWebhook',
    summary: 'Change a webhook',
    description:
      'Switched off, it loses what is not sent yet; switched on, it is told of what happens from then on.',
    cache: 'none',
    params: WebhookParams,
    body: ref(WebhookPatch),
    takes: [mergePatch, json],
    takesVersion: true,
    answers: { 200: { description: 'The webhook as it is now.', schema: ref(Webhook) } },
    errors: ['not_found'],
    handle: async ({ params, body, expected }) => webhooks.patch(params.id, { patch: body, expected }),
  })

  route({
    ...shared,
    method: 'DELETE',
    url: '/v1/webhooks/:id',
    operationId: 'deleteWebhook',
    summary: 'Remove a webhook',
    description: 'With its log and all that is not sent yet.',
    cache: 'none',
    params: WebhookParams,
    takesVersion: true,
    answers: { 204: { description: 'It is gone.' } },
    errors: ['not_found'],
    handle: async ({ params, expected, reply }) => {
      await webhooks.remove(params.id, expected)
      return reply.code(204).send()
    },
  })
}
