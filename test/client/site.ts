import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { beginningOf, given, had, type Steps } from './story.ts'

const wireStory = `Town clock of Varnhall runs again

VARNHALL, Nov. 20 (Tri-County News) — The town clock of Varnhall struck noon on Friday for the first time since 1987.

“I had forgotten how loud it is,” said clockmaker Ines Abendroth, who repaired it for nothing.
`

export const site = {
  async createExtraction({ reader }) {
    const read = given(await reader.POST('/v1/extractions', { body: { text: wireStory } }))
    equal(read.dateline?.place, 'VARNHALL')
    equal(read.quotes[0]?.speaker?.name, 'Ines Abendroth')
  },

  async createImport({ editor, kept }) {
    const report = given(
      await editor.POST('/v1/imports', {
        params: { query: { format: 'wireText', publish: true } },
        headers: { 'content-type': 'text/plain' },
        body: wireStory,
        bodySerializer: (text: unknown) => String(text),
      }),
    )
    kept.report = report
    equal(report.counts.created, 1)
    equal(report.items[0]?.slug, 'town-clock-of-varnhall-runs-again')
  },

  async getImport({ editor, kept }) {
    const { id } = had(kept, 'report')
    ok(id !== null)
    const report = given(await editor.GET('/v1/imports/{id}', { params: { path: { id } } }))
    equal(report.items[0]?.action, 'created')
  },

  async listChanges({ reader }) {
    const first = given(await reader.GET('/v1/changes', { params: { query: { limit: 1 } } }))
    equal(first.data[0]?.type, 'article.published')
    const since = first.page.next
    const rest = given(await reader.GET('/v1/changes', { params: { query: { since, limit: 1000 } } }))
    equal(rest.page.next, rest.data.at(-1)?.position)
  },

  async streamChanges({ reader }) {
    const { response } = await reader.GET('/v1/changes/stream', {
      params: { query: { since: '0' } },
      parseAs: 'stream',
    })
    equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8')
    match(await beginningOf(response), /id: 1\nevent: article\.published\ndata: \{"position":"1",/)
  },

  async getSettings({ editor }) {
    const settings = given(await editor.GET('/v1/settings'))
    equal(settings.comments.mode, 'post')
  },

  async patchSettings({ editor }) {
    const header = { 'If-Match': '"1"' }
    const patched = given(
      await editor.PATCH('/v1/settings', {
        params: { header },
        body: { comments: { maxLinks: 2 } },
      }),
    )
    deepEqual([patched.version, patched.comments.maxLinks], [2, 2])
  },

  async createKey({ editor, kept }) {
    const made = given(
      await editor.POST('/v1/keys', { body: { name: 'picture desk', scopes: ['media:write'] } }),
    )
    kept.key = made
    match(made.key, /^dl_/)
  },

  async listKeys({ editor }) {
    const { data } = given(await editor.GET('/v1/keys'))
    equal(data.at(-1)?.name, 'picture desk')
  },

  async getKey({ editor, kept }) {
    const key = given(await editor.GET('/v1/keys/{id}', { params: { path: { id: had(kept, 'key').id } } }))
    deepEqual(key.scopes, ['media:write'])
    ok(!('key' in key))
  },

  async getKeyUsage({ editor, kept }) {
    const { id } = had(kept, 'key')
    const { data } = given(await editor.GET('/v1/keys/{id}/usage', { params: { path: { id } } }))
    deepEqual(data, [])
  },

  async patchKey({ editor }) {
    const partner = given(
      await editor.POST('/v1/keys', {
        body: { name: 'Harbour Radio', scopes: ['syndication:read'], entitlements: { sections: ['Local'] } },
      }),
    )
    const { entitlements } = given(
      await editor.PATCH('/v1/keys/{id}', {
        params: { path: { id: partner.id }, header: { 'If-Match': '"1"' } },
        body: { entitlements: { languages: ['en'], delaySeconds: 900 } },
      }),
    )
    deepEqual(entitlements, {
      sections: ['Local'],
      agencies: [],
      languages: ['en'],
      delaySeconds: 900,
      embargoed: false,
      pictures: 'permitted',
    })
  },

  async rotateKey({ editor, kept }) {
    const { id, version } = had(kept, 'key')
    const rotated = given(
      await editor.POST('/v1/keys/{id}/rotate', {
        params: { path: { id }, header: { 'If-Match': `"${version}"` } },
      }),
    )
    equal(rotated.version, version + 1)
  },

  async revokeKey({ editor, kept }) {
    const { response } = await editor.DELETE('/v1/keys/{id}', {
      params: { path: { id: had(kept, 'key').id }, header: { 'If-Match': '*' } },
    })
    equal(response.status, 204)
  },

  async getIndex({ reader }) {
    const index = given(await reader.GET('/v1'))
    match(index.links.articles ?? '', /\/v1\/articles$/)
  },

  async getLiveness({ reader }) {
    equal(given(await reader.GET('/health/live')).status, 'ok')
  },

  async getReadiness({ reader }) {
    equal(given(await reader.GET('/health/ready')).status, 'ok')
  },

  async getProblemPage({ reader }) {
    const page = given(
      await reader.GET('/problems/{code}', { params: { path: { code: 'stale' } }, parseAs: 'text' }),
    )
    match(page, /<code>stale<\/code>/)
  },

  async getOpenApi({ reader }) {
    const document = given(await reader.GET('/openapi.json'))
    deepEqual(Object.entries(document)[0], ['openapi', '3.1.0'])
  },
} satisfies Steps
