import { and, eq } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { changedSince, type Expected, requireVersion } from '../http/conditional.ts'
import { keptWhileRulesStand, markRuleChange } from './rule-changes-store.ts'
import {
  type CommentSettings,
  defaultSettings,
  isRealField,
  type Settings,
  type SettingsPatch,
} from './settings.ts'

export type SettingsStore = ReturnType<typeof settingsStore>

interface SettingsDeps {
  now: () => Date
  /** Whether the spam service has a key. */
  canCheckSpam: boolean
}

const name = 'comments'

/**
 * The settings, as they are stored: every process judges each comment by the newest ones. Only what
 * differs from the defaults is stored, so that a default which changes later holds where nobody decided.
 */
export function settingsStore(db: Database, { now, canCheckSpam }: SettingsDeps) {
  const { settings } = db.tables
  const stored = db.prepare('settings_comments', (read) =>
    read
      .select({ value: settings.value, version: settings.version })
      .from(settings)
      .where(eq(settings.name, name)),
  )

  async function read(): Promise<{ version: number; decided: Partial<CommentSettings> }> {
    const [row] = await stored()
    // Only what the schema of a patch lets through is stored.
    return { version: row?.version ?? 1, decided: (row?.value ?? {}) as Partial<CommentSettings> }
  }

  async function find(): Promise<Settings> {
    const { version, decided } = await read()
    return { version, comments: { ...defaultSettings, ...decided } }
  }

  const current = keptWhileRulesStand(db, async () => (await find()).comments)

  /** Stores the next version, if nobody else has. Throws `stale`. */
  const store = (value: Partial<CommentSettings>, version: number) =>
    db.write(async (tx) => {
      const next = { value, version: version + 1, updatedAt: now() }
      const [row] =
        version === 1
          ? await tx
              .insert(settings)
              .values({ name, ...next })
              .onConflictDoNothing()
              .returning()
          : await tx
              .update(settings)
              .set(next)
              .where(and(eq(settings.name, name), eq(settings.version, version)))
              .returning()
      if (row === undefined) throw changedSince()
      await markRuleChange(tx, db.tables)
    })

  return {
    find,

    /** What holds for comments now. */
    comments: (): Promise<CommentSettings> => current(),

    /** Throws `precondition_required`, `stale`, and `unprocessable` for a value that cannot work. */
    async patch(patch: SettingsPatch, expected: Expected): Promise<Settings> {
      const { version, decided } = await read()
      requireVersion(expected, version)
      const merged = Object.entries({ ...decided, ...patch.comments }).filter(([, value]) => value !== null)
      const next: Partial<CommentSettings> = Object.fromEntries(merged)
      if (next.honeypotField !== undefined && isRealField(next.honeypotField)) {
        throw unfit('/comments/honeypotField', 'People fill in a field of this name; choose another one.')
      }
      if (next.akismet === true && !canCheckSpam) {
        throw unfit('/comments/akismet', 'The spam service needs a key: set DATELINE_AKISMET_KEY.')
      }
      await store(next, version)
      return find()
    },
  }
}

const unfit = (pointer: string, message: string): AppError =>
  new AppError('unprocessable', message, { errors: [{ in: 'body', pointer, code: 'invalid', message }] })
