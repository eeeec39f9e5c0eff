import type { FastifyInstance } from 'fastify'

/** The OpenAPI document of an application, as the parts of it that a reader names; it is JSON, and its own types do not say more. */
export const documentOf = <Parts extends object>(app: FastifyInstance): Parts =>
  app.swagger() as unknown as Parts
