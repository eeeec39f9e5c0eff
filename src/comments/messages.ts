// What people read when a comment is refused: one catalogue, by place and code. Clients branch on the codes, which never
// change; the words are the form's own. What is not in here keeps the API's general words.

import { AppError, type FieldError } from '../errors.ts'
import { maxBodyLength, maxNameLength } from './schema.ts'

type Catalogue = Readonly<Record<string, string>>

const english: Catalogue = {
  '/body required': 'Please enter your comment!',
  '/body too_long': `Please keep your comment to ${maxBodyLength} characters.`,
  '/authorName required': 'Please enter your name here',
  '/authorName too_long': `Please keep your name to ${maxNameLength} characters.`,
  '/authorName reserved': 'Please choose another name: this one is kept for the newsroom.',
  '/authorEmail required': 'Please enter your e-mail address here',
  '/authorEmail invalid': 'Please enter a valid e-mail address, or none.',
  '/authorEmail too_long': 'Please enter a shorter e-mail address, or none.',
  '/authorUrl invalid': 'Please enter a web address that begins with https://, or none.',
  '/authorUrl too_long': 'Please enter a shorter web address, or none.',
  '/parentId parent_not_available': 'The comment you answer is not there any more.',
  duplicate: 'You have said that already.',
  comments_closed: 'This article takes no comments any more.',
  edit_window_closed: 'This comment can no longer be changed by its author.',
}

export type RefusedPlace = Pick<FieldError, 'pointer' | 'code'>

/** A field error of the comment form, in its words. */
export const fieldError = ({ pointer, code }: RefusedPlace, messages: Catalogue = english): FieldError => ({
  in: 'body',
  pointer,
  code,
  message: messages[`${pointer} ${code}`] ?? code,
})

/** The sentence for a refusal of the whole comment. */
export const sentence = (
  code: 'duplicate' | 'comments_closed' | 'edit_window_closed',
  messages: Catalogue = english,
): string => messages[code] ?? code

/** Refuses a comment for all of these places at once. */
export const refusal = (places: readonly RefusedPlace[]): AppError =>
  toAppError(places.map((at) => fieldError(at)))

/** The same refusal in the words of the form, with what else is wrong with it. */
export function inFormWords(
  error: AppError,
  more: readonly RefusedPlace[] = [],
  messages: Catalogue = english,
): AppError {
  if (error.kind !== 'unprocessable') return error
  const said = error.errors.map((each) => ({
    ...each,
    message: messages[`${each.pointer} ${each.code}`] ?? each.message,
  }))
  const missed = more.filter(({ pointer }) => !said.some((each) => each.pointer === pointer))
  return toAppError([...said, ...missed.map((at) => fieldError(at, messages))])
}

/** Field errors in the order in which the form shows its fields. */
function toAppError(errors: FieldError[]): AppError {
  const place = ({ pointer }: FieldError) => {
    const at = fieldOrder.indexOf(pointer)
    return at < 0 ? fieldOrder.length : at
  }
  const ordered = errors.toSorted((a, b) => place(a) - place(b))
  const shown = ordered.slice(0, 3).map(({ message }) => message)
  return new AppError('unprocessable', shown.join(' '), { errors: ordered })
}

const fieldOrder = ['/body', '/authorName', '/authorEmail', '/authorUrl', '/parentId']
