// Refusals of what a reader wrote, in the words of the form and in the reader's language. What the form has no words for keeps
// the API's general ones.

import { AppError, type FieldError } from '../errors.ts'
import { findMessage, type Language, type MessageKey, messagesIn } from './catalogue.ts'

export type RefusedPlace = Pick<FieldError, 'pointer' | 'code'>

/** A field error of the comment form, in its words. */
const fieldError = ({ pointer, code }: RefusedPlace, language: Language): FieldError => ({
  in: 'body',
  pointer,
  code,
  message: findMessage({ pointer, code }, language) ?? code,
})

/** The sentence for a refusal of the whole comment. */
export const sentence = (
  code: Extract<MessageKey, 'duplicate' | 'comments_closed' | 'edit_window_closed'>,
): string => messagesIn('en')[code]

/** Refuses a comment for all of these places at once. */
export const refusal = (places: readonly RefusedPlace[]): AppError =>
  toAppError(places.map((at) => fieldError(at, 'en')))

/** The same refusal in the words of the form, with what else is wrong with it; the answer says in which language it is. */
export function inFormWords(
  error: AppError,
  { more, language }: { more: readonly RefusedPlace[]; language: Language },
): AppError {
  const headers = { ...error.headers, 'content-language': language, vary: 'Accept, Accept-Language' }
  if (error.kind !== 'unprocessable') {
    const said = findMessage({ code: error.code }, language)
    if (said === undefined) return error
    return new AppError(error.kind, said, { code: error.code, errors: error.errors, headers, cause: error })
  }
  if (error.errors.length === 0) return error
  const said = error.errors.map((each) => ({ ...each, message: findMessage(each, language) ?? each.message }))
  const missed = more.filter(({ pointer }) => !said.some((each) => each.pointer === pointer))
  return toAppError([...said, ...missed.map((at) => fieldError(at, language))], headers)
}

/** Field errors in the order in which the form shows its fields. */
function toAppError(errors: FieldError[], headers: Record<string, string> = {}): AppError {
  const place = ({ pointer }: FieldError) => {
    const at = fieldOrder.indexOf(pointer)
    return at < 0 ? fieldOrder.length : at
  }
  const ordered = errors.toSorted((a, b) => place(a) - place(b))
  const shown = ordered.slice(0, 3).map(({ message }) => message)
  return new AppError('unprocessable', shown.join(' '), { errors: ordered, headers })
}

const fieldOrder = ['/body', '/authorName', '/authorEmail', '/authorUrl', '/parentId']
