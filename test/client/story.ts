// The story that the generated client tells: one step for each operation, in an order in which each finds what it needs.

import { AssertionError } from 'node:assert'
import createClient, { type Client, type Middleware } from 'openapi-fetch'
import type { components, operations, paths } from './generated/schema.ts'

/** The generated type lists what a receiver of events does as well. */
export type OperationId = Exclude<keyof operations, `on${Capitalize<string>}`>
export type Schemas = components['schemas']

/** An article has other forms as well; what the client reads is JSON. */
type Json = 'application/json' | 'application/problem+json'
type Api = Client<paths, Json>

/** What earlier steps made and later ones go on with. */
export interface Kept {
  article: Pick<Schemas['Article'], 'id' | 'slug' | 'version'>
  credit: Pick<Schemas['MediaCredit'], 'id'>
  quote: Pick<Schemas['Quote'], 'id'>
  speaker: Pick<Schemas['Speaker'], 'id'>
  comment: Pick<Schemas['PostedComment'], 'id' | 'editToken'>
  rule: Pick<Schemas['ModerationRule'], 'id'>
  ban: Pick<Schemas['Ban'], 'id'>
  reservedName: Pick<Schemas['ReservedName'], 'id'>
  report: Pick<Schemas['ImportReport'], 'id'>
  key: Pick<Schemas['ApiKey'], 'id' | 'version'>
  delivery: Pick<Schemas['WebhookDelivery'], 'id'>
  webhook: Pick<Schemas['Webhook'], 'id' | 'version'>
}

export interface Story {
  /** Whoever comes by. */
  reader: Api
  /** A key with every scope. */
  editor: Api
  kept: Partial<Kept>
}

/** Makes its call and says by assertions what must come of it. */
export type Step = (story: Story) => Promise<void>
export type Steps = Partial<Record<OperationId, Step>>

export function startStory(server: { url: string; key: string; watch: Middleware }): Story {
  const clientOf = (headers: Record<string, string>) => {
    // Lists are comma-separated, as the document says; this client does not read that from it.
    const querySerializer = { array: { style: 'form', explode: false } } as const
    const client = createClient<paths, Json>({ baseUrl: server.url, headers, querySerializer })
    client.use(server.watch)
    return client
  }
  return { reader: clientOf({}), editor: clientOf({ authorization: `Bearer ${server.key}` }), kept: {} }
}

/** What a call was answered with. Throws where it was refused. */
export function given<A extends { data?: unknown; error?: unknown; response: Response }>(
  answer: A,
): NonNullable<A['data']> {
  if (answer.data === undefined || answer.data === null) {
    const message = `${answer.response.url} answered ${answer.response.status}: ${JSON.stringify(answer.error)}`
    throw new AssertionError({ message })
  }
  return answer.data
}

/** What a stream of events says to its first event, and then the reader goes. */
export async function beginningOf({ body }: Response): Promise<string> {
  let text = ''
  if (body === null) return text
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    text += chunk
    if (/^data: .*\n\n/m.test(text)) break
  }
  return text
}

/** What an earlier step has left. Throws where it left nothing. */
export function had<K extends keyof Kept>(kept: Partial<Kept>, name: K): Kept[K] {
  const value = kept[name]
  if (value === undefined) throw new AssertionError({ message: `No earlier step has kept a ${name}.` })
  return value
}
