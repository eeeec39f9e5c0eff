// The one way to register a route. A route says what it takes, what it answers, who may call it and how it may be
// cached; the document, the validation and the checks all come from that. What a route must say is in its type.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Static, TObject, TSchema } from 'typebox'
import { Type } from 'typebox'
import { AppError, type ErrorKind } from '../errors.ts'
import { requireAccepted } from './accept.ts'
import { type Actor, may, type Scope } from './actor.ts'
import { type Expected, parseIfMatch } from './conditional.ts'
import { form, isForeignCharset, json, mediaTypeOf } from './content-types.ts'
import { errorAnswers } from './error-answers.ts'
import type { CountRequest, LimitName } from './limits.ts'
import { sendErrorPage, toAppError } from './problem.ts'
import { commentToken } from './shared.ts'
import type { TagName } from './tags.ts'
import { addVary } from './vary.ts'

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor
  }
  interface FastifyContextConfig {
    cache?: CacheClass
    /** The body comes as it was sent, whatever its type says: curl calls every body a form. */
    raw?: boolean
    /** The media types it answers with when all goes well; the first unless `Accept` likes another better. */
    types?: readonly string[]
    /** The limit that callers without a key are counted under; none for what is never counted. */
    limit?: LimitName | 'none'
  }
}

/**
 * `public`: shared caches may keep what anonymous callers get, and it is as new as the change log; `static`: it changes with
 * the server only; `private`: nobody keeps it; `none`: not cacheable at all.
 */
export type CacheClass = 'public' | 'static' | 'private' | 'none'

export interface Answer {
  description: string
  schema?: TSchema
  /** `application/json` unless said. */
  contentType?: string
  /** Other media types of the same, each with its schema; `Accept` chooses. */
  forms?: Record<string, TSchema>
  /** Whether a browser gets it as an HTML page instead. */
  hasPage?: boolean
  /** Headers beyond the usual ones, with what they hold. */
  headers?: Record<string, string>
}

export interface Call<P, Q, B> {
  params: P
  query: Q
  body: B
  actor: Actor
  /** The version that If-Match names; for routes with `takesVersion`. */
  expected: Expected
  /** What Comment-Token says; for routes with `takesToken`. */
  token: string | undefined
  request: FastifyRequest
  reply: FastifyReply
}

export interface Route<P extends TObject, Q extends TObject, B extends TSchema> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  operationId: string
  tag: TagName
  summary: string
  description?: string
  /** Anyone, or a key with this scope. */
  access: 'public' | Scope
  cache: CacheClass
  params?: P
  query?: Q
  body?: B
  /** Media types of the body; JSON unless said. `*` takes any, raw. */
  takes?: readonly string[]
  /** Largest body in bytes, where it differs from the server's. */
  bodyLimit?: number
  /** Whether the caller must name the version it read, by If-Match. */
  takesVersion?: boolean
  /** Whether an author may show whose comment it is, by Comment-Token. */
  takesToken?: boolean
  /** Whether the answer goes on as server-sent events; a reader comes back to it with Last-Event-ID. */
  streams?: boolean
  /** The limit that callers without a key are counted under; `reads` unless said, `none` counts nobody. */
  limit?: LimitName | 'none'
  answers: Record<number, Answer>
  /** Why the address may answer that it is another one now; for articles, that is said already. */
  moved?: string
  /** What can go wrong here, beyond what can go wrong everywhere. */
  errors: readonly ErrorKind[]
  /** Takes from a body what the schema does not know, before it is validated. */
  prepare?(request: FastifyRequest): Promise<void>
  /** This route's own words for an error, where the general ones will not do. */
  refuse?(error: AppError, request: FastifyRequest): Promise<Refusal>
  handle(call: Call<Static<P>, Static<Q>, Static<B>>): Promise<unknown>
}

/** An error as a route words it, and, for a person at a browser, the HTML page that says so. */
export interface Refusal {
  error: AppError
  page?: string | undefined
}

type NoFields = TObject<Record<never, never>>

export type AddRoute = <
  P extends TObject = NoFields,
  Q extends TObject = NoFields,
  B extends TSchema = TSchema,
>(
  route: Route<P, Q, B>,
) => void

const emptyQuery = Type.Object({}, { additionalProperties: false })
const versionHeader = {
  'if-match': Type.Optional(
    Type.String({
      description: 'The version you read, in quotes: `"12"`; or `*`. Required.',
      examples: ['"12"'],
    }),
  ),
}
const tokenHeader = {
  [commentToken]: Type.Optional(
    Type.String({
      description: 'The `editToken` that the comment was answered with.',
      examples: ['mZ1vXc0m6mDqS2c4b3yJ0c7nq1pX2f8sTtVYd0aJkEo'],
    }),
  ),
}
const streamHeader = {
  'last-event-id': Type.Optional(
    Type.String({
      pattern: '^(?:0|[1-9][0-9]{0,14})$',
      description: 'The `id` of the last event you had: the stream goes on behind it. Browsers send it.',
      examples: ['1042'],
    }),
  ),
}
const repeatHeader = {
  'idempotency-key': Type.Optional(
    Type.String({
      description:
        'Your own word for this request, 1 to 255 ASCII characters: sent again, it is carried out once.',
      examples: ['8e03978e-40d5-43dd-bc93-6894a57f9324'],
    }),
  ),
}

/** Gives the function by which slices add their routes, and the addresses that take no parameter, by name. */
export function routesOf(
  app: FastifyInstance,
  count: CountRequest,
): { route: AddRoute; addresses: ReadonlyMap<string, string> } {
  const addresses = new Map<string, string>()
  const route: AddRoute = (spec) => {
    if (spec.method === 'GET' && !spec.url.includes(':')) addresses.set(nameOf(spec.url), spec.url)
    const types = typesOf(spec.answers)
    const { limit = 'reads' } = spec
    const countOne = (request: FastifyRequest, reply: FastifyReply) =>
      limit === 'none'
        ? undefined
        : count({ keyId: request.actor.keyId, ip: request.ip }, limit)?.then(({ fields, refusal }) => {
            reply.headers(fields)
            if (refusal !== undefined) throw refusal
          })
    app.route({
      method: spec.method,
      url: spec.url,
      ...(spec.bodyLimit !== undefined && { bodyLimit: spec.bodyLimit }),
      config: { cache: spec.cache, raw: spec.takes?.includes('*') ?? false, types, limit },
      schema: documentOf(spec),
      onRequest: (request, reply, done) => {
        const counted = countOne(request, reply)
        const check = () => refuseUnfit(request, spec, types)
        if (types.length > 1) addVary(reply, 'Accept')
        if (counted !== undefined) return void counted.then(check).then(() => done(), done)
        check()
        done()
      },
      ...(spec.refuse !== undefined && { errorHandler: refuseBy(spec.refuse) }),
      preValidation: async (request) => {
        const isForm =
          mediaTypeOf(request.headers['content-type']) === form && !request.routeOptions.config.raw
        if (isForm) request.body = filledIn(request.body)
        // A request without a body is one that says nothing: an action may be just that, a comment may not.
        if (request.body === undefined && spec.body !== undefined) request.body = {}
        await spec.prepare?.(request)
      },
      handler: (request, reply) =>
        // The validators have given these parts the shapes that the schemas name.
        spec.handle({
          params: request.params as never,
          query: request.query as never,
          body: request.body as never,
          actor: request.actor,
          expected: spec.takesVersion ? parseIfMatch(request.headers['if-match']) : undefined,
          token: spec.takesToken ? tokenOf(request) : undefined,
          request,
          reply,
        }),
    })
  }
  return { route, addresses }
}

const tokenOf = ({ headers }: FastifyRequest): string | undefined => {
  const token = headers[commentToken]
  return typeof token === 'string' ? token : undefined
}

/** Who asks, what for, and with what, before anything of the body is read. */
function refuseUnfit(
  request: FastifyRequest,
  { access, method, takes = [json] }: Pick<Described, 'access' | 'method' | 'takes'>,
  types: readonly string[],
): void {
  requireScope(request.actor, access)
  requireAccepted(request.headers.accept, types)
  if (method !== 'GET' && method !== 'DELETE') requireMediaType(request, takes)
}

/** Answers with the route's page; without one, with the problem that everybody else gets, in the route's words. */
const refuseBy =
  (refuse: (error: AppError, request: FastifyRequest) => Promise<Refusal>) =>
  async (thrown: Error, request: FastifyRequest, reply: FastifyReply) => {
    const { error, page } = await refuse(toAppError(thrown), request)
    if (page === undefined) throw error
    return sendErrorPage(error, page, reply)
  }

/** A form has no way to leave a field out but to leave it empty. */
const filledIn = (fields: unknown): unknown =>
  typeof fields === 'object' && fields !== null
    ? Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))
    : fields

/** `/v1/media-credits` is `mediaCredits`; `/v1` itself is `self`. */
const nameOf = (url: string): string => {
  const words = url
    .replace(/^\/v1/, '')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
  if (words.length === 0) return 'self'
  return words.map((word, i) => (i === 0 ? word : word[0]?.toUpperCase() + word.slice(1))).join('')
}

/** The media types a route answers with when all goes well. */
const typesOf = (answers: Record<number, Answer>): string[] => [
  ...new Set(
    Object.values(answers).flatMap(({ schema, contentType = json, forms = {}, hasPage }) =>
      schema === undefined ? [] : [contentType, ...Object.keys(forms), ...(hasPage ? ['text/html'] : [])],
    ),
  ),
]

/** Everything of a route but what it does. */
type Described = Omit<Route<TObject, TObject, TSchema>, 'handle'>

function documentOf(route: Described): object {
  const takesAny = route.takes?.includes('*') ?? false
  const isOpen = route.access === 'public'
  const errors = new Set<ErrorKind>(['invalid', 'unauthenticated', 'internal', 'unavailable'])
  if (route.limit !== 'none') errors.add('rate_limited')
  if (!isOpen) errors.add('forbidden')
  if (typesOf(route.answers).length > 0) errors.add('not_acceptable')
  if (route.params !== undefined) errors.add('not_found')
  // Who may edit an article sees it to the end; readers are told that it was withdrawn.
  if (isOpen && route.params?.properties.article !== undefined) errors.add('gone')
  if (route.body !== undefined) for (const kind of ['unsupported', 'too_large'] as const) errors.add(kind)
  if (route.body !== undefined && !takesAny) errors.add('unprocessable')
  if (route.method === 'POST') for (const kind of ['conflict', 'unprocessable'] as const) errors.add(kind)
  if (route.takesVersion) for (const kind of ['stale', 'precondition_required'] as const) errors.add(kind)
  for (const kind of route.errors) errors.add(kind)

  return {
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description !== undefined && { description: route.description }),
    security: isOpen ? [{}, { key: [] }] : [{ key: [route.access] }],
    ...(route.params !== undefined && { params: route.params }),
    querystring: route.query ?? emptyQuery,
    ...headersOf(route),
    ...(route.body !== undefined &&
      (takesAny ? { body: { content: { '*/*': { schema: route.body } } } } : { body: route.body })),
    ...(route.body !== undefined && !takesAny && { consumes: route.takes ?? [json] }),
    response: {
      ...answersOf(route.answers, route.cache),
      ...movedAnswer(route),
      ...errorAnswers([...errors], route.refuse !== undefined),
    },
  }
}

function headersOf({ method, takesVersion, takesToken, streams }: Described): { headers?: TObject } {
  const headers = {
    ...(takesVersion && versionHeader),
    ...(takesToken && tokenHeader),
    ...(streams && streamHeader),
    ...(method === 'POST' && repeatHeader),
  }
  return Object.keys(headers).length === 0 ? {} : { headers: Type.Object(headers) }
}

/** An article that was given another slug is found by the former one. */
function movedAnswer({ method, params, moved }: Described): Record<string, object> {
  const ofArticle = params?.properties.article === undefined ? undefined : 'The article has another slug now.'
  const description = moved ?? ofArticle
  if (description === undefined) return {}
  const headers = { Location: { type: 'string', description: 'The present address.' } }
  return { [method === 'GET' ? '301' : '308']: { description, headers, type: 'null' } }
}

function answersOf(answers: Record<number, Answer>, cache: CacheClass): Record<string, object> {
  const documented: Record<string, object> = {}
  for (const [status, answer] of Object.entries(answers)) {
    const validator =
      cache !== 'none' && status === '200' ? { ETag: 'Weak validator over everything shown.' } : {}
    const headers = Object.entries({ ...validator, ...answer.headers }).map(([name, description]) => [
      name,
      { type: 'string', description },
    ])
    documented[status] = {
      description: answer.description,
      headers: Object.fromEntries(headers),
      ...(answer.schema === undefined
        ? { type: 'null' }
        : {
            content: {
              [answer.contentType ?? json]: { schema: answer.schema },
              ...Object.fromEntries(
                Object.entries(answer.forms ?? {}).map(([type, schema]) => [type, { schema }]),
              ),
              ...(answer.hasPage && { 'text/html': { schema: { type: 'string' } } }),
            },
          }),
    }
  }
  if (cache !== 'none' && 200 in answers) {
    documented[304] = { description: 'Nothing of it changed since the validator was given.', type: 'null' }
  }
  return documented
}

/** Throws `unauthenticated` without a key, `forbidden` for one that lacks the scope. */
export function requireScope(actor: Actor, access: 'public' | Scope): void {
  if (access === 'public' || may(actor, access)) return
  if (actor.keyId === null) {
    throw new AppError(
      'unauthenticated',
      `This needs a key with the scope ${access}: Authorization: Bearer dl_…`,
      {
        headers: { 'www-authenticate': 'Bearer realm="dateline"' },
      },
    )
  }
  throw new AppError('forbidden', `The key lacks the scope ${access}.`)
}

/** A body has a media type the route takes; a request without a body may leave the type out. */
function requireMediaType(request: FastifyRequest, takes: readonly string[]): void {
  const header = request.headers['content-type']
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0
  if (header === undefined ? !hasBody || takes.includes('*') : isTaken(header, takes)) return
  const wanted = takes.includes('*') ? 'any type, text in UTF-8' : takes.join(', ')
  throw new AppError('unsupported', `The body must be ${wanted}; Content-Type is ${header ?? 'missing'}.`)
}

function isTaken(header: string, takes: readonly string[]): boolean {
  if (takes.includes('*')) return true
  return takes.includes(mediaTypeOf(header) ?? '') && !isForeignCharset(header)
}
