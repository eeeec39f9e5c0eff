import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { beginningOf, given, had, type Steps } from './story.ts'

export const comments = {
  async postComment({ reader, kept }) {
    const path = { article: had(kept, 'article').slug }
    const refused = await reader.POST('/v1/articles/{article}/comments', {
      params: { path },
      body: { body: ' ', authorName: 'Mira' },
    })
    equal(refused.response.status, 422)
    ok(typeof refused.error === 'object')
    deepEqual(
      refused.error.errors?.map(({ pointer }) => pointer),
      ['/body'],
    )
    const posted = given(
      await reader.POST('/v1/articles/{article}/comments', {
        params: { path },
        body: { body: 'About *time*. My aunt lives on the island.', authorName: 'Mira' },
      }),
    )
    ok(typeof posted !== 'string')
    kept.comment = posted
    ok(posted.editToken.length > 20)
    given(
      await reader.POST('/v1/articles/{article}/comments', {
        params: { path },
        body: { body: 'Mine too!', authorName: 'Jonas', parentId: posted.id },
      }),
    )
  },

  async patchComment({ reader, kept }) {
    const { id, editToken } = had(kept, 'comment')
    const edited = given(
      await reader.PATCH('/v1/comments/{comment}', {
        params: { path: { comment: id }, header: { 'Comment-Token': editToken } },
        body: { body: 'About *time*. My aunt lives on the island, and so do I.' },
      }),
    )
    equal(edited.moderation, 'published')
    ok(edited.editToken !== editToken)
    kept.comment = edited
  },

  async deleteComment({ reader, kept }) {
    const posted = given(
      await reader.POST('/v1/articles/{article}/comments', {
        params: { path: { article: had(kept, 'article').slug } },
        body: { body: 'I take it back.', authorName: 'Ida' },
      }),
    )
    ok(typeof posted !== 'string')
    const tombstone = given(
      await reader.DELETE('/v1/comments/{comment}', {
        params: { path: { comment: posted.id }, header: { 'Comment-Token': posted.editToken } },
      }),
    )
    equal(tombstone.state, 'deleted')
    equal(tombstone.body, null)
  },

  async getCommentsRss({ reader }) {
    ok(given(await reader.GET('/v1/comments.rss', { parseAs: 'text' })).includes('Mira'))
  },

  async getCommentsAtom({ reader }) {
    ok(given(await reader.GET('/v1/comments.atom', { parseAs: 'text' })).includes('Mira'))
  },

  async getArticleCommentsRss({ reader, kept }) {
    const path = { article: had(kept, 'article').slug }
    const feed = given(
      await reader.GET('/v1/articles/{article}/comments.rss', { params: { path }, parseAs: 'text' }),
    )
    ok(feed.includes('urn:uuid:'))
  },

  async getArticleCommentsAtom({ reader, kept }) {
    const path = { article: had(kept, 'article').slug }
    const feed = given(
      await reader.GET('/v1/articles/{article}/comments.atom', { params: { path }, parseAs: 'text' }),
    )
    ok(feed.includes('urn:uuid:'))
  },

  async getCommentForm({ reader, kept }) {
    const { id } = had(kept, 'article')
    const form = given(await reader.GET('/v1/comments/form', { params: { query: { articleId: id } } }))
    equal(form.closed, false)
    equal(form.messages['body.required'], 'Please enter your comment!')
  },

  async previewComment({ reader }) {
    const { body } = given(await reader.POST('/v1/comments/preview', { body: { body: 'About *time*.' } }))
    equal(body.text, 'About time.')
  },

  async putReaction({ editor, kept }) {
    const { reactions } = given(
      await editor.PUT('/v1/comments/{comment}/reaction', {
        params: { path: { comment: had(kept, 'comment').id } },
        body: { reaction: 'up' },
      }),
    )
    deepEqual(reactions, { up: 1, down: 0 })
  },

  async deleteReaction({ editor, kept }) {
    const { response } = await editor.DELETE('/v1/comments/{comment}/reaction', {
      params: { path: { comment: had(kept, 'comment').id } },
    })
    equal(response.status, 204)
  },

  async reportComment({ reader, kept }) {
    const report = given(
      await reader.POST('/v1/comments/{comment}/reports', {
        params: { path: { comment: had(kept, 'comment').id } },
        body: { reason: 'Aunts are not news.' },
      }),
    )
    equal(report.reason, 'Aunts are not news.')
  },

  async countComments({ reader, kept }) {
    const { id } = had(kept, 'article')
    const counts = given(await reader.POST('/v1/comments/counts', { body: { articleIds: [id] } }))
    deepEqual(counts, { [id]: 2 })
  },

  async getCommentCounts({ reader, kept }) {
    const { id } = had(kept, 'article')
    const query = { articleIds: [id] }
    const counts = given(await reader.GET('/v1/comments/counts', { params: { query } }))
    deepEqual(counts, { [id]: 2 })
  },

  async getComment({ reader, kept }) {
    const comment = given(
      await reader.GET('/v1/comments/{comment}', { params: { path: { comment: had(kept, 'comment').id } } }),
    )
    equal(comment.author?.name, 'Mira')
    equal(comment.replyCount, 1)
  },

  async listArticleComments({ reader, kept }) {
    const { data } = given(
      await reader.GET('/v1/articles/{article}/comments', {
        params: { path: { article: had(kept, 'article').slug }, query: { view: 'tree' } },
      }),
    )
    equal(data.length, 1)
    equal(data[0]?.replies?.data[0]?.author?.name, 'Jonas')
  },

  async streamArticleComments({ reader, kept }) {
    const { response } = await reader.GET('/v1/articles/{article}/comments/stream', {
      params: { path: { article: had(kept, 'article').slug }, query: { since: '0' } },
      parseAs: 'stream',
    })
    equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8')
    match(await beginningOf(response), /^event: comment\.published\ndata: \{"id":/m)
  },

  async listComments({ reader }) {
    const list = given(await reader.GET('/v1/comments', { params: { query: { limit: 1 } } }))
    equal(list.data[0]?.body?.text, 'Mine too!')
    const cursor = list.page.next
    ok(cursor !== null)
    const older = given(await reader.GET('/v1/comments', { params: { query: { limit: 1, cursor } } }))
    equal(older.data[0]?.author?.name, 'Mira')
  },

  async listReplies({ reader, kept }) {
    const { data } = given(
      await reader.GET('/v1/comments/{comment}/replies', {
        params: { path: { comment: had(kept, 'comment').id } },
      }),
    )
    deepEqual(
      data.map(({ parentId }) => parentId),
      [had(kept, 'comment').id],
    )
  },

  async listModeratedComments({ editor }) {
    const { data } = given(
      await editor.GET('/v1/moderation/comments', { params: { query: { status: 'published' } } }),
    )
    equal(data.length, 2)
  },

  async decideComment({ editor, kept }) {
    const decided = given(
      await editor.POST('/v1/moderation/comments/{comment}/actions', {
        params: { path: { comment: had(kept, 'comment').id } },
        body: { action: 'reject', version: 2, reasonCode: 'offTopic', note: 'Aunts are not news.' },
      }),
    )
    equal(decided.status, 'rejected')
  },

  async getModeratedComment({ editor, kept }) {
    const comment = given(
      await editor.GET('/v1/moderation/comments/{comment}', {
        params: { path: { comment: had(kept, 'comment').id } },
      }),
    )
    deepEqual(
      comment.log.map(({ action }) => action),
      ['edit', 'reject'],
    )
  },
} satisfies Steps
