import { Type } from 'typebox'
import { strict } from '../http/schema.ts'

export const StreamQuery = Type.Object(
  {
    since: Type.Optional(
      Type.String({
        pattern: '^(?:0|[1-9][0-9]{0,14})$',
        description:
          'A position to go on from; `Last-Event-ID` goes before it. From now on, if both are left out.',
        examples: ['1042'],
      }),
    ),
  },
  strict,
)
