// Every refusal of what a reader wrote, in the form's own words and with everything that is wrong with it at once.

import type { AppError } from '../errors.ts'
import { preferredLanguage } from '../http/accept.ts'
import { type Language, languages } from './catalogue.ts'
import { inFormWords } from './messages.ts'
import type { Renderer } from './render.ts'

/** What was sent, as far as it could be read. */
interface Sent {
  body?: unknown
  headers: { 'accept-language'?: string | undefined }
}

/** A body may be blank once it is rendered, which no schema sees: it is told with what the schema has found. */
export function refusalWords(render: Renderer): (thrown: AppError, sent: Sent) => AppError {
  return (thrown, sent) => {
    const source = (sent.body as { body?: unknown } | null | undefined)?.body
    // A body that was refused for itself has been told so, and may be of any length: it is not rendered.
    const isUntold =
      thrown.kind === 'unprocessable' && !thrown.errors.some(({ pointer }) => pointer === '/body')
    const isBlank = isUntold && typeof source === 'string' && render(source).isBlank
    const more = isBlank ? [{ pointer: '/body', code: 'required' }] : []
    return inFormWords(thrown, { more, language: languageOf(sent) })
  }
}

/** The language of the form that its reader prefers; English for a reader of none of them. */
export const languageOf = ({ headers }: Pick<Sent, 'headers'>): Language =>
  preferredLanguage(headers['accept-language'], languages) ?? 'en'
