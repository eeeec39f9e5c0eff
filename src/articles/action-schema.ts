// What the actions on articles take.

import { type Static, Type } from 'typebox'
import { Instant, strict, VisibleText } from '../http/schema.ts'
import { Correction } from './schema.ts'

export const Nothing = Type.Object({}, { $id: 'Nothing', ...strict, description: 'No fields.' })

export const Schedule = Type.Object(
  { publishAt: Instant },
  { $id: 'Schedule', ...strict, description: 'When an article goes out.' },
)

export const Withdrawal = Type.Object(
  { reason: VisibleText(2000, 'For readers: they get it in place of the article.') },
  { $id: 'Withdrawal', ...strict, description: 'Why an article is withdrawn.' },
)

export const NewCorrection = Type.Object(
  {
    kind: Correction.properties.kind,
    text: VisibleText(5000, 'What was wrong and what is right, for readers.'),
  },
  { $id: 'NewCorrection', ...strict, description: 'A correction to be shown on an article.' },
)
export type NewCorrection = Static<typeof NewCorrection>

/** Every schema above that the document names. */
export const actionSchemas = [Nothing, Schedule, Withdrawal, NewCorrection]
