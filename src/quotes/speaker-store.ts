import type { Database } from '../db/database.ts'
import type { Cursors } from '../http/cursor.ts'
import type { Link } from '../http/links.ts'
import { speakerEdits } from './speaker-edit-store.ts'
import { speakerMerges } from './speaker-merge-store.ts'
import { speakerReads } from './speaker-read-store.ts'

export type SpeakerStore = ReturnType<typeof speakerStore>

export interface SpeakerDeps {
  now: () => Date
  cursors: Cursors
  link: Link
}

/**
 * The people who are quoted: reads, names and merges, each write in one transaction. Speakers come with the quotes that name
 * them, by `speaker-name-store.ts`.
 */
export const speakerStore = (db: Database, { now, ...deps }: SpeakerDeps) => ({
  ...speakerReads(db, deps),
  ...speakerEdits(db, now),
  ...speakerMerges(db, now),
})
