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
  timestamp,
} from 'drizzle-orm/pg-core'
import type { ColumnKit } from './columns.sqlite.ts'

const sortText = customType<{ data: string; driverData: string }>({ dataType: () => 'text collate "C"' })

const postgresColumns: Record<keyof ColumnKit, unknown> = {
  table: pgTable,
  index,
  primaryKey,
  id: () => sortText(),
  text: () => text(),
  sortText: () => sortText(),
  integer: () => integer(),
  bigInteger: () => bigint({ mode: 'number' }),
  real: () => doublePrecision(),
  boolean: () => boolean(),
  instant: () => timestamp({ withTimezone: true, precision: 3, mode: 'date' }),
  json: () => json(),
}

// The one cast of the schema. It holds because both kits make columns of the same JavaScript types, and because the
// methods that `schema.ts` uses (notNull, primaryKey, unique, references, index.on) have one meaning in both.
export const postgresKit = postgresColumns as ColumnKit
