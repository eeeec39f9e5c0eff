import { ArticleParams } from '../articles/query-schema.ts'
import type { ArticleStore } from '../articles/store.ts'
import { AppError } from '../errors.ts'
import { type Actor, may } from '../http/actor.ts'
import { json, mergePatch } from '../http/content-types.ts'
import type { Link } from '../http/links.ts'
import { linkNextPage } from '../http/page-link.ts'
import { project } from '../http/projection.ts'
import type { AddRoute, Answer } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import {
  ArticleQuotesQuery,
  NewQuote,
  OneQuoteQuery,
  PartialQuote,
  Quote,
  QuoteList,
  QuoteListQuery,
  QuoteParams,
  QuotePatch,
} from './schema.ts'
import type { QuoteStore } from './store.ts'

interface Deps {
  quotes: QuoteStore
  articles: Pick<ArticleStore, 'findRow'>
  link: Link
  now: () => Date
}

const tag = 'quotes'
const page: Answer = {
  description: 'A page of quotes.',
  schema: ref(QuoteList),
  headers: { Link: 'The next page (RFC 8288).' },
}

export function quoteRoutes(route: AddRoute, deps: Deps): void {
  readRoutes(route, deps)
  writeRoutes(route, deps)
}

function readRoutes(route: AddRoute, { quotes, articles, link, now }: Deps): void {
  const viewOf = (actor: Actor) => ({ actor, now: now() })

  async function present(data: readonly Quote[], { fields, include = [] }: OneQuoteQuery): Promise<object[]> {
    if (!include.includes('article')) return data.map((quote) => project(quote, fields))
    const articleOf = await quotes.quotedArticles(data)
    return data.map((quote) => ({ ...project(quote, fields), article: articleOf.get(quote.articleId) }))
  }

  route({
    method: 'GET',
    url: '/v1/quotes',
    operationId: 'listQuotes',
    tag,
    summary: 'List quotes',
    description:
      'Of published articles, newest first. `speaker`, `via`, `article`, `kind` and `q` may be combined.',
    access: 'public',
    cache: 'public',
    query: QuoteListQuery,
    answers: { 200: page },
    errors: [],
    handle: async (call) => {
      refuseForeignState(call.query, call.actor)
      const { data, page } = await quotes.list(call.query, viewOf(call.actor))
      linkNextPage(call, page, link)
      return { data: await present(data, call.query), page }
    },
  })

  route({
    method: 'GET',
    url: '/v1/articles/:article/quotes',
    operationId: 'listQuotesOfArticle',
    tag,
    summary: "List an article's quotes",
    description: 'In the order of its text; those whose words it no longer has come last.',
    access: 'public',
    cache: 'public',
    params: ArticleParams,
    query: ArticleQuotesQuery,
    answers: { 200: page },
    errors: ['not_found'],
    handle: async (call) => {
      const view = viewOf(call.actor)
      const article = await articles.findRow(call.params.article, view)
      refuseForeignState(call.query, call.actor)
      const { data, page } = await quotes.listOfArticle(article.id, { query: call.query, view })
      linkNextPage(call, page, link)
      return { data: await present(data, call.query), page }
    },
  })

  route({
    method: 'GET',
    url: '/v1/quotes/:id',
    operationId: 'getQuote',
    tag,
    summary: 'Get one quote',
    access: 'public',
    cache: 'public',
    params: QuoteParams,
    query: OneQuoteQuery,
    answers: { 200: { description: 'The quote.', schema: ref(PartialQuote) } },
    errors: ['not_found'],
    handle: async ({ params, query, actor }) => {
      const [shown] = await present([await quotes.find(params.id, viewOf(actor))], query)
      return shown
    },
  })
}

function writeRoutes(route: AddRoute, { quotes, link }: Deps): void {
  route({
    method: 'POST',
    url: '/v1/quotes',
    operationId: 'createQuote',
    tag,
    summary: 'Add a quote to an article',
    description: "An editor's quote takes the place of what extraction made of the same words.",
    access: 'quotes:write',
    cache: 'none',
    body: ref(NewQuote),
    answers: {
      201: {
        description: 'The quote.',
        schema: ref(Quote),
        headers: { Location: 'Its address.' },
      },
    },
    errors: ['conflict'],
    handle: async ({ body, actor, reply }) => {
      const quote = await quotes.create(body, actor)
      reply.code(201).header('location', link(`/v1/quotes/${quote.id}`))
      return quote
    },
  })

  route({
    method: 'PATCH',
    url: '/v1/quotes/:id',
    operationId: 'patchQuote',
    tag,
    summary: 'Change, confirm or restore a quote',
    description:
      "A published article's quote is changed live, at once. One that was rejected is restored by any patch.",
    access: 'quotes:write',
    cache: 'none',
    params: QuoteParams,
    body: ref(QuotePatch),
    takes: [mergePatch, json],
    takesVersion: true,
    answers: { 200: { description: 'The quote as it is now.', schema: ref(Quote) } },
    errors: ['not_found', 'conflict'],
    handle: ({ params, body, expected, actor }) => quotes.patch(params.id, { patch: body, expected, actor }),
  })

  route({
    method: 'DELETE',
    url: '/v1/quotes/:id',
    operationId: 'deleteQuote',
    tag,
    summary: 'Delete a quote',
    description:
      'What extraction found becomes `rejected`: as long as the article has its words, they are not found again.',
    access: 'quotes:write',
    cache: 'none',
    params: QuoteParams,
    takesVersion: true,
    answers: { 204: { description: 'It is gone.' } },
    errors: ['not_found'],
    handle: async ({ params, expected, actor, reply }) => {
      await quotes.remove(params.id, { expected, actor })
      return reply.code(204).send()
    },
  })
}

function refuseForeignState({ state }: { state?: string }, actor: Actor): void {
  if (state === undefined || may(actor, 'articles:read')) return
  const message = '"state" is for keys with the scope articles:read; readers see what stands in the text.'
  throw new AppError('invalid', message, {
    errors: [{ in: 'query', pointer: '/state', code: 'invalid', message }],
  })
}
