import type { FastifyReply } from 'fastify'

/** Adds a field name to `Vary` (RFC 9110, section 12.5.5), once. */
export function addVary(reply: FastifyReply, field: string): void {
  const present = String(reply.getHeader('vary') ?? '')
  const names = present.split(',').map((name) => name.trim().toLowerCase())
  if (names.includes(field.toLowerCase())) return
  reply.header('vary', present === '' ? field : `${present}, ${field}`)
}
