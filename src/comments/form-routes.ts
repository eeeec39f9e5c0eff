import { readerFor } from '../articles/published.ts'
import type { ArticleStore } from '../articles/store.ts'
import { anonymous } from '../http/actor.ts'
import type { AddRoute } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import { addVary } from '../http/vary.ts'
import { formOf } from './form.ts'
import type { FormTokens } from './form-token.ts'
import { languageOf } from './refusal-words.ts'
import { CommentForm, FormQuery } from './schema.ts'
import type { SettingsStore } from './settings-store.ts'

interface Deps {
  articles: ArticleStore
  settings: SettingsStore
  formTokens: FormTokens
  now: () => Date
}

/** What a page asks for before it shows the form. */
export function formRoutes(route: AddRoute, { articles, settings, formTokens, now }: Deps): void {
  route({
    method: 'GET',
    url: '/v1/comments/form',
    operationId: 'getCommentForm',
    tag: 'comments',
    summary: 'Get what the form of an article needs',
    description: 'Nobody keeps the answer: its token says when the form was fetched.',
    access: 'public',
    cache: 'none',
    query: FormQuery,
    answers: {
      200: {
        description: 'What the form needs.',
        schema: ref(CommentForm),
        headers: { 'Content-Language': 'Of the messages.' },
      },
    },
    errors: ['not_found', 'gone'],
    handle: async ({ query, actor, request, reply }) => {
      const at = now()
      const article = await articles.findRow(query.articleId, { actor: anonymous, now: at })
      await articles.findRow(query.articleId, { actor: readerFor(actor), now: at })
      const language = languageOf(request)
      addVary(reply, 'Accept-Language')
      reply.header('content-language', language)
      return formOf(article, { site: await settings.comments(), formTokens, at, language })
    },
  })
}
