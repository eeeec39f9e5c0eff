// Answers that never end. A test that asks every address gets the head of one, and goes; a test about them reads them from a server
// that listens, event by event.

import { once } from 'node:events'
import { get, type IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { type DispatchFunc, inject as intoHandler } from 'light-my-request'
import { sharedDocument } from './document.ts'
import type { Owner } from './temp.ts'

interface Document {
  paths: Record<string, { get?: { responses: Record<string, { content?: object }> } }>
}

/**
 * Makes `inject` ask the server rather than the framework, which does not answer everything itself; and gives the head of an answer
 * that never ends, and closes the connection.
 */
export function injectIntoServer(app: FastifyInstance): void {
  const ask: DispatchFunc = (request, response) => app.server.emit('request', request, response)
  const inject = (options: InjectOptions) => intoHandler(ask, options)
  const isStream = streamsOf(app)
  const cut = async (options: InjectOptions): Promise<LightMyRequestResponse> => {
    if (!isStream(String(options.url))) return inject(options)
    const answer = await inject({ ...options, payloadAsStream: true })
    if (String(answer.headers['content-type']).startsWith('text/event-stream')) {
      answer.raw.res.destroy()
      return Object.assign(answer, { body: '', payload: '' })
    }
    const body = await textOf(answer.stream())
    return Object.assign(answer, { body, payload: body, json: () => JSON.parse(body) })
  }
  Object.assign(app, { inject: cut })
}

function streamsOf(app: FastifyInstance): (url: string) => boolean {
  const templates = Object.entries(sharedDocument<Document>(app).paths).flatMap(([template, { get }]) =>
    'text/event-stream' in (get?.responses[200]?.content ?? {}) ? [template] : [],
  )
  const places = templates.map((template) => template.split('/'))
  return (url) => {
    const parts = url.split('?')[0]?.split('/') ?? []
    return places.some(
      (place) =>
        place.length === parts.length && place.every((one, i) => one.startsWith('{') || one === parts[i]),
    )
  }
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}

export interface Heard {
  id: string
  event: string
  data: Record<string, unknown>
}

/** A stream that is read as it comes. */
export interface Reading {
  status: number
  headers: IncomingHttpHeaders
  /** All that has come so far. */
  text: () => string
  events: () => Heard[]
  /** Waits until so many events have come, or what came meets a condition; throws when the stream ends before. */
  until: (isEnough: number | ((text: string) => boolean)) => Promise<Heard[]>
  /** Waits for the server to end it. */
  ended: Promise<void>
  close: () => void
}

/** The address of an application that listens from now on. */
export const listen = (app: FastifyInstance): Promise<string> => app.listen({ host: '127.0.0.1', port: 0 })

/** Asks for a stream as a browser does, and reads; it is closed with its owner. */
export async function readStream(
  owner: Owner,
  url: string,
  headers: Record<string, string> = {},
): Promise<Reading> {
  const request = get(url, { headers, agent: false })
  const [answer] = (await once(request, 'response')) as [import('node:http').IncomingMessage]
  let text = ''
  let parsed = 0
  const heard: Heard[] = []
  let hasEnded = false
  answer.setEncoding('utf8')
  answer.on('data', (chunk: string) => {
    text += chunk
    const end = text.lastIndexOf('\n\n') + 2
    heard.push(...eventsIn(text.slice(parsed, Math.max(parsed, end))))
    parsed = Math.max(parsed, end)
    answer.emit('more')
  })
  // A connection that is cut is an end as well.
  answer.on('error', () => undefined)
  const ended = new Promise<void>((resolve) => {
    answer.on('close', () => {
      hasEnded = true
      answer.emit('more')
      resolve()
    })
  })
  owner.teardown(() => request.destroy())
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    text: () => text,
    events: () => heard,
    ended,
    async until(isEnough) {
      const holds = typeof isEnough === 'number' ? () => heard.length >= isEnough : () => isEnough(text)
      while (!holds()) {
        if (hasEnded) throw new Error(`The stream ended with: ${text}`)
        await once(answer, 'more')
      }
      return heard
    },
    close: () => void request.destroy(),
  }
}

/** The events of whole blocks, by the rules of the specification as far as they are used here. */
const eventsIn = (text: string): Heard[] =>
  text.split('\n\n').flatMap((block) => {
    const fields = Object.fromEntries(
      block.split('\n').map((line) => {
        const at = line.indexOf(': ')
        return [line.slice(0, at), line.slice(at + 2)]
      }),
    )
    if (fields.data === undefined) return []
    return [{ id: fields.id ?? '', event: fields.event ?? '', data: JSON.parse(fields.data) }]
  })
