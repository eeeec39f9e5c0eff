// Holds answers against the OpenAPI document: a status that is not documented, a body that breaks its schema, another
// media type or header, a header that is missing. Every test that sends a request fails on one; the fuzzer collects them.

import { AssertionError } from 'node:assert'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { formats } from '../../src/http/formats.ts'
import { sharedDocument } from './document.ts'

export interface Response {
  $ref?: string
  headers?: Record<string, { $ref?: string }>
  content?: Record<string, { schema: object }>
}
interface Operation {
  responses: Record<string, Response>
}
interface Document {
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, object>
    headers: Record<string, { required: boolean }>
    responses: Record<string, Response>
  }
}

/** What an answer does that the document does not say. */
export interface Breach {
  kind:
    | 'undocumented status'
    | 'undocumented content type'
    | 'undocumented header'
    | 'missing header'
    | 'body breaks its schema'
  message: string
}

/** What any server says of a message and its connection, and what browsers are told. */
const carriage =
  /^(?:access-control-.*|connection|keep-alive|date|transfer-encoding|content-(?:type|length|encoding|security-policy)|x-content-type-options)$/

/** A function that throws when an answer is not what the application's own document says. */
export function documentedAnswers(app: FastifyInstance) {
  const document = sharedDocument<Document>(app)
  const { findBreach } = sharedContract(document)
  return (request: InjectOptions, answer: LightMyRequestResponse): void => {
    const method = (request.method ?? 'GET').toLowerCase()
    const template = findTemplate(document, String(request.url), method)
    const breach = template === undefined ? undefined : findBreach({ template, method }, answer)
    if (breach !== undefined) throw new AssertionError({ message: breach.message })
  }
}

/** Each document is compiled once, for all applications that have it. */
const contracts = new WeakMap<object, ReturnType<typeof contractOf>>()

function sharedContract(document: object) {
  const contract = contracts.get(document) ?? contractOf(document)
  contracts.set(document, contract)
  return contract
}

/** An OpenAPI document as something that answers and values can be held against; each schema is compiled once. */
export function contractOf(openApi: object) {
  const document = openApi as Document
  const { components } = document
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format.test)
  ajv.addSchema({ $id: 'document', ...document })
  const compiled = new Map<string, ValidateFunction>()

  /** The validator of the schema at a place of the document. */
  const validatorAt = (path: readonly string[]): ValidateFunction => {
    const pointer = path
      .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/')
    const known = compiled.get(pointer)
    if (known !== undefined) return known
    const made = ajv.compile({ $ref: `document#/${pointer}` })
    compiled.set(pointer, made)
    return made
  }

  /** What an answer to one operation does that the document does not say; undefined for a good one. */
  function findBreach(
    { template, method }: { template: string; method: string },
    answer: LightMyRequestResponse,
  ): Breach | undefined {
    const status = String(answer.statusCode)
    const said = `${method.toUpperCase()} ${template} answered ${status}`
    const stated = document.paths[template]?.[method]?.responses[status]
    const shared = stated?.$ref?.split('/').at(-1)
    const response = shared === undefined ? stated : components.responses[shared]
    if (response === undefined)
      return { kind: 'undocumented status', message: `${said}, which is not documented: ${answer.body}` }
    const header = wrongHeader(response, answer)
    if (header !== undefined) return { ...header, message: `${said} ${header.message}` }
    if (answer.body === '') return undefined
    const type = String(answer.headers['content-type'] ?? '').split(';', 1)[0] ?? ''
    if (response.content?.[type] === undefined)
      return { kind: 'undocumented content type', message: `${said} with ${type}, which is not documented` }
    if (!type.endsWith('json')) return undefined
    const place =
      shared === undefined
        ? ['paths', template, method, 'responses', status]
        : ['components', 'responses', shared]
    const validate = validatorAt([...place, 'content', type, 'schema'])
    if (validate(answer.json())) return undefined
    const message = `${said} with a body that breaks its schema: ${ajv.errorsText(validate.errors)}\n${answer.body}`
    return { kind: 'body breaks its schema', message }
  }

  /** A header marked as required is there, and none goes out that is not documented. */
  function wrongHeader(response: Response, answer: LightMyRequestResponse): Breach | undefined {
    const documented = Object.entries(response.headers ?? {})
    const missing = documented.find(
      ([name, { $ref = '' }]) =>
        components.headers[$ref.split('/').at(-1) ?? '']?.required &&
        answer.headers[name.toLowerCase()] === undefined,
    )
    if (missing !== undefined) return { kind: 'missing header', message: `without ${missing[0]}` }
    const names = documented.map(([name]) => name.toLowerCase())
    const unknown = Object.keys(answer.headers).filter(
      (name) => !carriage.test(name) && !names.includes(name),
    )
    if (unknown.length === 0) return undefined
    const message = `with ${unknown.join(', ')}, which the document does not say`
    return { kind: 'undocumented header', message }
  }

  return { validatorAt, findBreach }
}

function findTemplate({ paths }: Document, url: string, method: string): string | undefined {
  const segments = new URL(url, 'http://localhost').pathname.split('/')
  const fitting = Object.keys(paths).filter((template) => {
    const parts = template.split('/')
    return (
      paths[template]?.[method] !== undefined &&
      parts.length === segments.length &&
      parts.every((part, i) => part.startsWith('{') || part === segments[i])
    )
  })
  // A concrete path goes before one with parameters (OpenAPI 3.1, section 4.8.8.2).
  return fitting.find((template) => !template.includes('{')) ?? fitting[0]
}
