// An imported story keeps to the same contract as what an editor sends: the same schemas, checked by the same code.

import { Type } from 'typebox'
import { articleSchemas, NewArticle } from '../articles/schema.ts'
import { AppError, type FieldError } from '../errors.ts'
import { ref, sharedSchemas } from '../http/schema.ts'
import { buildValidator } from '../http/validate.ts'
import { MediaCredit, NewMediaCredit } from '../media-credits/schema.ts'
import type { Finding, StoryContent } from './story.ts'

const { caption, creditLine } = MediaCredit.properties
const { articleId: _, ...ofCredit } = NewMediaCredit.properties

const StoryContract = Type.Object({
  article: ref(NewArticle),
  media: Type.Array(Type.Object({ ...ofCredit, caption, creditLine }), { maxItems: 500 }),
})

/** Gives a function that checks a story and puts its text into NFC, or says what is wrong with it. */
export function contractCheck(): (story: StoryContent) => StoryContent | { errors: Finding[] } {
  const schemas = [...sharedSchemas, ...articleSchemas].map((schema) => [
    (schema as { $id?: string }).$id,
    schema,
  ])
  const check = buildValidator(Object.fromEntries(schemas))({ schema: StoryContract, httpPart: 'body' })
  return ({ article, media, ...source }) => {
    const outcome = check({ article, media })
    // The validator has given it the shape that the schema names.
    if ('value' in outcome) return { ...(outcome.value as StoryContent), ...source }
    if (outcome.error instanceof AppError) return { errors: outcome.error.errors.map(toFinding) }
    throw outcome.error
  }
}

const toFinding = ({ code, message }: FieldError): Finding => ({
  line: null,
  code,
  message,
  severity: 'error',
})
