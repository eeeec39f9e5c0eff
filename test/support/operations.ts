// Every operation of the OpenAPI document, each with an address that names nothing: what a test says of all routes,
// it says of those added later too.

import type { FastifyInstance } from 'fastify'
import { documentOf } from './document.ts'
import type { Schema } from './fields.ts'

export interface Operation {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  template: string
  /** The template with an unknown id in each place. */
  url: string
  /** The scope a key needs; undefined where anyone may. */
  scope: string | undefined
  /** The schema of its JSON body, if it takes one. */
  body: Schema | undefined
  /** The names of its query parameters. */
  parameters: string[]
}

export const unknownId = '019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11'

interface Described {
  security?: Record<string, string[]>[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  parameters?: { $ref?: string; in?: string; name?: string }[]
}

interface Document {
  paths: Record<string, Record<string, Described>>
  components: { parameters?: Record<string, { in?: string; name?: string }> }
}

/** All operations in the order of the document. */
export function operationsOf(app: FastifyInstance): Operation[] {
  const document = documentOf<Document>(app)
  return Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase() as Operation['method'],
      template,
      url: template.replaceAll(/\{\w+\}/g, unknownId),
      scope: scopeOf(operation),
      body: operation.requestBody?.content['application/json']?.schema,
      parameters: queryOf(operation, document),
    })),
  )
}

function scopeOf({ security = [] }: Described): string | undefined {
  const isOpen = security.some((way) => Object.keys(way).length === 0)
  return isOpen ? undefined : security[0]?.key?.[0]
}

const queryOf = ({ parameters = [] }: Described, { components }: Document): string[] =>
  parameters
    .map((given) => components.parameters?.[given.$ref?.split('/').at(-1) ?? ''] ?? given)
    .flatMap((parameter) => (parameter.in === 'query' ? [parameter.name ?? ''] : []))
