// What the collector cannot say of the document is said here, once it is complete: how lists are written in a query, and
// what is named once under `components` and referred to from everywhere.

import { finishAnswersOf } from './document-answers.ts'
import { showExamples } from './document-examples.ts'
import { type Components, type Document, type Parameter, refTo, type Schema } from './document-parts.ts'
import { describeEvents } from './document-webhooks.ts'
import type { Examples } from './examples.ts'

/** Finishes the document in place, and gives it back. */
export function finishDocument(document: Document, examples: Examples): Document {
  const { components } = document
  for (const [method, operation] of Object.values(document.paths).flatMap((path) => Object.entries(path))) {
    const parameters = (operation.parameters ?? []).map((parameter) => finishParameter(parameter, components))
    if ('304' in operation.responses) parameters.push(...conditions(components))
    if (parameters.length > 0) operation.parameters = parameters
    operation.responses = finishAnswersOf({ method, responses: operation.responses }, components)
  }
  for (const schema of Object.values(components.schemas)) nameChoices(schema, components)
  describeEvents(document)
  showExamples(document, examples)
  return document
}

/** Without a mapping, `type` would hold the names of the schemas. The validator takes none, and needs none. */
function nameChoices({ discriminator, oneOf = [] }: Schema, { schemas }: Components): void {
  if (discriminator === undefined) return
  const named = oneOf.flatMap(({ $ref = '' }) => {
    const of = schemas[$ref.split('/').at(-1) ?? '']?.properties?.[discriminator.propertyName]
    const values = [of?.const, ...(of?.enum ?? [])].filter((value) => value !== undefined)
    return values.map((value) => [String(value), $ref])
  })
  discriminator.mapping = Object.fromEntries(named)
}

function finishParameter(parameter: Parameter, components: Components): Parameter {
  // A list is one parameter with commas; the default of the specification would repeat the name.
  if (parameter.in === 'query' && parameter.schema?.type === 'array')
    return { ...parameter, style: 'form', explode: false }
  const name = parameter.in === 'header' ? headerParameters[parameter.name ?? ''] : undefined
  if (name === undefined) return parameter
  // The validator lets a missing one pass, so that its answer can be 428 with advice; a client must send it.
  const shared = { ...parameter, name: name.printed, required: name.isRequired }
  components.parameters = { ...components.parameters, [name.component]: shared }
  return refTo('parameters', name.component)
}

/** Request headers by the name the validator knows them by. */
const headerParameters: Record<string, { component: string; printed: string; isRequired: boolean }> = {
  'if-match': { component: 'IfMatch', printed: 'If-Match', isRequired: true },
  'comment-token': { component: 'CommentToken', printed: 'Comment-Token', isRequired: false },
  'last-event-id': { component: 'LastEventId', printed: 'Last-Event-ID', isRequired: false },
  'idempotency-key': { component: 'IdempotencyKey', printed: 'Idempotency-Key', isRequired: false },
}

/** A read that can be answered with 304 takes these. No validator reads them: whatever they hold is no mistake. */
function conditions(components: Components): Parameter[] {
  const header = { in: 'header', required: false, schema: { type: 'string' } }
  const IfNoneMatch = {
    ...header,
    name: 'If-None-Match',
    description:
      'ETags you have, comma-separated, or `*`: the answer is 304 without a body where one still holds.',
    example: 'W/"2jmj7l5rSw0yVb_vlWAYkK_YBwk"',
  }
  const IfModifiedSince = {
    ...header,
    name: 'If-Modified-Since',
    description: 'The Last-Modified you have; heeded where If-None-Match is not given.',
    example: 'Tue, 24 Nov 2026 09:00:00 GMT',
  }
  components.parameters = { ...components.parameters, IfNoneMatch, IfModifiedSince }
  return [refTo('parameters', 'IfNoneMatch'), refTo('parameters', 'IfModifiedSince')]
}
