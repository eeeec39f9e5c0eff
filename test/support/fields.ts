// The fields of a JSON body as its schema has them, each with a body that holds nothing but a value there.

export interface Schema {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  format?: string
  minLength?: number
  maxLength?: number
  maxItems?: number
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  /** Its items are answered for one by one, with 200 for the whole. */
  'x-item-by-item'?: true
}

export interface Field {
  /** JSON Pointer within the body. */
  pointer: string
  schema: Schema
  types: string[]
  bodyWith: (value: unknown) => unknown
}

/** Every field of the body, those within objects and lists too; references are resolved in the document. */
export function fieldsOf(document: object, body: Schema): Field[] {
  const { components } = document as { components: { schemas: Record<string, Schema> } }
  const resolve = (schema: Schema): Schema => {
    const name = schema.$ref?.split('/').at(-1)
    return name === undefined ? schema : resolve(components.schemas[name] ?? {})
  }

  const visit = (given: Schema, pointer: string, bodyWith: Field['bodyWith']): Field[] => {
    const schema = resolve(given)
    const variants = schema.anyOf ?? schema.oneOf
    if (variants !== undefined) return variants.flatMap((variant) => visit(variant, pointer, bodyWith))
    const types = [schema.type ?? []].flat()
    const kind = Object.fromEntries(
      Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
        const only = onlyValue(resolve(property))
        return only === undefined ? [] : [[name, only]]
      }),
    )
    const within = Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
      visit(property, `${pointer}/${name}`, (value) => bodyWith({ ...kind, [name]: value })),
    )
    const items =
      schema.items === undefined || schema['x-item-by-item']
        ? []
        : visit(schema.items, `${pointer}/0`, (value) => bodyWith([value]))
    return [{ pointer, schema, types, bodyWith }, ...within, ...items]
  }

  return visit(body, '', (value) => value)
}

/** The value of a field that can have no other, such as the type of a block. */
export const onlyValue = ({ const: fixed, enum: values = [] }: Schema): unknown =>
  fixed ?? (values.length === 1 ? values[0] : undefined)
