import type { Database } from '../db/database.ts'
import { articleCountChecks } from './article-counts-store.ts'
import { commentCountChecks } from './comment-counts-store.ts'
import type { Derived } from './derived.ts'
import { searchChecks } from './search-store.ts'

/** Every kind of derived data that is checked. */
export const derivedKinds = (db: Database, now: () => Date): Derived[] => [
  commentCountChecks(db, now),
  articleCountChecks(db, now),
  searchChecks(db, now),
]
