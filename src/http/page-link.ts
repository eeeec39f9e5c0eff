import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Link } from './links.ts'
import type { Page } from './schema.ts'

/** Adds `Link: <…>; rel="next"` (RFC 8288) to a list that goes on: the same request, from the next position. */
export function linkNextPage(
  call: { request: FastifyRequest; reply: FastifyReply },
  page: Page,
  link: Link,
): void {
  if (page.next === null) return
  const [path = '', query = ''] = call.request.url.split('?', 2)
  const params = new URLSearchParams(query)
  params.set('cursor', page.next)
  call.reply.header('link', `<${link(path)}?${params}>; rel="next"`)
}
