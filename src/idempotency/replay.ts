// Lets a client send a POST again without fear: with an Idempotency-Key, the first request is carried out, and whoever repeats
// it within 24 hours gets its answer. What was refused has changed nothing and is carried out anew.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Database } from '../db/database.ts'
import { networkOf } from '../http/address.ts'
import { claimOf, parseKey } from './claim.ts'
import type { Held, IdempotencyStore, KeptAnswer } from './store.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set while a request with an Idempotency-Key is carried out. */
    idempotent: { held: Held; end: () => void } | undefined
  }
}

interface Deps {
  db: Database
  requests: IdempotencyStore
  /** 32 bytes that all processes share. */
  secret: Buffer
}

/** Adds the hooks; they come after the checks of the request and before its answer is compressed. */
export function replayAnswers(app: FastifyInstance, { db, requests, secret }: Deps): void {
  app.decorateRequest('idempotent')

  app.addHook('preHandler', (request, reply, done) => {
    const header = request.headers['idempotency-key']
    if (request.method !== 'POST' || header === undefined || request.is404) return done()
    begin(request, String(header)).then((outcome) => {
      if ('answer' in outcome) return giveAgain(reply, outcome.answer)
      const { held } = outcome
      // The effect and the note of it are one transaction: a crash between them cannot make the request run twice.
      db.alongside(
        (tx) => requests.noteEffect(tx, held),
        (end) => {
          request.idempotent = { held, end }
          done()
        },
      )
    }, done)
  })

  app.addHook('onSend', (request, reply, payload, done) => {
    if (request.idempotent === undefined) return done(null, payload)
    const { held, end } = request.idempotent
    request.idempotent = undefined
    const answer = keptAnswer(reply, payload)
    const kept = answer === undefined ? requests.release(held) : requests.keep(held, answer)
    kept
      .catch((err: unknown) =>
        request.log.error({ err }, 'could not keep the answer to a request with an Idempotency-Key'),
      )
      .finally(() => {
        end()
        done(null, payload)
      })
  })

  const begin = async (request: FastifyRequest, header: string) => {
    const { actor, method, url, body, headers, ip } = request
    const asked = {
      token: actor.keyId === null ? undefined : headers.authorization,
      caller: actor.keyId ?? networkOf(ip, { ipv4: 32, ipv6: 64 }),
      method,
      url,
      expected: headers['if-match'] ?? '',
      body,
    }
    return requests.claim(claimOf(parseKey(header), asked, secret))
  }
}

const keptHeaders = ['content-type', 'location', 'link']

function keptAnswer(reply: FastifyReply, payload: unknown): KeptAnswer | undefined {
  if (reply.statusCode >= 400) return undefined
  const headers = keptHeaders.flatMap((name) => {
    const value = reply.getHeader(name)
    return value === undefined ? [] : [[name, String(value)]]
  })
  return {
    status: reply.statusCode,
    headers: Object.fromEntries(headers),
    body: typeof payload === 'string' ? payload : '',
  }
}

function giveAgain(reply: FastifyReply, { status, headers, body }: KeptAnswer): void {
  reply
    .code(status)
    .headers(headers)
    .send(body === '' ? undefined : body)
}
