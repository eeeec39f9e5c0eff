// The OpenAPI document is output: it is made from the schemas that validate. It depends on nothing that is configured,
// save `servers`.

import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { finishDocument } from './document.ts'
import type { Document } from './document-parts.ts'
import { readExamples } from './examples.ts'
import type { AddRoute } from './route.ts'
import { tags } from './tags.ts'

const description = `Articles, media credits, quotes and comments as typed JSON.

Public reads need no key; writes carry \`Authorization: Bearer dl_…\`. Lists are \`{ data, page }\`, one resource comes bare,
errors are \`application/problem+json\` (RFC 9457). Instants are RFC 3339 in UTC with milliseconds. A change of an existing
resource names the version it was made from in \`If-Match\`.`

/** Collects the document from the routes that follow, and serves a reference to read it with at `/docs`. */
export async function collectOpenApi(
  app: FastifyInstance,
  options: { version: string; server: string },
): Promise<void> {
  const examples = readExamples()
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Dateline',
        version: options.version,
        description,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: options.server }],
      tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
      components: {
        securitySchemes: {
          key: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'dl_<id>_<secret>',
            description: 'An API key.',
          },
        },
      },
    },
    refResolver: {
      buildLocalReference: (schema, _base, _fragment, i) =>
        typeof schema.$id === 'string' ? schema.$id : `Schema${i}`,
    },
    // The collector's own type leaves everything optional; what it hands over is complete.
    transformObject: (collected) =>
      finishDocument(
        ('openapiObject' in collected ? collected.openapiObject : {}) as Document,
        examples,
      ) as object,
  })
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true, theme: { title: 'Dateline API' } })
}

/** The document itself, at `/openapi.json`. */
export function openApiRoute(route: AddRoute, document: () => object): void {
  route({
    method: 'GET',
    url: '/openapi.json',
    operationId: 'getOpenApi',
    tag: 'operations',
    summary: 'This document',
    access: 'public',
    cache: 'static',
    answers: {
      200: { description: 'OpenAPI 3.1.', schema: Type.Object({}, { description: 'An OpenAPI document.' }) },
    },
    errors: [],
    handle: async () => document(),
  })
}
