// The one place that turns errors into answers: `application/problem+json` (RFC 9457), whoever threw them. What is
// not meant for a client is logged with its request id and answered in general words.

import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, errorCodes } from '../errors.ts'
import { type Link, pathOf } from './links.ts'

export const problemType = 'application/problem+json; charset=utf-8'

export interface ProblemBody {
  type: string
  title: string
  status: number
  detail: string
  instance: string
  code: string
  requestId: string
  errors?: AppError['errors']
  withdrawnAt?: string
}

/** The wire form of an error at one address. */
export function toProblem(error: AppError, at: { url: string; requestId: string; link: Link }): ProblemBody {
  return {
    type: at.link(`/problems/${error.code}`),
    title: errorCodes[error.code].title,
    status: error.status,
    detail: error.message,
    instance: pathOf(at.url),
    code: error.code,
    requestId: at.requestId,
    ...(error.errors.length > 0 && { errors: error.errors }),
    ...(error.withdrawnAt !== undefined && { withdrawnAt: error.withdrawnAt.toISOString() }),
  }
}

/** Answers with a problem; for Fastify's error handler and its framework errors alike. */
export function sendProblem(
  error: Error,
  request: FastifyRequest,
  reply: FastifyReply,
  link: Link,
): FastifyReply {
  const known = toAppError(error)
  if (known.status >= 500) request.log.error({ err: error }, 'request failed')
  reply
    .code(known.status)
    .headers({ ...known.headers, 'cache-control': 'no-store', 'content-type': problemType })
    // Framework errors come before any hook could set the id.
    .header('x-request-id', request.id)
  if (known.kind === 'unavailable' && known.headers['retry-after'] === undefined)
    reply.header('retry-after', '1')
  return reply.send(JSON.stringify(toProblem(known, { url: request.url, requestId: request.id, link })))
}

/** Answers with a page for a person at a browser; it runs nothing and loads nothing. */
export function sendErrorPage(error: AppError, page: string, reply: FastifyReply): FastifyReply {
  return reply
    .code(error.status)
    .headers({
      ...error.headers,
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
      'content-type': 'text/html; charset=utf-8',
    })
    .send(page)
}

/** What the framework means in our words. Anything unknown is our own fault and says nothing to the outside. */
export function toAppError(error: Error): AppError {
  if (error instanceof AppError) return error
  const { code, statusCode } = error as Partial<FastifyError>
  const options = { cause: error }
  switch (code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_CTP_INVALID_TYPE':
      return new AppError('unsupported', 'The media type of the body is not taken here.', options)
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new AppError('too_large', 'The request body is larger than this address takes.', options)
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return new AppError('invalid', 'The body is empty; send a JSON object.', options)
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return new AppError('invalid', 'The body is not valid JSON.', options)
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new AppError('invalid', 'The body is not as long as Content-Length says.', options)
    // Nobody is left to read it; it is said for the log, where it is no fault of ours.
    case 'ECONNRESET':
      return new AppError('invalid', 'The connection ended before the request did.', options)
    case 'FST_ERR_BAD_URL':
      return new AppError('invalid', 'The path is not percent-encoded UTF-8.', options)
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new AppError('uri_too_long', 'A part of the path is longer than any name here.', options)
  }
  if (error instanceof SyntaxError && statusCode === 400) {
    return new AppError('invalid', `The body is not valid JSON: ${error.message}`, options)
  }
  return new AppError(
    'internal',
    'Something went wrong on our side; the request id leads to the details.',
    options,
  )
}
