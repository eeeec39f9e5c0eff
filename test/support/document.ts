import type { FastifyInstance } from 'fastify'

/** The OpenAPI document of an application, as the parts of it that a reader names; it is JSON, and its own types do not say more. */
export const documentOf = <Parts extends object>(app: FastifyInstance): Parts =>
  app.swagger() as unknown as Parts

/** Of the first application of this process: making it takes longer than most tests, and `contract/openapi.test.ts` holds that it is the same whatever is configured. */
let first: object | undefined

/** The document that every application of this process has, but for where its server is. */
export const sharedDocument = <Parts extends object>(app: FastifyInstance): Parts => {
  first ??= documentOf(app)
  return first as Parts
}
