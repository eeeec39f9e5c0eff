// What holds between two requests, or at an address whatever its operations say.

import type { LightMyRequestResponse } from 'fastify'
import { type Call, toInject, urlOf, withHeader } from './call.ts'
import type { Document } from './operations.ts'
import type { Site } from './site.ts'
import { type Draw, pick } from './valid.ts'
import { type Fault, methodsOf } from './verdict.ts'

/** What HEAD has to say as GET does. */
const compared = ['etag', 'content-type', 'cache-control', 'content-length', 'link', 'vary', 'last-modified']

/** HEAD answers as GET, without a body. A key's use is noted a moment later, so a first difference is looked at again. */
export async function probeHead(site: Site, call: Call): Promise<Fault | undefined> {
  const compare = async () => {
    const get = await site.inject(toInject(call))
    const head = await site.inject(toInject({ ...call, method: 'HEAD' }))
    if (head.body !== '') return 'HEAD has a body'
    if (head.statusCode !== get.statusCode) return `HEAD ${head.statusCode}, GET ${get.statusCode}`
    const name = compared.find((header) => head.headers[header] !== get.headers[header])
    return name && `${name}: HEAD ${head.headers[name]}, GET ${get.headers[name]}`
  }
  const difference = (await compare()) && (await compare())
  return difference ? { kind: 'HEAD differs from GET', message: difference } : undefined
}

/** A reader who has an answer is told so. */
export async function probeRevalidation(
  site: Site,
  { draw, call }: { draw: Draw; call: Call },
  first: LightMyRequestResponse,
) {
  const tag = String(first.headers.etag)
  const list = pick(draw, ['*', tag, `"x", ${tag}`, tag.replace('W/', '')]) ?? '*'
  const again = await site.inject(toInject(withHeader(call, 'if-none-match', list)))
  if (again.statusCode === 304 && again.body === '' && again.headers.etag !== undefined) return undefined
  // Something may have been noted in between: then the tag is another one.
  if (again.statusCode === 200 && list !== '*' && again.headers.etag !== tag) return undefined
  const fault: Fault = { kind: 'not revalidated', message: `If-None-Match: ${list} got ${again.statusCode}` }
  return fault
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'OPTIONS']

/** An address says which methods it has, when asked and when it is given another. */
export async function probeMethods(
  site: Site,
  { document, draw, call }: { document: Document; draw: Draw; call: Call },
) {
  const allowed = methodsOf(document, call.operation.template)
  const method = pick(draw, methods) ?? 'TRACE'
  if (allowed.includes(method) && method !== 'OPTIONS') return undefined
  const { payload: _, ...bare } = call
  const answer = await site.inject(toInject({ ...bare, method, query: [], headers: {} }))
  const status = method === 'OPTIONS' ? 204 : 405
  const allow = String(answer.headers.allow).split(', ').sort()
  if (answer.statusCode === status && allow.join() === allowed.join()) return undefined
  const message = `${method} ${urlOf(call)} got ${answer.statusCode}, Allow: ${answer.headers.allow}; it has ${allowed}`
  const fault: Fault = { kind: 'wrong method answer', message }
  return fault
}
