// The events that a receiver will be sent, as `webhooks` of the document: one for each type of change that the schema of the change
// feed lists, so that a new type is documented by being there.

import { type Document, refTo } from './document-parts.ts'

/** Adds the section; nothing where the document has no changes. */
export function describeEvents(document: Document): void {
  const types = document.components.schemas.Change?.properties?.type?.enum ?? []
  const events = types.map(String).map((type) => [type, { post: eventOf(type) }] as const)
  if (events.length > 0) document.webhooks = Object.fromEntries(events)
}

/** `article.published` is `onArticlePublished`. */
const handlerOf = (type: string): string =>
  `on${type
    .split('.')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')}`

const header = (name: string, description: string, example: string | number) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: typeof example === 'number' ? 'integer' : 'string' },
  example,
})

/** Of Standard Webhooks. */
const headers = [
  header(
    'webhook-id',
    'The event; the same however often it is sent.',
    '019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11',
  ),
  header('webhook-timestamp', 'When this try was made, in seconds since 1970.', 1_764_000_000),
  header(
    'webhook-signature',
    '`v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64; several, parted by a space, while a secret is replaced.',
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  ),
]

const eventOf = (type: string) => ({
  operationId: handlerOf(type),
  summary: type,
  description: `Sent after the change is committed; at least once, so take each \`webhook-id\` once. Verify \`webhook-signature\` (Standard Webhooks). \`type\` is \`${type}\`.`,
  security: [],
  parameters: headers,
  requestBody: {
    required: true,
    content: { 'application/json': { schema: refTo('schemas', 'WebhookEvent') } },
  },
  responses: {
    '2XX': { description: 'Taken. The body is not read.' },
    '4XX': { description: 'Not taken; it is sent again later.' },
  },
})
