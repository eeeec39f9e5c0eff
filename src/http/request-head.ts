// What can be said of a request by its first lines alone, before anything is looked up for it.

import type { IncomingMessage } from 'node:http'
import { AppError } from '../errors.ts'

type Head = Pick<IncomingMessage, 'url' | 'rawHeaders' | 'headers'>

/** Why a request is refused whatever it asks for: too long, ambiguous, or expecting what nobody understands. */
export const refusalOf = ({ url = '', rawHeaders, headers }: Head): AppError | undefined =>
  excessOf(url, rawHeaders) ?? ambiguityOf(rawHeaders) ?? expectationOf(headers.expect)

/** Bytes of the address alone, and of the headers alone. RFC 9110, section 4.1, asks for at least 8000 of the address. */
export const maxHeadBytes = 16_384

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
