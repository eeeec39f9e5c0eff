// What a person may ask of what is kept about them, and what they are answered.

import { type Static, Type } from 'typebox'
import { Id, nullable, ref } from '../http/schema.ts'
import { ModeratedComment } from './moderated-schema.ts'
import { emailPattern } from './schema.ts'

const strict = { additionalProperties: false } as const

/** Comments that one request gives or erases. */
export const mostOfOne = 500

export const PrivacyRequest = Type.Object(
  {
    email: Type.Optional(
      Type.String({
        maxLength: 254,
        pattern: emailPattern,
        description: 'All comments that were left under it, as long as it is kept.',
        examples: ['ada@reader.example'],
      }),
    ),
    comment: Type.Optional(Id),
    token: Type.Optional(
      Type.String({ maxLength: 200, description: 'The `editToken` of that comment, whatever its age.' }),
    ),
  },
  {
    $id: 'PrivacyRequest',
    ...strict,
    description: 'Whose comments: of an e-mail address, or the one that a token opens.',
  },
)
export type PrivacyRequest = Static<typeof PrivacyRequest>

const ExportedComment = Type.Object(
  {
    ...ModeratedComment.properties,
    spamSubmission: nullable(
      Type.Unsafe<Record<string, string>>({
        type: 'object',
        additionalProperties: { type: 'string', description: 'As it was sent.' },
        description: 'What the spam service was asked, the whole address too, as long as it is kept.',
      }),
    ),
  },
  { $id: 'ExportedComment', ...strict, description: 'A comment with everything kept about who left it.' },
)

export const PrivacyExport = Type.Object(
  {
    data: Type.Array(ref(ExportedComment), {
      description: 'The comments with everything kept about who left them, oldest first; 500 at most.',
    }),
    more: Type.Boolean({ description: 'Whether there are more than these.' }),
  },
  { $id: 'PrivacyExport', ...strict, description: 'What is kept about a person.' },
)
export type PrivacyExport = Static<typeof PrivacyExport>

export const PrivacyErasure = Type.Object(
  {
    erased: Type.Integer({ minimum: 0, description: 'Comments that are nobody’s from now on.' }),
    more: Type.Boolean({ description: 'Whether there are more; send the request again.' }),
  },
  { $id: 'PrivacyErasure', ...strict, description: 'What was erased.' },
)
export type PrivacyErasure = Static<typeof PrivacyErasure>

export const privacySchemas = [PrivacyRequest, ExportedComment, PrivacyExport, PrivacyErasure]
