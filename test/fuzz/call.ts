// One request as the fuzzer builds and changes it, and the two ways to write it down.

import type { InjectOptions } from 'fastify'
import type { Operation } from './operations.ts'
import { publicUrl } from './settings.ts'

export interface Call {
  operation: Operation
  method: string
  /** Decoded values of the path's parameters. */
  params: Record<string, string>
  /** Encoded already: what is sent may be wrong on purpose. */
  query: [name: string, value: string][]
  /** Lower-case names. */
  headers: Record<string, string>
  /** The body as a value; `payload` is what goes out. */
  body?: unknown
  payload?: string | Buffer
}

export const encode = (text: string): string => encodeURIComponent(text)

export function urlOf({ operation, params, query }: Call): string {
  const path = operation.template.replace(/\{(\w+)\}/g, (_, name: string) => encode(params[name] ?? ''))
  const pairs = query.map(([name, value]) => `${name}=${value}`).join('&')
  return pairs === '' ? path : `${path}?${pairs}`
}

/** The call with another body, written as JSON. */
export const withBody = (call: Call, body: unknown): Call => ({
  ...call,
  body,
  payload: JSON.stringify(body),
})

export const withHeader = (call: Call, name: string, value: string | undefined): Call => {
  const { [name]: _, ...others } = call.headers
  return { ...call, headers: value === undefined ? others : { ...others, [name]: value } }
}

export const toInject = (call: Call): InjectOptions => ({
  method: call.method as NonNullable<InjectOptions['method']>,
  url: urlOf(call),
  headers: { 'user-agent': 'fuzz', ...call.headers },
  ...(call.payload !== undefined && { payload: call.payload }),
})

/** A line that sends the same by hand. */
export function toCurl(call: Call): string {
  const headers = Object.entries(call.headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`)
  const body = call.payload === undefined ? [] : [`--data-binary ${quoted(shown(call.payload))}`]
  return [`curl -X ${call.method}`, quoted(`${publicUrl}${urlOf(call)}`), ...headers, ...body].join(' ')
}

const shown = (payload: string | Buffer): string => {
  const text = Buffer.isBuffer(payload) ? payload.toString('latin1') : payload
  return text.length > 1500 ? `${text.slice(0, 1500)}… (${text.length} characters)` : text
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
