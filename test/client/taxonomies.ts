import { equal, ok } from 'node:assert/strict'
import { given, had, type Steps } from './story.ts'

interface Term {
  name: string
  articleCount: number
}

const has = (data: Term[], name: string) =>
  ok(
    data.some((term) => term.name === name && term.articleCount > 0),
    name,
  )

export const taxonomies = {
  async listSections({ reader }) {
    has(given(await reader.GET('/v1/sections')).data, 'Harbour')
  },

  async listTags({ reader }) {
    has(given(await reader.GET('/v1/tags')).data, 'ferries')
  },

  async listAuthors({ reader }) {
    const { data, page } = given(
      await reader.GET('/v1/authors', { params: { query: { limit: 100, count: 'exact' } } }),
    )
    has(data, 'Nell Varga')
    equal(page.total, data.length)
  },

  async listRelatedArticles({ editor, reader, kept }) {
    const other = given(
      await editor.POST('/v1/articles', { body: { headline: 'A second ferry', tags: ['ferries'] } }),
    )
    const at = { path: { article: other.id }, header: { 'If-Match': '"1"' } }
    given(await editor.POST('/v1/articles/{article}/publish', { params: at, body: {} }))
    const path = { article: other.slug }
    const { data } = given(
      await reader.GET('/v1/articles/{article}/related', { params: { path, query: { limit: 1 } } }),
    )
    equal(data[0]?.id, had(kept, 'article').id)
    await editor.DELETE('/v1/articles/{article}', {
      params: { path: { article: other.id }, header: { 'If-Match': '*' } },
    })
  },

  async listSubjects({ editor, reader, kept }) {
    const params = { path: { article: had(kept, 'article').id }, header: { 'If-Match': '*' } }
    const body = { subjects: [{ name: 'Ferries', qcode: 'medtop:20000337' }] }
    kept.article = given(await editor.PATCH('/v1/articles/{article}', { params, body }))
    const { data } = given(await reader.GET('/v1/subjects', { params: { query: { language: 'en' } } }))
    has(data, 'Ferries')
    equal(data[0]?.uri, 'http://cv.iptc.org/newscodes/mediatopic/20000337')
  },
} satisfies Steps
