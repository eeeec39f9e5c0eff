import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Link } from './links.ts'
import type { Page } from './schema.ts'

/** The address of the page that follows this request's: the same request, from the next position. */
export function nextPageUrl(url: string, next: string, link: Link): string {
  const [path = '', query = ''] = url.split('?', 2)
  const params = new URLSearchParams(query)
  params.set('cursor', next)
  return `${link(path)}?${params}`
}

/** Adds `Link: <…>; rel="next"` (RFC 8288) to a list that goes on. */
export function linkNextPage(
  call: { request: FastifyRequest; reply: FastifyReply },
  page: Page,
  link: Link,
): void {
  if (page.next !== null) addLink(call.reply, nextPageUrl(call.request.url, page.next, link), 'next')
}

/** Adds one to the links of an answer. */
export function addLink(reply: FastifyReply, url: string, rel: string): void {
  const present = reply.getHeader('link')
  reply.header('link', [...(present === undefined ? [] : [present]), `<${url}>; rel="${rel}"`].join(', '))
}
