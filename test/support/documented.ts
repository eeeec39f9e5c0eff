// Holds every answer of a test against the OpenAPI document: a status that is not documented, a body that breaks its
// schema or another media type fails the test that met it.

import { AssertionError } from 'node:assert'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { formats } from '../../src/http/formats.ts'

interface Response {
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

/** What any server says of a message and its connection, and what browsers are told. */
const carriage =
  /^(?:access-control-.*|connection|keep-alive|date|transfer-encoding|content-(?:type|length|encoding|security-policy)|x-content-type-options)$/

/** A function that throws when an answer is not what the application's own document says. */
export function documentedAnswers(app: FastifyInstance) {
  const document = app.swagger() as unknown as Document
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format.test)
  ajv.addSchema({ $id: 'document', ...document })
  const compiled = new Map<string, ValidateFunction>()

  const validatorAt = (path: string[]): ValidateFunction => {
    const pointer = path
      .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/')
    const known = compiled.get(pointer)
    if (known !== undefined) return known
    const made = ajv.compile({ $ref: `document#/${pointer}` })
    compiled.set(pointer, made)
    return made
  }

  return (request: InjectOptions, answer: LightMyRequestResponse): void => {
    const method = (request.method ?? 'GET').toLowerCase()
    const found = findOperation(document, String(request.url), method)
    if (found === undefined) return
    const { template, operation } = found
    const said = `${method.toUpperCase()} ${template} answered ${answer.statusCode}`
    const stated = operation.responses[answer.statusCode]
    const shared = stated?.$ref?.split('/').at(-1)
    const response = shared === undefined ? stated : document.components.responses[shared]
    if (response === undefined) {
      fail(`${said}, which is not documented: ${answer.body}`)
    }
    const type = String(answer.headers['content-type'] ?? '').split(';', 1)[0] ?? ''
    const content = response.content?.[type]
    checkHeaders(response, answer, { said, components: document.components })
    if (answer.body === '') return
    if (content === undefined) fail(`${said} with ${type}, which is not documented`)
    if (!type.endsWith('json')) return
    const place =
      shared === undefined
        ? ['paths', template, method, 'responses', String(answer.statusCode)]
        : ['components', 'responses', shared]
    const validate = validatorAt([...place, 'content', type, 'schema'])
    if (!validate(answer.json()))
      fail(`${said} with a body that breaks its schema: ${ajv.errorsText(validate.errors)}\n${answer.body}`)
  }
}

/** A header marked as required is there, and none goes out that is not documented. */
function checkHeaders(
  response: Response,
  answer: LightMyRequestResponse,
  { said, components }: { said: string; components: Document['components'] },
): void {
  const documented = Object.entries(response.headers ?? {})
  for (const [name, { $ref = '' }] of documented) {
    const isRequired = components.headers[$ref.split('/').at(-1) ?? '']?.required ?? false
    if (isRequired && answer.headers[name.toLowerCase()] === undefined) fail(`${said} without ${name}`)
  }
  const names = documented.map(([name]) => name.toLowerCase())
  const unknown = Object.keys(answer.headers).filter((name) => !carriage.test(name) && !names.includes(name))
  if (unknown.length > 0) fail(`${said} with ${unknown.join(', ')}, which the document does not say`)
}

function findOperation(document: Document, url: string, method: string) {
  const segments = new URL(url, 'http://localhost').pathname.split('/')
  for (const [template, methods] of Object.entries(document.paths)) {
    const parts = template.split('/')
    const isIt =
      parts.length === segments.length &&
      parts.every((part, i) => part.startsWith('{') || part === segments[i])
    const operation = methods[method]
    if (isIt && operation !== undefined) return { template, operation }
  }
  return undefined
}

function fail(message: string): never {
  throw new AssertionError({ message })
}
