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

  async deleteWebhook({ editor, kept }) {
    const { response } = await editor.DELETE('/v1/webhooks/{id}', {
      params: { path: { id: had(kept, 'webhook').id }, header: { 'If-Match': '*' } },
    })
    equal(response.status, 204)
  },
} satisfies Steps
