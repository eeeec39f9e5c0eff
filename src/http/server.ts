// A Fastify instance with our rules in place of its defaults; `app.ts` adds the routes.

import { randomUUID } from 'node:crypto'
import { createServer as createHttpServer } from 'node:http'
import Fastify, { type FastifyInstance, type FastifyRequest, type FastifyServerOptions } from 'fastify'
import { AppError } from '../errors.ts'
import { anonymous } from './actor.ts'
import { finishAnswers } from './answers.ts'
import { readBodies } from './content-types.ts'
import type { Front } from './front.ts'
import { type Link, withoutSecrets } from './links.ts'
import { sendProblem, toAppError } from './problem.ts'
import { parseQueryString } from './query.ts'
import { refuseRawRequest } from './raw-errors.ts'
import { maxHeadBytes, refusalOf } from './request-head.ts'
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
  front: Front
}): FastifyInstance {
  const { limits, link } = options
  // Node looks for late requests now and then: one that is late is closed at the next look, which is to be in time.
  const lookEvery = Math.min(500, Math.ceil(limits.requestTimeout / 20))
  const margin = 2 * lookEvery
  let isStopping = false
  const app: FastifyInstance = Fastify({
    logger: options.logger ?? false,
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    // Random, not ordered: an id that nobody sorts by need not cost a fifth of a cached answer.
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: limits.bodyLimit,
    serverFactory: (handle) =>
      createHttpServer(
        {
          requestTimeout: limits.requestTimeout - margin,
          headersTimeout: Math.ceil(limits.requestTimeout / 2) - margin,
          connectionsCheckingInterval: lookEvery,
          keepAliveTimeout: 72_000,
          requireHostHeader: false,
          // Room to read what is too long and to say which part is; see `request-head.ts`.
          maxHeaderSize: 2 * maxHeadBytes,
        },
        (request, response) => {
          const pass = () => handle(request, response)
          // The framework ends the connections of a server that stops.
          if (isStopping) pass()
          else options.front({ request, response, pass, log: app.log })
        },
      ),
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
    // Nobody in particular, until a key says otherwise.
    request.actor = anonymous
    done(refusalOf(request.raw))
  })
  app.decorateRequest('shown')
  app.decorateRequest('keepAs')
  app.addHook('onRequest', options.cache.onRequest)
  app.decorateRequest('isStored', false)
  app.addHook('preClose', (done) => {
    isStopping = true
    done()
  })
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

/** How a request is logged: method, address without keys, and where it came from; never headers or bodies. */
export const logSerializers = {
  req: (request: { method: string; url: string; ip: string }) => ({
    method: request.method,
    url: withoutSecrets(request.url),
    remoteAddress: request.ip,
  }),
}
