// The wire contract of preview links.

import { type Static, Type } from 'typebox'
import { Instant, strict } from '../http/schema.ts'

export const NewPreviewLink = Type.Object(
  {
    expiresIn: Type.Optional(
      Type.Integer({
        minimum: 60,
        maximum: 2_592_000,
        description: 'Seconds for which it opens, 60 to 2592000 (30 days); a day unless said.',
      }),
    ),
  },
  { $id: 'NewPreviewLink', ...strict, description: 'How long a preview is to be open.' },
)

export const PreviewLink = Type.Object(
  {
    token: Type.String({
      description: 'Opens the preview to whoever has it.',
      examples: ['dp_bm90LWEtcmVhbC1vbmU'],
    }),
    url: Type.String({ format: 'uri', description: 'The preview itself: `/v1/previews/` and the token.' }),
    expiresAt: Instant,
  },
  {
    $id: 'PreviewLink',
    ...strict,
    description: 'Leads to one article as it is, whatever its status, for a time.',
  },
)
export type PreviewLink = Static<typeof PreviewLink>

export const PreviewParams = Type.Object({
  token: Type.String({ minLength: 1, maxLength: 200, description: 'From a preview link.' }),
})

/** Every schema above that the document names. */
export const previewSchemas = [NewPreviewLink, PreviewLink]
