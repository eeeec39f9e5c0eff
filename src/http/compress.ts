// Content codings (RFC 9110, section 8.4). Answers are whole strings, so they are compressed whole: HEAD then says what GET
// says, Content-Length too, which the usual plugin's streams cannot. Validators are weak, so one serves every coding.

import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply } from 'fastify'
import Negotiator from 'negotiator'
import { isWhole } from './answers.ts'
import { addVary } from './vary.ts'

/** Below this many bytes a coding saves no packet. */
export const worthwhile = 1024
const compressible = /^(?:text\/|application\/(?:[\w.+-]*(?:json|xml)|javascript))/

const gzipAsync = promisify(gzip)
const brotliAsync = promisify(brotliCompress)

const codings = {
  // The default, 11, is for files that are compressed once: it takes a hundred times as long as 4.
  br: (text: string | Buffer) =>
    brotliAsync(text, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 4,
        [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(text),
      },
    }),
  gzip: (text: string | Buffer) => gzipAsync(text),
}
type Coding = keyof typeof codings

export const encode = (content: string | Buffer, coding: Coding): Promise<Buffer> => codings[coding](content)

/** Adds the hook; everything that reads an answer as text comes before it. */
export function compressAnswers(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    if (reply.statusCode === 304) addVary(reply, 'Accept-Encoding')
    if (!isWhole(payload) || !isCompressible(reply)) return done(null, payload)
    addVary(reply, 'Accept-Encoding')
    const coding = codingOf(request.headers['accept-encoding'])
    if (coding === undefined || Buffer.byteLength(payload) < worthwhile) return done(null, payload)
    reply.header('content-encoding', coding).removeHeader('content-length')
    encode(payload, coding).then((bytes) => done(null, bytes), done)
  })
}

const isCompressible = (reply: FastifyReply): boolean =>
  !reply.hasHeader('content-encoding') && compressible.test(String(reply.getHeader('content-type') ?? ''))

/** Its published types do not know the second parameter yet. */
interface Preferring {
  encodings(available: readonly string[], options: { preferred: readonly string[] }): string[]
}

/** The best coding the client takes; undefined for the bytes as they are, which is what a client without the header gets. */
export function codingOf(header: string | undefined): Coding | undefined {
  if (header === undefined) return undefined
  const negotiator: Preferring = new Negotiator({ headers: { 'accept-encoding': header } })
  const [best] = negotiator.encodings(['br', 'gzip', 'identity'], { preferred: ['br', 'gzip'] })
  return best === 'br' || best === 'gzip' ? best : undefined
}
