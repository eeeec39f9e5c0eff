// The parts of an OpenAPI document that we touch, as they are once the collector is done.

export interface Reference {
  $ref?: string
}

export interface Parameter extends Reference {
  name?: string
  in?: string
  required?: boolean
  schema?: { type?: unknown }
  style?: string
  explode?: boolean
}

export type Content = Record<string, { schema?: object; example?: unknown }>

export interface DocumentedAnswer extends Reference {
  description?: string
  headers?: Record<string, unknown>
  content?: Content
}
export type Answers = Record<string, DocumentedAnswer>

export interface Operation {
  operationId: string
  parameters?: Parameter[]
  requestBody?: { content: Content }
  responses: Answers
}

export interface Schema extends Reference {
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Schema>
  oneOf?: Schema[]
  discriminator?: { propertyName: string; mapping?: Record<string, string> }
}

export interface Components {
  schemas: Record<string, Schema>
  headers?: Record<string, object>
  parameters?: Record<string, Parameter>
  responses?: Record<string, DocumentedAnswer>
}

export interface Document {
  paths: Record<string, Record<string, Operation>>
  components: Components
  webhooks?: Record<string, object>
}

export const refTo = (kind: keyof Components, name: string): Reference => ({
  $ref: `#/components/${kind}/${name}`,
})

/** A kind of error as the name of a component: `not_found` is `NotFound`. */
export const pascal = (kind: string): string =>
  kind.replace(/(?:^|_)[a-z]/g, (start) => start.replace('_', '').toUpperCase())
