// The secret of this installation, made at the first start and kept in the database, so that all its processes share it.
// It is never used itself: each purpose has a key of its own, derived by HKDF (RFC 5869).

import { hkdfSync, randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Database } from './database.ts'

const name = 'instanceSecret'

/** The 32 bytes, the same for every process however many start at once. Throws as `Database.write` does. */
export const instanceSecret = async (db: Database, now: Date): Promise<Buffer> => {
  const stored = await readSecret(db)
  if (stored) return stored
  const value = randomBytes(32).toString('base64url')
  await db.write((tx) =>
    tx.insert(db.tables.settings).values({ name, value, updatedAt: now }).onConflictDoNothing(),
  )
  const winner = await readSecret(db)
  if (!winner) throw new Error('The instance secret was not stored.')
  return winner
}

/** A 32-byte key for one purpose: `cursor`, `preview`, `formToken` … A known key tells nothing of another. */
export const deriveKey = (secret: Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `dateline/${purpose}`, 32))

const readSecret = async ({ read, tables: { settings } }: Database): Promise<Buffer | undefined> => {
  const [row] = await read.select({ value: settings.value }).from(settings).where(eq(settings.name, name))
  return typeof row?.value === 'string' ? Buffer.from(row.value, 'base64url') : undefined
}
