// Compiles our schemas with Ajv and turns its findings into field errors that say what would be right.
// Nothing is coerced and nothing is dropped: an unknown name or a wrong type is told, with all others, at once.

import type { ErrorObject } from 'ajv'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { AppError, type FieldError } from '../errors.ts'
import { formats } from './formats.ts'
import { itemByItem, listsApart, withoutItems } from './item-by-item.ts'
import { normalizeBody } from './normalize.ts'
import { convertQuery, escapePointer, type RawQuery } from './query.ts'

type Part = 'body' | 'querystring' | 'params' | 'headers'
type Outcome = { value: unknown } | { error: Error }

/** A body with a thousand mistakes is told of the first ones; the answer stays small. */
const maxErrors = 50

/** Fastify's validator compiler, built once for all routes over the shared schemas. */
export function buildValidator(shared: Record<string, unknown>) {
  const ajv = new Ajv2020({
    allErrors: true,
    discriminator: true,
    useDefaults: true,
    verbose: true,
    allowUnionTypes: true,
    strictRequired: false,
    // Our own schemas, which the tests hold against the meta-schema; checking them again doubled the time to start.
    validateSchema: false,
    inlineRefs: false,
  })
  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format.test)
  ajv.addVocabulary([itemByItem])
  for (const schema of Object.values(shared)) ajv.addSchema(withoutItems(schema as object))

  return (route: { schema: unknown; httpPart?: string }): ((data: unknown) => Outcome) => {
    const schema = route.schema as object
    let check: ((data: unknown) => Outcome) | undefined
    // Compiled by the first request that needs it: a server has hundreds of schemas, and half its start would go into them.
    return (data) => {
      check ??= checkOf(ajv.compile(schema), { schema, shared, part: route.httpPart as Part })
      return check(data)
    }
  }
}

function checkOf(
  check: ValidateFunction,
  { schema, shared, part }: { schema: object; shared: Record<string, unknown>; part: Part },
): (data: unknown) => Outcome {
  switch (part) {
    case 'querystring':
      return (data) => checkQuery(schema, check, data as RawQuery)
    case 'params':
      // A path that cannot name anything is answered like one that names nothing.
      return (data) => (check(data) ? { value: data } : { error: nothingHere() })
    case 'body': {
      const apart = listsApart(schema, shared)
      return (data) => checkBody(check, data, apart)
    }
    default:
      return (data) =>
        check(data) ? { value: data } : { error: refusal('invalid', toFieldErrors(check, 'header')) }
  }
}

const nothingHere = () => new AppError('not_found', 'There is nothing at this address.')

function checkQuery(schema: object, check: ValidateFunction, raw: RawQuery): Outcome {
  const { value, errors } = convertQuery(schema, raw)
  const normalized = normalizeBody(value)
  check(normalized.value)
  const found = dedupe([
    ...errors,
    ...normalized.errors.map((e) => ({ ...e, in: 'query' as const })),
    ...toFieldErrors(check, 'query'),
  ])
  return found.length === 0 ? { value: normalized.value } : { error: refusal('invalid', found) }
}

function checkBody(check: ValidateFunction, data: unknown, apart: ReadonlySet<string>): Outcome {
  const { value, errors } = normalizeBody(data, apart)
  check(value)
  const found = dedupe([...errors, ...toFieldErrors(check, 'body')])
  return found.length === 0 ? { value } : { error: refusal('unprocessable', found) }
}

/** The refusal of all that was found, in the words of the first. */
export function refusal(kind: 'invalid' | 'unprocessable', errors: FieldError[]): AppError {
  const [first] = errors
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more, see "errors")` : ''
  return new AppError(kind, `${first?.message ?? 'The request is not valid.'}${more}`, { errors })
}

/** The first finding of each place is the one to mend; an empty name is both too short and blank. */
function dedupe(errors: FieldError[]): FieldError[] {
  const seen = new Set<string>()
  const first = errors.filter((error) => !seen.has(error.pointer) && seen.add(error.pointer))
  return first.slice(0, maxErrors)
}

const toFieldErrors = (check: ValidateFunction, part: FieldError['in']): FieldError[] =>
  (check.errors ?? []).filter((error) => error.keyword !== 'if').map((error) => toFieldError(error, part))

function toFieldError(error: ErrorObject, part: FieldError['in']): FieldError {
  const { code, message, at } = explain(error)
  const pointer = at === undefined ? error.instancePath : `${error.instancePath}/${escapePointer(at)}`
  return { in: part, pointer, code, message: `${label(pointer)} ${message}` }
}

const label = (pointer: string): string => {
  const name = pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~')
  return name === '' ? 'The value' : `"${name.length > 60 ? `${name.slice(0, 60)}…` : name}"`
}

function explain({ keyword, params, parentSchema, data }: ErrorObject): {
  code: string
  message: string
  at?: string
} {
  switch (keyword) {
    case 'required':
      return { code: 'required', message: 'is required.', at: params.missingProperty }
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const known = Object.keys(parentSchema?.properties ?? {}).join(', ')
      const at = params.additionalProperty ?? params.unevaluatedProperty
      return { code: 'unknown', message: `is not a field here. Allowed: ${known}.`, at }
    }
    case 'type':
      return { code: 'invalid', message: `must be ${typeNames(params.type)}, not ${typeOf(data)}.` }
    case 'enum':
      return { code: 'invalid', message: `must be one of: ${params.allowedValues.map(String).join(', ')}.` }
    case 'const':
      return { code: 'invalid', message: `must be ${JSON.stringify(params.allowedValue)}.` }
    case 'minLength':
      return {
        code: params.limit === 1 ? 'required' : 'too_short',
        message: params.limit === 1 ? 'must not be blank.' : `must have at least ${params.limit} characters.`,
      }
    case 'maxLength':
      return { code: 'too_long', message: `must have at most ${params.limit} characters.` }
    case 'minItems':
      return { code: 'too_few', message: `must have at least ${params.limit} items.` }
    case 'maxItems':
      return { code: 'too_many', message: `must have at most ${params.limit} items.` }
    case 'uniqueItems':
      return { code: 'duplicate', message: 'must not name anything twice.' }
    case 'minimum':
    case 'maximum':
      return { code: 'out_of_range', message: `must be ${params.comparison} ${params.limit}.` }
    case 'format':
      return {
        code: params.format === 'visible' ? 'required' : 'invalid',
        message: `${formats[params.format]?.must ?? 'has the wrong form'}.`,
      }
    case 'discriminator':
      return { code: 'invalid', message: 'names no known type.', at: params.tag }
    case 'pattern': {
      const [example] = (parentSchema?.examples ?? []) as unknown[]
      return { code: 'invalid', message: `has the wrong form; ${example} would be right.` }
    }
    default:
      return { code: 'invalid', message: 'has the wrong form.' }
  }
}

const withArticle = (type: string) =>
  type === 'null' ? 'null' : /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`
const typeNames = (type: string | string[]) => [type].flat().map(withArticle).join(' or ')
const typeOf = (data: unknown) =>
  data === null ? 'null' : withArticle(Array.isArray(data) ? 'array' : typeof data)
