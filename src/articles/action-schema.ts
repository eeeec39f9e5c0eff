// What the actions on articles take.

import { Type } from 'typebox'
import { Instant } from '../http/schema.ts'

const strict = { additionalProperties: false } as const

export const Nothing = Type.Object({}, { $id: 'Nothing', ...strict, description: 'No fields.' })

export const Schedule = Type.Object(
  { publishAt: Instant },
  { $id: 'Schedule', ...strict, description: 'When an article goes out.' },
)

/** Every schema above that the document names. */
export const actionSchemas = [Nothing, Schedule]
