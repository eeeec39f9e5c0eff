import { deepEqual, equal } from 'node:assert/strict'
import { given, had, type Steps } from './story.ts'

const nextYear = new Date(Date.UTC(new Date().getUTCFullYear() + 1, 0, 1)).toISOString()

export const lifecycle = {
  async scheduleArticle({ editor }) {
    const made = given(await editor.POST('/v1/articles', { body: { headline: 'Fireworks at midnight' } }))
    const scheduled = given(
      await editor.POST('/v1/articles/{article}/schedule', {
        params: { path: { article: made.id }, header: { 'If-Match': '"1"' } },
        body: { publishAt: nextYear },
      }),
    )
    equal(scheduled.status, 'scheduled')
    equal(scheduled.publishAt, nextYear)
  },

  async correctArticle({ editor }) {
    const made = given(await editor.POST('/v1/articles', { body: { headline: 'Bakery turns 80' } }))
    const at = (version: string) => ({ path: { article: made.id }, header: { 'If-Match': version } })
    given(await editor.POST('/v1/articles/{article}/publish', { params: at('"1"'), body: {} }))
    const answer = await editor.POST('/v1/articles/{article}/corrections', {
      params: at('"2"'),
      body: { kind: 'correction', text: 'The bakery turns 90.' },
    })
    equal(answer.response.status, 201)
    deepEqual(
      given(answer).corrections.map(({ kind, text }) => [kind, text]),
      [['correction', 'The bakery turns 90.']],
    )
  },

  async withdrawArticle({ editor, reader }) {
    const made = given(await editor.POST('/v1/articles', { body: { headline: 'Mayor to resign' } }))
    const path = { article: made.id }
    const at = (version: string) => ({ path, header: { 'If-Match': version } })
    given(await editor.POST('/v1/articles/{article}/publish', { params: at('"1"'), body: {} }))
    const reason = 'The statement this story rests on was forged.'
    given(await editor.POST('/v1/articles/{article}/withdraw', { params: at('"2"'), body: { reason } }))
    const { response, error } = await reader.GET('/v1/articles/{article}', { params: { path } })
    equal(response.status, 410)
    equal(error?.code, 'withdrawn')
    equal(error?.detail, reason)
  },

  async listArticleRevisions({ editor }) {
    const made = given(await editor.POST('/v1/articles', { body: { headline: 'Market moves indoors' } }))
    const path = { article: made.id }
    given(
      await editor.PATCH('/v1/articles/{article}', {
        params: { path, header: { 'If-Match': '"1"' } },
        body: { section: 'Local' },
      }),
    )
    const { data, page } = given(
      await editor.GET('/v1/articles/{article}/revisions', { params: { path, query: { count: 'exact' } } }),
    )
    deepEqual(
      data.map(({ version, action }) => [version, action]),
      [
        [2, 'edited'],
        [1, 'created'],
      ],
    )
    equal(page.total, 2)
  },

  async getArticleRevision({ editor, kept }) {
    const path = { article: had(kept, 'article').id, version: '3' }
    const third = given(await editor.GET('/v1/articles/{article}/revisions/{version}', { params: { path } }))
    deepEqual([third.action, third.content.section, third.diff?.against], ['edited', 'Harbour', 2])
    deepEqual(third.diff?.fields[1], { field: 'section', before: 'Local', after: 'Harbour' })
    deepEqual(
      third.diff?.blocks.map(({ change }) => change),
      ['same', 'same'],
    )
  },

  async restoreArticleRevision({ editor }) {
    const made = given(await editor.POST('/v1/articles', { body: { headline: 'Choir seeks tenors' } }))
    const header = { 'If-Match': '"1"' }
    const params = { path: { article: made.id }, header }
    given(await editor.PATCH('/v1/articles/{article}', { params, body: { headline: 'Choir found tenors' } }))
    const restored = given(
      await editor.POST('/v1/articles/{article}/revisions/{version}/restore', {
        params: { path: { article: made.id, version: '1' }, header: { 'If-Match': '"2"' } },
        body: {},
      }),
    )
    deepEqual([restored.headline, restored.version, restored.status], ['Choir seeks tenors', 3, 'draft'])
  },

  async createPreviewLink({ editor }) {
    const made = given(await editor.POST('/v1/articles', { body: { headline: 'Not yet for everyone' } }))
    const answer = await editor.POST('/v1/articles/{article}/preview-links', {
      params: { path: { article: made.id } },
      body: { expiresIn: 3600 },
    })
    equal(answer.response.status, 201)
    equal(answer.response.headers.get('location'), given(answer).url)
  },

  async getPreview({ editor, reader }) {
    const made = given(await editor.POST('/v1/articles', { body: { headline: 'For one reader only' } }))
    const path = { article: made.id }
    const { token } = given(
      await editor.POST('/v1/articles/{article}/preview-links', { params: { path }, body: {} }),
    )
    const preview = given(await reader.GET('/v1/previews/{token}', { params: { path: { token } } }))
    deepEqual([preview.headline, preview.status], ['For one reader only', 'draft'])
  },
} satisfies Steps
