// Server-sent events (WHATWG HTML, section 9.2): an answer that goes on, as long as both sides keep it open. What a reader is
// too slow to take is not kept for it: beyond a bound the connection is cut, and the reader comes back with Last-Event-ID.

import type { OutgoingHttpHeaders } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'

export const eventStream = 'text/event-stream'

export interface ServerEvent {
  /** What the reader comes back with. */
  id: string
  event: string
  data: object
}

/** A JSON text has no line break in it, so one line of data holds it. */
export const writeEvent = ({ id, event, data }: ServerEvent): string =>
  `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`

/** Says how far the reader has come, and nothing else: an id without data is kept and makes no event. */
export const writePlace = (id: string): string => `id: ${id}\n\n`

/** A comment, which keeps proxies from closing a connection that is silent. */
const heartbeat = ':\n\n'

/** Bytes that wait for one reader at most. */
const mostBuffered = 1_048_576

/** Milliseconds until a reader comes back whose connection was lost; not all of them at once. */
const comesBackAfter = () => Math.round(1000 + Math.random() * 2000)

/** The open end of one answer. */
export interface Listener {
  /** Whether the connection is there; it never comes back. */
  isOpen(): boolean
  /** Sends; cuts the connection where too much waits for it. */
  write(text: string | Buffer): void
  /** Settles once what was written is on its way, or the connection is gone. */
  drained(): Promise<void>
  /** Ends the answer in good order. */
  end(): void
  /** Shows that the connection lives, and how far the reader has come: a reader that hears of nothing must not fall behind. */
  beat(): void
  /** How far the reader has come, from now on; nothing is said of it before. */
  placedBy(place: () => string): void
  onClose(told: () => void): void
}

/** The event that the reader had last, if it says so. */
export const lastEventIdOf = ({ headers }: FastifyRequest): string | undefined => {
  const id = headers['last-event-id']
  return typeof id === 'string' ? id : undefined
}

/** Begins the answer, past the framework, which would wait for its end. HEAD gets the head, and no listener; who is gone, neither. */
export function openEventStream(request: FastifyRequest, reply: FastifyReply): Listener | undefined {
  reply.headers({
    'cache-control': 'no-store',
    'content-type': `${eventStream}; charset=utf-8`,
    // Asks nginx, and what understands the same, to pass on what comes when it comes.
    'x-accel-buffering': 'no',
  })
  reply.hijack()
  const { raw } = reply
  // The connection ends with the answer. So it needs no chunks, each of which would be three writes instead of one.
  raw.shouldKeepAlive = false
  raw.removeHeader('transfer-encoding')
  raw.writeHead(200, reply.getHeaders() as OutgoingHttpHeaders)
  // Who went while the answer was prepared is not heard to go any more.
  if (request.method === 'HEAD' || raw.destroyed) {
    raw.end()
    return undefined
  }
  raw.write(`retry: ${comesBackAfter()}\n\n`)
  return listenerOn(raw)
}

function listenerOn(raw: FastifyReply['raw']): Listener {
  let isOpen = true
  let place: (() => string) | undefined
  raw.on('close', () => {
    isOpen = false
  })
  // A connection that is lost is told by `close`; unheard, the error would end the process.
  raw.on('error', () => undefined)
  const write = (text: string | Buffer) => {
    if (!isOpen) return
    raw.write(text)
    if (raw.writableLength <= mostBuffered) return
    isOpen = false
    raw.destroy()
  }
  return {
    isOpen: () => isOpen,
    write,
    beat: () => write(place === undefined ? heartbeat : `:\n${writePlace(place())}`),
    placedBy(given) {
      place = given
    },
    drained: () =>
      new Promise((resolve) => {
        if (!isOpen || !raw.writableNeedDrain) return resolve()
        const settle = () => {
          raw.off('drain', settle).off('close', settle)
          resolve()
        }
        raw.on('drain', settle).on('close', settle)
      }),
    end() {
      if (isOpen) raw.end()
      isOpen = false
    },
    onClose: (told) => void raw.on('close', told),
  }
}
