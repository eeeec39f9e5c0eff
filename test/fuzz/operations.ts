// The OpenAPI document as the fuzzer reads it: a flat list of operations, each with what it takes. Whatever is in the
// document is fuzzed; nothing here names an operation.

import type { Response } from '../support/documented.ts'

/** The part of JSON Schema 2020-12 that the document speaks. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  uniqueItems?: boolean
  format?: string
  pattern?: string
  patternProperties?: Record<string, Schema>
  examples?: unknown[]
  /** Its items are answered for one by one, with 200 for the whole. */
  'x-item-by-item'?: true
}

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  schema: Schema
  explode?: boolean
}

export interface Operation {
  id: string
  /** Upper case. */
  method: string
  template: string
  parameters: Parameter[]
  /** Schemas of the body by media type; none for an operation without one. */
  bodies: Record<string, Schema>
  /** What a key must be allowed; empty where anyone is welcome. */
  scopes: string[]
  responses: Record<string, Response>
}

interface Described {
  operationId: string
  parameters?: (Parameter | { $ref: string })[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  security?: Record<string, string[]>[]
  responses: Record<string, Response>
}

export interface Document {
  paths: Record<string, Record<string, Described>>
  components: { schemas: Record<string, Schema>; parameters?: Record<string, Parameter> }
}

/** Every operation, in the order of the document. */
export const operationsOf = (document: Document): Operation[] =>
  Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      id: described.operationId,
      method: method.toUpperCase(),
      template,
      parameters: (described.parameters ?? []).map((parameter) => resolveParameter(document, parameter)),
      bodies: Object.fromEntries(
        Object.entries(described.requestBody?.content ?? {}).map(([type, { schema }]) => [type, schema]),
      ),
      scopes: described.security?.every((way) => 'key' in way) ? (described.security[0]?.key ?? []) : [],
      responses: described.responses,
    })),
  )

function resolveParameter({ components }: Document, parameter: Parameter | { $ref: string }): Parameter {
  if (!('$ref' in parameter)) return parameter
  const found = components.parameters?.[parameter.$ref.split('/').at(-1) ?? '']
  if (found === undefined) throw new Error(`The document does not hold ${parameter.$ref}.`)
  return found
}

export const parametersIn = (operation: Operation, place: Parameter['in']): Parameter[] =>
  operation.parameters.filter((parameter) => parameter.in === place)

export const hasHeader = (operation: Operation, name: string): boolean =>
  parametersIn(operation, 'header').some((parameter) => parameter.name.toLowerCase() === name)

/** The schema itself, behind any reference. */
export function resolve(document: Document, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema
  const found = document.components.schemas[schema.$ref.split('/').at(-1) ?? '']
  if (found === undefined) throw new Error(`The document does not hold ${schema.$ref}.`)
  return resolve(document, found)
}
