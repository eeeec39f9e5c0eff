// A Fastify instance with our rules in place of its defaults; `app.ts` adds the routes.

import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance, type FastifyRequest, type FastifyServerOptions } from 'fastify'
import { AppError } from '../errors.ts'
import { anonymous } from './actor.ts'
import { finishAnswers } from './answers.ts'
import { readBodies } from './content-types.ts'
import { type Link, withoutSecrets } from './links.ts'
import { sendProblem, toAppError } from './problem.ts'
import { parseQueryString } from './query.ts'
import { refuseRawRequest } from './raw-errors.ts'
import type { ResponseCache } from './response-cache.ts'
import { buildValidator } from './validate.ts'

export interface ServerLimits {
  /** Bytes of a request body. */
  bodyLimit: number
  /** Milliseconds until a whole request must have arrived; its headers get half of that. */
  requestTimeout: number
}

/** An instance that answers every error, its own and the framework's, as problem+json. */
export function createServer(options: {
  limits: ServerLimits
  logger: FastifyServerOptions['logger']
  link: Link
  /** Networks whose X-Forwarded-For is believed; none unless configured. */
  trustedProxies: readonly string[]
  /** Where the address of a request that found nothing leads now, if it was renamed. */
  findMoved: (request: FastifyRequest) => Promise<string | undefined>
  now: () => Date
  cache: ResponseCache
}): FastifyInstance {
  const { limits, link } = options
  // Node looks for late requests now and then: one that is late is closed at the next look, which is to be in time.
  const lookEvery = Math.min(500, Math.ceil(limits.requestTimeout / 20))
  const margin = 2 * lookEvery
  const app = Fastify({
    logger: options.logger ?? false,
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    // Random, not ordered: an id that nobody sorts by need not cost a fifth of a cached answer.
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: limits.bodyLimit,
    requestTimeout: limits.requestTimeout - margin,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    http: {
      headersTimeout: Math.ceil(limits.requestTimeout / 2) - margin,
      connectionsCheckingInterval: lookEvery,
      requireHostHeader: false,
      // Room to read what is too long and to say which part is; see `excessOf`.
      maxHeaderSize: 2 * maxHeadBytes,
    },
    // A request that is being answered when the server stops is answered; `cli/serve.ts` sets the deadline.
    forceCloseConnections: 'idle',
    // One that comes on an open connection meanwhile is answered too, and its connection then closed.
    return503OnClosing: false,
    exposeHeadRoutes: true,
    routerOptions: {
      maxParamLength: 200,
      ignoreTrailingSlash: false,
      // Our query is a map of what was sent, not yet what the schemas say; see `query.ts`.
      querystringParser: (text) => parseQueryString(text) as never,
    },
    frameworkErrors: (error, request, reply) => {
      sendProblem(error, request, reply, link)
    },
    clientErrorHandler: (error, socket) => refuseRawRequest(error, socket as never, link),
    schemaController: {
      compilersFactory: {
        buildValidator: validatorOnce() as never,
      },
    },
  })

  app.setSerializerCompiler(() => (value) => JSON.stringify(value))
  app.setErrorHandler(async (error: Error, request, reply) => {
    const movedTo =
      toAppError(error).kind === 'not_found' ? await options.findMoved(request).catch(asError) : undefined
    if (movedTo instanceof Error) return sendProblem(movedTo, request, reply, link)
    if (movedTo === undefined) return sendProblem(error, request, reply, link)
    // 308 keeps the method of a write; 301 is what readers and their caches have always understood.
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    return reply
      .code(isRead ? 301 : 308)
      .header('location', link(movedTo))
      .send()
  })
  app.setNotFoundHandler(async () => {
    throw new AppError('not_found', 'There is nothing at this address.')
  })
  // Node would answer 417 by itself, in no shape at all.
  app.server.on('checkExpectation', (request, response) => app.routing(request, response))
  // Hooks that await nothing say so by `done`: each promise would cost every request a turn of the queue.
  app.decorateRequest('actor')
  app.addHook('onRequest', (request, _reply, done) => {
    const { raw } = request
    // Nobody in particular, until a key says otherwise.
    request.actor = anonymous
    done(
      excessOf(raw.url ?? '', raw.rawHeaders) ??
        ambiguityOf(raw.rawHeaders) ??
        expectationOf(raw.headers.expect),
    )
  })
  app.decorateRequest('shown')
  app.decorateRequest('keepAs')
  app.addHook('onRequest', options.cache.onRequest)
  readBodies(app)
  finishAnswers(app, options.now)
  return app
}

/** The framework asks for a validator at every route; schemas are only ever added, so as many as before are the same ones. */
function validatorOnce() {
  let built: { of: number; validator: ReturnType<typeof buildValidator> } | undefined
  return (shared: Record<string, unknown>) => {
    const of = Object.keys(shared).length
    if (built?.of !== of) built = { of, validator: buildValidator(shared) }
    return built.validator
  }
}

/** A failure to look for the new address is answered like every other; thrown from an error handler it would be answered raw. */
const asError = (failure: unknown): Error => (failure instanceof Error ? failure : new Error(String(failure)))

/** Bytes of the address alone, and of the headers alone. RFC 9110, section 4.1, asks for at least 8000 of the address. */
const maxHeadBytes = 16_384

/** Node's one limit is on both together and cannot tell which is too long; 414 and 431 do. */
function excessOf(url: string, rawHeaders: string[]): AppError | undefined {
  if (url.length > maxHeadBytes) {
    return new AppError('uri_too_long', `The address is longer than ${maxHeadBytes} bytes.`)
  }
  let bytes = 0
  for (const text of rawHeaders) bytes += text.length + 2
  return bytes > maxHeadBytes
    ? new AppError('headers_too_large', `The headers are larger than ${maxHeadBytes} bytes.`)
    : undefined
}

/** The one expectation there is (RFC 9110, section 10.1.1). */
const expectationOf = (expect: string | undefined): AppError | undefined =>
  expect === undefined || expect.toLowerCase() === '100-continue'
    ? undefined
    : new AppError('expectation_failed', 'Only "Expect: 100-continue" is understood.')

/** Node lets some requests pass that two servers in a row would read differently (RFC 9112, sections 3.2 and 6.1). */
function ambiguityOf(rawHeaders: readonly string[]): AppError | undefined {
  let hosts = 0
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? ''
    // Most names are told apart by their length alone.
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1
    if (name.length !== 17 || name.toLowerCase() !== 'transfer-encoding') continue
    if (rawHeaders[i + 1]?.toLowerCase() !== 'chunked')
      return new AppError('invalid', 'The only transfer coding taken is chunked.')
  }
  return hosts === 1 ? undefined : new AppError('invalid', 'A request names exactly one Host.')
}

/** How a request is logged: method, address without keys, and where it came from; never headers or bodies. */
export const logSerializers = {
  req: (request: { method: string; url: string; ip: string }) => ({
    method: request.method,
    url: withoutSecrets(request.url),
    remoteAddress: request.ip,
  }),
}
