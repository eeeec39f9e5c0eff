// Requests that Node's parser refuses never become a request object. They get the same problem+json, written by hand
// to the socket, and the connection ends: nothing after a broken request can be trusted.

import type { Socket } from 'node:net'
import { AppError, errorKinds } from '../errors.ts'
import { newId } from '../ids.ts'
import type { Link } from './links.ts'
import { problemType, toProblem } from './problem.ts'

const reasons: Record<number, string> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
}

/** Answers a request that could not be read and closes its connection. */
export function refuseRawRequest(error: NodeJS.ErrnoException, socket: Socket, link: Link): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const refusal = explain(error)
  const status = errorKinds[refusal.kind]
  const requestId = newId()
  const body = JSON.stringify(toProblem(refusal, { url: '', requestId, link }))
  const head = [
    `HTTP/1.1 ${status} ${reasons[status]}`,
    `content-type: ${problemType}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    `x-request-id: ${requestId}`,
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function explain(error: NodeJS.ErrnoException): AppError {
  switch (error.code) {
    case 'HPE_HEADER_OVERFLOW':
      return new AppError('headers_too_large', 'The request line and headers together are too large.')
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new AppError('timeout', 'The request did not arrive within the time limit.')
    default:
      return new AppError('invalid', 'The request is not valid HTTP/1.1.')
  }
}
