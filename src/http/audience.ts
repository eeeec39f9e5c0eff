// Everyone who listens to a stream of events in this process: how many there may be, that they are still whom they said they were,
// and that they all go home when the server stops.

import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import { networkOf } from './address.ts'
import { type Listener, openEventStream } from './event-stream.ts'

/** Streams that one key, or one IPv4 address or IPv6 /64 without a key, has open at once. */
export const streamsPerCaller = 100

/** Milliseconds. */
const heartbeatEvery = 15_000
const keysAreCheckedEvery = 500

interface Deps {
  /** Listeners at once. */
  most: number
  /** `off` counts no callers. */
  rateLimit: 'on' | 'off'
  /** Throws `unauthenticated` for a key that is not in force. */
  authenticate: (token: string) => Promise<unknown>
}

interface Seat {
  listener: Listener
  token: string | undefined
}

export type Audience = ReturnType<typeof audienceOf>

export function audienceOf({ most, rateLimit, authenticate }: Deps) {
  const seats = new Set<Seat>()
  const perCaller = new Map<string, number>()
  let isClosed = false
  let timers: NodeJS.Timeout[] = []

  function admit(caller: string): void {
    if (isClosed || seats.size >= most) {
      const detail = isClosed ? 'The server is stopping.' : `At most ${most} streams are open at once.`
      throw new AppError('unavailable', detail, { headers: { 'retry-after': '5' } })
    }
    if (rateLimit === 'off' || (perCaller.get(caller) ?? 0) < streamsPerCaller) return
    throw new AppError(
      'rate_limited',
      `At most ${streamsPerCaller} streams are open at once for each key or address; close one.`,
      { headers: { 'retry-after': '60' } },
    )
  }

  function count(caller: string, by: 1 | -1): void {
    const counted = (perCaller.get(caller) ?? 0) + by
    if (counted === 0) perCaller.delete(caller)
    else perCaller.set(caller, counted)
  }

  function seat(listener: Listener, { caller, token }: { caller: string; token: string | undefined }): void {
    const taken = { listener, token }
    seats.add(taken)
    count(caller, 1)
    if (seats.size === 1) start()
    listener.onClose(() => {
      seats.delete(taken)
      count(caller, -1)
      if (seats.size === 0) stop()
    })
  }

  function start(): void {
    timers = [
      setInterval(() => {
        for (const { listener } of seats) listener.beat()
      }, heartbeatEvery),
      setInterval(() => void endRevoked(), keysAreCheckedEvery),
    ]
  }

  function stop(): void {
    for (const timer of timers) clearInterval(timer)
    timers = []
  }

  /** One look for each key, however many listen with it. What the database cannot say now it is asked again. */
  async function endRevoked(): Promise<void> {
    const tokens = new Set([...seats].flatMap(({ token }) => token ?? []))
    for (const token of tokens) {
      const isOver = await authenticate(token).then(
        () => false,
        (err: unknown) => err instanceof AppError && err.kind === 'unauthenticated',
      )
      if (isOver) for (const taken of seats) if (taken.token === token) taken.listener.end()
    }
  }

  return {
    /**
     * Begins to answer with events; undefined for HEAD, and for who is gone. Whatever else the route may refuse it has refused before.
     * Throws `unavailable` when all seats are taken or the server stops, `rate_limited` for one caller's too many.
     */
    open(request: FastifyRequest, reply: FastifyReply): Listener | undefined {
      const caller = request.actor.keyId ?? networkOf(request.ip, { ipv4: 32, ipv6: 64 })
      admit(caller)
      const listener = openEventStream(request, reply)
      if (listener === undefined) return undefined
      // The framework tells of answers that end, and most streams are left by their reader.
      listener.onClose(() => request.log.info('stream closed'))
      seat(listener, { caller, token: request.headers.authorization?.split(/ +/)[1] })
      return listener
    },

    /** Ends every stream, and opens no other. */
    close(): void {
      isClosed = true
      stop()
      for (const { listener } of seats) listener.end()
    },
  }
}
