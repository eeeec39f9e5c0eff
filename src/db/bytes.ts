import { type Column, type SQL, sql } from 'drizzle-orm'
import type { Database } from './database.ts'

/** The bytes of a text column, in UTF-8: what is only sent on need not become a string in between. */
export const bytesOf = ({ engine }: Pick<Database, 'engine'>, column: Column): SQL<Buffer> =>
  engine === 'postgres' ? sql`convert_to(${column}, 'UTF8')` : sql`cast(${column} as blob)`
