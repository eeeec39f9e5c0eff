// What the tests of comments have in common: an article that takes comments, and people who leave some.

import type { LightMyRequestResponse } from 'fastify'
import type { TestApp } from '../support/app.ts'

export interface Site {
  /** Slug of the open article. */
  slug: string
  articleId: string
  /** A key with every scope. */
  editor: string
  /** Sends a comment on the open article, or on another. */
  post: (body: unknown, article?: string) => Promise<LightMyRequestResponse>
  /** Posts a comment that must be taken; gives the answer. */
  say: (text: string, more?: object) => Promise<Said>
  /** The published article of that headline, and its id. */
  publish: (headline: string, more?: object) => Promise<{ id: string; slug: string; version: number }>
  get: (url: string) => Promise<LightMyRequestResponse>
  /** A moderator's action on the version as it is now. */
  act: (id: string, action: string, more?: object) => Promise<LightMyRequestResponse>
}

export interface Said {
  id: string
  parentId: string | null
  rootId: string
  depth: number
  inReplyTo: string | null
  editToken: string
}

export async function siteOn(test: TestApp): Promise<Site> {
  const { send } = test
  const editor = await test.key()

  const publish: Site['publish'] = async (headline, more = {}) => {
    const made = await send({
      method: 'POST',
      url: '/v1/articles',
      key: editor,
      payload: { headline, ...more },
    })
    const { id, version } = made.json()
    const url = `/v1/articles/${id}/publish`
    return (await send({ method: 'POST', url, key: editor, headers: { 'if-match': `"${version}"` } })).json()
  }

  const { id: articleId, slug } = await publish('Harbour bridge reopens')
  const post: Site['post'] = (body, article = slug) =>
    send({ method: 'POST', url: `/v1/articles/${article}/comments`, payload: body as object })

  return {
    slug,
    articleId,
    editor,
    publish,
    post,
    say: async (text, more = {}) => {
      const answer = await post({ body: text, authorName: 'Ada', ...more })
      if (answer.statusCode !== 201) throw new Error(`The comment was refused: ${answer.body}`)
      return answer.json()
    },
    get: (url) => send({ url }),
    act: async (id, action, more = {}) => {
      const { version } = (await send({ url: `/v1/moderation/comments/${id}`, key: editor })).json()
      const url = `/v1/moderation/comments/${id}/actions`
      return send({ method: 'POST', url, key: editor, payload: { action, version, ...more } })
    },
  }
}
