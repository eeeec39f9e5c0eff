// The column kit of PostgreSQL, key for key the kit of SQLite. Sorted text carries `collate "C"`: whatever the
// locale of the database, it sorts and compares by code point, as SQLite does. `json` and not `jsonb`,
// because jsonb reorders keys.

import {
  bigint,
  boolean,
  customType,
  doublePrecision,
  index,
  integer,
  json,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { ColumnKit } from './columns.sqlite.ts'

const sortText = customType<{ data: string; driverData: string }>({ dataType: () => 'text collate "C"' })

/** As ISO 8601, which sessions speak with the offset `+00`: read any other way, the year 99 is 1999 to JavaScript. */
const instant = customType<{ data: Date; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  toDriver: (date) => date.toISOString(),
  fromDriver: (text) => new Date(text.replace(' ', 'T').replace(/\+00$/, 'Z')),
})

const postgresColumns: Record<keyof ColumnKit, unknown> = {
  table: pgTable,
  index,
  uniqueIndex,
  primaryKey,
  id: () => sortText(),
  text: () => text(),
  sortText: () => sortText(),
  integer: () => integer(),
  bigInteger: () => bigint({ mode: 'number' }),
  real: () => doublePrecision(),
  boolean: () => boolean(),
  instant: () => instant(),
  json: () => json(),
}

// The one cast of the schema. It holds because both kits make columns of the same JavaScript types, and because the
// methods that `schema.ts` uses (notNull, primaryKey, unique, references, index.on) have one meaning in both.
export const postgresKit = postgresColumns as ColumnKit
