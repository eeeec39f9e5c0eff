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

const eventOf = (type: string) => ({
  operationId: handlerOf(type),
  summary: type,
  description: `Sent after the change is committed; at least once, so take each \`id\` once. \`type\` is \`${type}\`.`,
  security: [],
  requestBody: {
    required: true,
    content: { 'application/json': { schema: refTo('schemas', 'Change') } },
  },
  responses: {
    '2XX': { description: 'Taken. The body is not read.' },
    '4XX': { description: 'Not taken; it is sent again later.' },
  },
})
