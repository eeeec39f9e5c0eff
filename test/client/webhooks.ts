import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { given, had, type Steps } from './story.ts'

export const webhooks = {
  async createWebhook({ editor, kept }) {
    const made = given(
      await editor.POST('/v1/webhooks', {
        body: {
          url: 'https://partner.example/hooks/dateline',
          events: ['article.published', 'article.updated', 'article.withdrawn'],
          description: 'The site of our partner.',
        },
      }),
    )
    kept.webhook = made
    match(made.secret, /^whsec_/)
  },

  async listWebhooks({ editor, kept }) {
    const { data } = given(await editor.GET('/v1/webhooks'))
    equal(data.at(-1)?.id, had(kept, 'webhook').id)
  },

  async getWebhook({ editor, kept }) {
    const webhook = given(
      await editor.GET('/v1/webhooks/{id}', { params: { path: { id: had(kept, 'webhook').id } } }),
    )
    deepEqual([webhook.status, webhook.failingSince], ['active', null])
    ok(!('secret' in webhook))
  },

  async patchWebhook({ editor, kept }) {
    const { id, version } = had(kept, 'webhook')
    const patched = given(
      await editor.PATCH('/v1/webhooks/{id}', {
        params: { path: { id }, header: { 'If-Match': `"${version}"` } },
        body: { events: ['article.published', 'comment.published'] },
      }),
    )
    kept.webhook = patched
    deepEqual(patched.events, ['article.published', 'comment.published'])
  },

  async pingWebhook({ editor, kept }) {
    const { id } = had(kept, 'webhook')
    const delivery = given(await editor.POST('/v1/webhooks/{id}/ping', { params: { path: { id } } }))
    kept.delivery = delivery
    deepEqual([delivery.type, delivery.status], ['webhook.ping', 'pending'])
  },

  async replayWebhook({ editor, kept }) {
    const { id } = had(kept, 'webhook')
    const replay = given(
      await editor.POST('/v1/webhooks/{id}/replay', { params: { path: { id } }, body: { since: '0' } }),
    )
    ok(replay.deliveries > 0)
  },

  async listWebhookDeliveries({ editor, kept }) {
    const path = { id: had(kept, 'webhook').id }
    const query = { status: 'pending', limit: 2 } as const
    const { data } = given(await editor.GET('/v1/webhooks/{id}/deliveries', { params: { path, query } }))
    equal(data[0]?.id, had(kept, 'delivery').id)
  },

  async getWebhookDelivery({ editor, kept }) {
    const path = { id: had(kept, 'webhook').id, deliveryId: had(kept, 'delivery').id }
    const delivery = given(
      await editor.GET('/v1/webhooks/{id}/deliveries/{deliveryId}', { params: { path } }),
    )
    equal(delivery.attempts, 0)
  },

  async retryWebhookDelivery({ editor, kept }) {
    const path = { id: had(kept, 'webhook').id, deliveryId: had(kept, 'delivery').id }
    const delivery = given(
      await editor.POST('/v1/webhooks/{id}/deliveries/{deliveryId}/retry', { params: { path } }),
    )
    equal(delivery.status, 'pending')
  },

  async rotateWebhookSecret({ editor, kept }) {
    const { id, version } = had(kept, 'webhook')
    const rotated = given(
      await editor.POST('/v1/webhooks/{id}/rotate', {
        params: { path: { id }, header: { 'If-Match': `"${version}"` } },
        body: { overlapSeconds: 3600 },
      }),
    )
    kept.webhook = rotated
    equal(rotated.formerSecretUntil, '2026-11-24T10:00:00.000Z')
  },

  async deleteWebhook({ editor, kept }) {
    const { response } = await editor.DELETE('/v1/webhooks/{id}', {
      params: { path: { id: had(kept, 'webhook').id }, header: { 'If-Match': '*' } },
    })
    equal(response.status, 204)
  },
} satisfies Steps
