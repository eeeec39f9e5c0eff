// Every refusal of what a reader wrote, in the form's own words and with everything that is wrong with it at once.

import type { AppError } from '../errors.ts'
import { inFormWords } from './messages.ts'
import type { Renderer } from './render.ts'

/** What was sent, as far as it could be read. */
interface Sent {
  body?: unknown
}

/** A body may be blank once it is rendered, which no schema sees: it is told with what the schema has found. */
export function refusalWords(render: Renderer): (thrown: AppError, sent: Sent) => AppError {
  return (thrown, sent) => {
    const source = (sent.body as { body?: unknown } | null | undefined)?.body
    const isBlank = thrown.kind === 'unprocessable' && typeof source === 'string' && render(source).isBlank
    return inFormWords(thrown, isBlank ? [{ pointer: '/body', code: 'required' }] : [])
  }
}
