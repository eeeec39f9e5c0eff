import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { given, had, type Steps } from './story.ts'

export const articles = {
  async createArticle({ editor, kept }) {
    const answer = await editor.POST('/v1/articles', {
      body: {
        headline: 'Ferry line to reopen in spring',
        summary: 'The harbour board has found a boat and a crew.',
        byline: 'By Nell Varga',
        dateline: { text: 'PORT ELSIN, Nov. 23 (Tri-County News) —' },
        section: 'Local',
        tags: ['ferries', 'harbour'],
        language: 'en',
        body: {
          blocks: [
            { type: 'paragraph', text: 'The ferry to Gull Island will sail again after two winters.' },
            {
              type: 'paragraph',
              text: '“The boat is small, but she is dry,” harbour master Ada Ferris said on Monday.',
            },
          ],
        },
      },
    })
    kept.article = given(answer)
    equal(answer.response.status, 201)
    match(answer.response.headers.get('location') ?? '', new RegExp(`/v1/articles/${kept.article.id}$`))
    equal(answer.data?.status, 'draft')
    equal(answer.data?.authors[0]?.name, 'Nell Varga')
  },

  async createArticleBatch({ editor }) {
    const answer = await editor.POST('/v1/article-batches', {
      body: {
        items: [
          { action: 'create', article: { headline: 'Swing bridge repainted', slug: 'swing-bridge' } },
          { action: 'publish', article: 'swing-bridge', version: 1 },
          { action: 'update', article: 'swing-bridge', version: 1, patch: { section: 'Local' } },
        ],
      },
    })
    const [made, published, refused] = given(answer).data
    equal(made?.status, 201)
    equal(published && 'version' in published && published.version, 2)
    equal(refused && 'problem' in refused && refused.problem.code, 'stale')
  },

  async publishArticle({ editor, kept }) {
    const { id, version } = had(kept, 'article')
    kept.article = given(
      await editor.POST('/v1/articles/{article}/publish', {
        params: { path: { article: id }, header: { 'If-Match': `"${version}"` } },
        body: {},
      }),
    )
    equal(kept.article.version, version + 1)
  },

  async patchArticle({ editor, kept }) {
    const { slug, version } = had(kept, 'article')
    const patched = given(
      await editor.PATCH('/v1/articles/{article}', {
        params: { path: { article: slug }, header: { 'If-Match': `"${version}"` } },
        body: { section: 'Harbour', summary: null },
      }),
    )
    kept.article = patched
    deepEqual([patched.section, patched.summary], ['Harbour', null])
  },

  async getArticle({ reader, kept }) {
    const path = { article: had(kept, 'article').slug }
    const article = given(
      await reader.GET('/v1/articles/{article}', { params: { path, query: { include: ['quotes'] } } }),
    )
    equal(article.headline, 'Ferry line to reopen in spring')
    equal(article.quotes?.[0]?.speaker?.name, 'Ada Ferris')
    const short = given(
      await reader.GET('/v1/articles/{article}', {
        params: { path, query: { fields: ['headline', 'wordCount'] } },
      }),
    )
    deepEqual(Object.keys(short).sort(), ['headline', 'id', 'wordCount'])
  },

  async listArticles({ reader }) {
    const { data, page } = given(
      await reader.GET('/v1/articles', { params: { query: { tag: ['harbour', 'herring'], limit: 1 } } }),
    )
    deepEqual(
      data.map(({ section }) => section),
      ['Harbour'],
    )
    equal(page.next, null)
  },

  async unpublishArticle({ editor, reader, kept }) {
    const made = given(await editor.POST('/v1/articles', { body: { headline: 'Regatta called off' } }))
    const at = (version: string) => ({ path: { article: made.id }, header: { 'If-Match': version } })
    given(await editor.POST('/v1/articles/{article}/publish', { params: at('"1"'), body: {} }))
    const taken = given(
      await editor.POST('/v1/articles/{article}/unpublish', { params: at('"2"'), body: {} }),
    )
    equal(taken.status, 'unpublished')
    const gone = await reader.GET('/v1/articles/{article}', { params: { path: { article: made.id } } })
    equal(gone.response.status, 404)
    equal(gone.error?.code, 'not_found')
    ok(had(kept, 'article').id !== made.id)
  },

  async deleteArticle({ editor }) {
    const made = given(await editor.POST('/v1/articles', { body: { headline: 'A slip of the pen' } }))
    const { response } = await editor.DELETE('/v1/articles/{article}', {
      params: { path: { article: made.id }, header: { 'If-Match': '*' } },
    })
    equal(response.status, 204)
  },
} satisfies Steps
