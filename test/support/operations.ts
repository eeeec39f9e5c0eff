// Every operation of the OpenAPI document, each with an address that names nothing: what a test says of all routes,
// it says of those added later too.

import type { FastifyInstance } from 'fastify'
import { documentOf } from './document.ts'
import type { Schema } from './fields.ts'

export interface Operation {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  template: string
  /** The template with an unknown id in each place, and a number where one is wanted. */
  url: string
  /** The scope a key needs; undefined where anyone may. */
  scope: string | undefined
  /** The schema of its JSON body, if it takes one. */
  body: Schema | undefined
  /** The names of its query parameters. */
  parameters: string[]
  /** Those of them that it does not answer without. */
  required: string[]
}

export const unknownId = '019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11'

interface Parameter {
  in?: string
  name?: string
  required?: boolean
}

interface Described {
  security?: Record<string, string[]>[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  parameters?: (Parameter & { $ref?: string })[]
}

interface Document {
  paths: Record<string, Record<string, Described>>
  components: { parameters?: Record<string, Parameter> }
}

/** All operations in the order of the document. */
export function operationsOf(app: FastifyInstance): Operation[] {
  const document = documentOf<Document>(app)
  return Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase() as Operation['method'],
      template,
      url: template.replace('{version}', '1').replaceAll(/\{\w+\}/g, unknownId),
      scope: scopeOf(operation),
      body: operation.requestBody?.content['application/json']?.schema,
      parameters: queryOf(operation, document).map(({ name = '' }) => name),
      required: queryOf(operation, document).flatMap(({ name, required }) => (required ? [name ?? ''] : [])),
    })),
  )
}

function scopeOf({ security = [] }: Described): string | undefined {
  const isOpen = security.some((way) => Object.keys(way).length === 0)
  return isOpen ? undefined : security[0]?.key?.[0]
}

const queryOf = ({ parameters = [] }: Described, { components }: Document): Parameter[] =>
  parameters
    .map((given) => components.parameters?.[given.$ref?.split('/').at(-1) ?? ''] ?? given)
    .filter((parameter) => parameter.in === 'query')
