import { and, asc, desc, eq, gt, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Actor, Scope } from '../http/actor.ts'
import { changedSince, type Expected, requireVersion } from '../http/conditional.ts'
import type { Cursors } from '../http/cursor.ts'
import type { Page } from '../http/schema.ts'
import { newId } from '../ids.ts'
import { applyEntitlements, entitlementsFor } from './entitlements.ts'
import type { ApiKey, EntitlementsPatch, IssuedKey, KeyPatch } from './schema.ts'
import { hashSecret, newSecret, parseToken, provesSecret, writeToken } from './token.ts'

export type KeyStore = ReturnType<typeof keyStore>

/** How stale `lastUsedAt` may be: a write for each request would cost more than the request. */
const lastUsedGrain = 60_000

/** API keys: made, found by their token, revoked. */
export function keyStore(db: Database, now: () => Date) {
  const { apiKeys } = db.tables
  type Row = typeof apiKeys.$inferSelect

  const findById = db.prepare('auth_key', (read) =>
    read
      .select()
      .from(apiKeys)
      .where(eq(apiKeys.id, sql.placeholder('id')))
      .limit(1),
  )

  /** The row of that id or the one before it: an unknown id costs as much work as a known one, and tells nothing by its time. */
  const findNearest = db.prepare('auth_nearest', (read) =>
    read
      .select()
      .from(apiKeys)
      .where(lte(apiKeys.id, sql.placeholder('id')))
      .orderBy(desc(apiKeys.id))
      .limit(1),
  )

  async function change(
    id: string,
    expected: Expected,
    changed: (before: Row) => Partial<Row>,
  ): Promise<Row> {
    return db.write(async (tx) => {
      const [row] = await tx
        .select()
        .from(apiKeys)
        .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
      if (row === undefined) throw noSuchKey()
      requireVersion(expected, row.version)
      const [after] = await tx
        .update(apiKeys)
        .set({ ...changed(row), version: row.version + 1 })
        .where(and(eq(apiKeys.id, id), eq(apiKeys.version, row.version)))
        .returning()
      if (after === undefined) throw changedSince()
      return after
    })
  }

  return {
    /** Makes a key; the answer alone carries it. Throws `unprocessable` for entitlements that would limit nothing. */
    async create(input: {
      name: string
      scopes: readonly Scope[]
      entitlements?: EntitlementsPatch | undefined
      expiresAt?: Date | undefined
    }): Promise<IssuedKey> {
      const secret = newSecret()
      const entitlements = entitlementsFor(input.scopes, input.entitlements)
      const row: Row = {
        id: newId(),
        name: input.name,
        secretHash: hashSecret(secret),
        scopes: [...new Set(input.scopes)],
        entitlements,
        delaySeconds: entitlements?.delaySeconds ?? 0,
        createdAt: now(),
        expiresAt: input.expiresAt ?? null,
        revokedAt: null,
        lastUsedAt: null,
        version: 1,
      }
      await db.write((tx) => tx.insert(apiKeys).values(row))
      return { ...toApiKey(row), key: writeToken(row.id, secret) }
    },

    /** All keys, oldest first, revoked ones too. */
    async list(): Promise<ApiKey[]> {
      const rows = await db.read.select().from(apiKeys).orderBy(asc(apiKeys.createdAt), asc(apiKeys.id))
      return rows.map(toApiKey)
    },

    /** A page of keys, oldest first, revoked ones too. Throws `invalid` for a foreign cursor. */
    async listPage(
      query: { limit?: number; cursor?: string; count?: 'exact' },
      cursors: Cursors,
    ): Promise<{ data: ApiKey[]; page: Page }> {
      const { limit = 20, cursor } = query
      const [after] = cursor === undefined ? [] : cursors.read('keys', cursor)
      const rows = await db.read
        .select()
        .from(apiKeys)
        .where(after === undefined ? undefined : gt(apiKeys.id, String(after)))
        .orderBy(asc(apiKeys.id))
        .limit(limit + 1)
      const shown = rows.slice(0, limit)
      const last = rows.length > limit ? shown.at(-1) : undefined
      const next = last === undefined ? null : cursors.write('keys', [last.id])
      const total = query.count === 'exact' ? { total: await db.read.$count(apiKeys) } : {}
      return { data: shown.map(toApiKey), page: { limit, next, ...total } }
    },

    /** One key. Throws `not_found`. */
    async find(id: string): Promise<ApiKey> {
      const [row] = await findById({ id })
      if (row === undefined) throw noSuchKey()
      return toApiKey(row)
    },

    /**
     * Names a key anew, or changes what it is entitled to; in force everywhere with the next request. `judge` may refuse what
     * it would be entitled to. Throws `not_found` for a revoked one too, `precondition_required`, `stale`, `unprocessable`.
     */
    async patch(
      id: string,
      { patch, expected, judge }: { patch: KeyPatch; expected: Expected; judge: (after: ApiKey) => void },
    ): Promise<ApiKey> {
      const row = await change(id, expected, (before) => {
        const scopes = before.scopes as Scope[]
        const entitlements =
          patch.entitlements === undefined
            ? before.entitlements
            : entitlementsFor(scopes, applyEntitlements(before.entitlements, patch.entitlements))
        const set = {
          name: patch.name ?? before.name,
          entitlements,
          delaySeconds: entitlements?.delaySeconds ?? 0,
        }
        judge(toApiKey({ ...before, ...set }))
        return set
      })
      return toApiKey(row)
    },

    /**
     * Gives a key a new secret; the old one ends at once, everywhere.
     * Throws `not_found` for a revoked one too, `precondition_required`, `stale`.
     */
    async rotate(id: string, expected: Expected): Promise<IssuedKey> {
      const secret = newSecret()
      const row = await change(id, expected, () => ({ secretHash: hashSecret(secret) }))
      return { ...toApiKey(row), key: writeToken(id, secret) }
    },

    /** Ends a key at once, everywhere. Throws `not_found` for a revoked one too, `precondition_required`, `stale`. */
    async revoke(id: string, expected: Expected): Promise<void> {
      await change(id, expected, () => ({ revokedAt: now() }))
    },

    /** The actor a token stands for. Throws `unauthenticated` for any token that does not prove a living key. */
    async authenticate(token: string): Promise<Actor> {
      const parts = parseToken(token)
      if (parts === undefined) throw unauthenticated()
      const [row] = await findNearest({ id: parts.id })
      const isProved = provesSecret(parts.secret, row?.secretHash)
      if (row?.id !== parts.id || !isProved || !isAlive(row, now())) throw unauthenticated()
      return toActor(row)
    },

    /** Whom a key stands for now, and whether it is in force; for what was asked for by it earlier. Throws `not_found`. */
    async findActor(id: string): Promise<{ actor: Actor; isAlive: boolean }> {
      const [row] = await findById({ id })
      if (row === undefined) throw noSuchKey()
      return { actor: toActor(row), isAlive: isAlive(row, now()) }
    },

    /** Notes that a key was used, to the minute. */
    async touch(id: string): Promise<void> {
      const at = now()
      const due = or(
        isNull(apiKeys.lastUsedAt),
        lt(apiKeys.lastUsedAt, new Date(at.getTime() - lastUsedGrain)),
      )
      const [row] = await db.read
        .select({ id: apiKeys.id })
        .from(apiKeys)
        .where(and(eq(apiKeys.id, id), due))
      if (row === undefined) return
      await db.write((tx) =>
        tx
          .update(apiKeys)
          .set({ lastUsedAt: at })
          .where(and(eq(apiKeys.id, id), due)),
      )
    },
  }

  function toActor({ id: keyId, name, scopes, entitlements }: Row): Actor {
    return {
      keyId,
      name,
      scopes: new Set(scopes as Scope[]),
      ...(entitlements !== null && { entitlements }),
    }
  }

  function toApiKey(row: Row): ApiKey {
    return {
      id: row.id,
      name: row.name,
      scopes: row.scopes as Scope[],
      entitlements: row.entitlements ?? entitlementsFor(row.scopes as Scope[], undefined),
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt?.toISOString() ?? null,
      revokedAt: row.revokedAt?.toISOString() ?? null,
      lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
      version: row.version,
    }
  }
}

const noSuchKey = () => new AppError('not_found', 'There is no such key, or it is revoked already.')

const isAlive = (row: { revokedAt: Date | null; expiresAt: Date | null }, at: Date): boolean =>
  row.revokedAt === null && (row.expiresAt === null || row.expiresAt > at)

const unauthenticated = (): AppError =>
  new AppError('unauthenticated', 'The key is malformed, unknown, expired or revoked.', {
    headers: { 'www-authenticate': 'Bearer realm="dateline", error="invalid_token"' },
  })
