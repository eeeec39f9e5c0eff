// Rows that are read to build upon, where the engines differ: PostgreSQL runs writers side by side, so whoever would change
// them must wait for those who have read; the writers of a SQLite file come one after the other anyway.

import type { Database } from './database.ts'

/**
 * The same select, whose rows stay as they are read to the end of the transaction. Readers of this kind do not wait for each
 * other. What has been changed meanwhile is read as it is then.
 */
export function shared<Query extends object>({ engine }: Database, select: Query): Query {
  if (engine === 'sqlite') return select
  // The select of PostgreSQL's builder, which has one method more than the surface that all other code sees.
  return (select as Query & { for(strength: 'share'): Query }).for('share')
}
