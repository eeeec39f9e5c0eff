// An imported comment keeps to the contract of one that is posted: the same schema, checked by the same code, the same renderer, and
// the same words for what is wrong.

import { AppError, type FieldError } from '../errors.ts'
import { ref, sharedSchemas } from '../http/schema.ts'
import { buildValidator } from '../http/validate.ts'
import { findMessage } from './catalogue.ts'
import type { ImportNote, IncomingComment } from './incoming.ts'
import { sourceOf } from './new-comment.ts'
import type { Rendered, Renderer } from './render.ts'
import { commentSchemas, NewComment } from './schema.ts'

/** A text that may be stored. */
export interface CheckedText {
  input: NewComment
  rendered: Rendered
  notes: ImportNote[]
}

/** Gives the function that checks a text: its parts as they are stored, or what is wrong with it. */
export function importCheck(render: Renderer) {
  const schemas = [...sharedSchemas, ...commentSchemas].map((schema) => [
    (schema as { $id?: string }).$id,
    schema,
  ])
  const check = buildValidator(Object.fromEntries(schemas))({ schema: ref(NewComment), httpPart: 'body' })

  function checkFields(fields: object): NewComment | FieldError[] {
    const outcome = check(fields)
    // The validator has given it the shape that the schema names.
    if ('value' in outcome) return outcome.value as NewComment
    if (outcome.error instanceof AppError) return outcome.error.errors
    throw outcome.error
  }

  return (comment: IncomingComment, maxLength: number): CheckedText | { errors: ImportNote[] } => {
    const { line, body, authorName, authorEmail, authorUrl } = comment
    const toNote = (error: Pick<FieldError, 'pointer' | 'code'> & { message?: string }): ImportNote => ({
      line,
      code: error.code,
      message: findMessage(error, 'en') ?? error.message ?? error.code,
    })
    const fields = { body, authorName, authorEmail, authorUrl }
    let input = checkFields(fields)
    let notes: ImportNote[] = []
    if (Array.isArray(input) && input.every(({ pointer }) => pointer in optional)) {
      // Without its address a comment still says what it says.
      notes = input.map(({ pointer }) => leftOut(line, pointer))
      const without = Object.fromEntries(input.map(({ pointer }) => [pointer.slice(1), null]))
      input = checkFields({ ...fields, ...without })
    }
    if (Array.isArray(input)) return { errors: input.map(toNote) }
    const source = sourceOf(input)
    const rendered = render(source)
    if (rendered.isBlank) return { errors: [toNote({ pointer: '/body', code: 'required' })] }
    if ([...source].length > maxLength) return { errors: [toNote({ pointer: '/body', code: 'too_long' })] }
    return { input, rendered, notes }
  }
}

const optional: Record<string, string> = { '/authorEmail': 'e-mail address', '/authorUrl': 'web address' }

const leftOut = (line: number | null, pointer: string): ImportNote => ({
  line,
  code: `${pointer.slice(1) === 'authorEmail' ? 'author_email' : 'author_url'}_left_out`,
  message: `The author's ${optional[pointer]} is none, and was left out.`,
})
