// What the collector cannot say of the document is said here, once it is complete: how lists are written in a query, and
// what is named once under `components` and referred to from everywhere.

export interface Parameter {
  $ref?: string
  name?: string
  in?: string
  required?: boolean
  schema?: { type?: unknown }
  style?: string
  explode?: boolean
}

export interface Operation {
  operationId: string
  parameters?: Parameter[]
}

export interface Schema {
  $ref?: string
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Schema>
  oneOf?: Schema[]
  discriminator?: { propertyName: string; mapping?: Record<string, string> }
}

export interface Document {
  paths: Record<string, Record<string, Operation>>
  components: Record<string, Record<string, unknown>> & { schemas: Record<string, Schema> }
}

const reference = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` })

/** Finishes the document in place, and gives it back. */
export function finishDocument(document: Document): Document {
  for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path))) {
    if (operation.parameters === undefined) continue
    operation.parameters = operation.parameters.map((parameter) => finishParameter(parameter, document))
  }
  for (const schema of Object.values(document.components.schemas)) nameChoices(schema, document)
  return document
}

/** Without a mapping, `type` would hold the names of the schemas. The validator takes none, and needs none. */
function nameChoices({ discriminator, oneOf = [] }: Schema, { components }: Document): void {
  if (discriminator === undefined) return
  const named = oneOf.flatMap(({ $ref = '' }) => {
    const of = components.schemas[$ref.split('/').at(-1) ?? '']?.properties?.[discriminator.propertyName]
    return [of?.const, ...(of?.enum ?? [])].flatMap((value) =>
      value === undefined ? [] : [[String(value), $ref]],
    )
  })
  discriminator.mapping = Object.fromEntries(named)
}

function finishParameter(parameter: Parameter, { components }: Document): Parameter {
  // A list is one parameter with commas; the default of the specification would repeat the name.
  if (parameter.in === 'query' && parameter.schema?.type === 'array')
    return { ...parameter, style: 'form', explode: false }
  const name = parameter.in === 'header' ? headerParameters[parameter.name ?? ''] : undefined
  if (name === undefined) return parameter
  // The validator lets a missing one pass, so that its answer can be 428 with advice; a client must send it.
  const shared = { ...parameter, name: name.printed, required: name.isRequired }
  components.parameters = { ...components.parameters, [name.component]: shared }
  return reference('parameters', name.component)
}

/** Request headers by the name the validator knows them by. */
const headerParameters: Record<string, { component: string; printed: string; isRequired: boolean }> = {
  'if-match': { component: 'IfMatch', printed: 'If-Match', isRequired: true },
}
