import { equal, ok } from 'node:assert/strict'
import { given, had, type Steps } from './story.ts'

const anyVersion = { 'If-Match': '*' }

export const moderation = {
  async createModerationRule({ editor, kept }) {
    const made = given(
      await editor.POST('/v1/moderation/rules', {
        body: { kind: 'word', value: 'miracle cure*', effect: 'hold' },
      }),
    )
    kept.rule = made
    equal(made.value, 'miracle cure*')
  },

  async listModerationRules({ editor, kept }) {
    const { data } = given(await editor.GET('/v1/moderation/rules'))
    ok(data.some(({ id }) => id === had(kept, 'rule').id))
  },

  async patchModerationRule({ editor, kept }) {
    const path = { id: had(kept, 'rule').id }
    const header = { 'If-Match': '"1"' }
    const patched = given(
      await editor.PATCH('/v1/moderation/rules/{id}', { params: { path, header }, body: { effect: 'spam' } }),
    )
    equal(patched.version, 2)
  },

  async getModerationRule({ editor, kept }) {
    const path = { id: had(kept, 'rule').id }
    const found = given(await editor.GET('/v1/moderation/rules/{id}', { params: { path } }))
    equal(found.createdBy.length > 0, true)
  },

  async deleteModerationRule({ editor, kept }) {
    const path = { id: had(kept, 'rule').id }
    const params = { path, header: anyVersion }
    equal((await editor.DELETE('/v1/moderation/rules/{id}', { params })).response.status, 204)
  },

  async createBan({ editor, kept }) {
    const made = given(
      await editor.POST('/v1/moderation/bans', {
        body: { kind: 'network', value: '198.51.100.7', note: 'A flood on Friday.' },
      }),
    )
    kept.ban = made
    equal(made.value, '198.51.100.7/32')
  },

  async listBans({ editor, kept }) {
    const { data } = given(await editor.GET('/v1/moderation/bans'))
    ok(data.some(({ id }) => id === had(kept, 'ban').id))
  },

  async patchBan({ editor, kept }) {
    const path = { id: had(kept, 'ban').id }
    const header = { 'If-Match': '"1"' }
    const patched = given(
      await editor.PATCH('/v1/moderation/bans/{id}', {
        params: { path, header },
        body: { expiresAt: '2027-01-01T00:00:00Z' },
      }),
    )
    equal(patched.version, 2)
  },

  async getBan({ editor, kept }) {
    const path = { id: had(kept, 'ban').id }
    const found = given(await editor.GET('/v1/moderation/bans/{id}', { params: { path } }))
    equal(found.createdBy.length > 0, true)
  },

  async deleteBan({ editor, kept }) {
    const path = { id: had(kept, 'ban').id }
    const params = { path, header: anyVersion }
    equal((await editor.DELETE('/v1/moderation/bans/{id}', { params })).response.status, 204)
  },

  async createReservedName({ editor, kept }) {
    const made = given(await editor.POST('/v1/moderation/reserved-names', { body: { value: 'The Editor' } }))
    kept.reservedName = made
    equal(made.value, 'The Editor')
  },

  async listReservedNames({ editor, kept }) {
    const { data } = given(await editor.GET('/v1/moderation/reserved-names'))
    ok(data.some(({ id }) => id === had(kept, 'reservedName').id))
  },

  async patchReservedName({ editor, kept }) {
    const path = { id: had(kept, 'reservedName').id }
    const header = { 'If-Match': '"1"' }
    const patched = given(
      await editor.PATCH('/v1/moderation/reserved-names/{id}', {
        params: { path, header },
        body: { note: 'Our own.' },
      }),
    )
    equal(patched.version, 2)
  },

  async getReservedName({ editor, kept }) {
    const path = { id: had(kept, 'reservedName').id }
    const found = given(await editor.GET('/v1/moderation/reserved-names/{id}', { params: { path } }))
    equal(found.createdBy.length > 0, true)
  },

  async deleteReservedName({ editor, kept }) {
    const path = { id: had(kept, 'reservedName').id }
    const params = { path, header: anyVersion }
    equal((await editor.DELETE('/v1/moderation/reserved-names/{id}', { params })).response.status, 204)
  },
  async decideComments({ editor, kept }) {
    const comment = had(kept, 'comment').id
    const answer = await editor.POST('/v1/moderation/comments/bulk', {
      body: {
        items: [
          { comment, action: 'approve', version: 99 },
          { comment: '019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11', action: 'spam', version: 1 },
        ],
      },
    })
    const { data } = given(answer)
    equal(data.map(({ status }) => status).join(), '412,404')
  },

  async listModerationLog({ editor }) {
    const { data } = given(await editor.GET('/v1/moderation/log', { params: { query: { limit: 1 } } }))
    ok(data.length === 1)
  },
  async exportPersonalData({ editor }) {
    const answer = await editor.POST('/v1/privacy/export', { body: { email: 'nobody@reader.example' } })
    equal(given(answer).data.length, 0)
  },

  async erasePersonalData({ editor }) {
    const answer = await editor.POST('/v1/privacy/erase', { body: { email: 'nobody@reader.example' } })
    equal(given(answer).erased, 0)
  },
} satisfies Steps
