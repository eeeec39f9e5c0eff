// Tables of the installation: settings, keys, the change log, imports, replayed answers.

import type { ColumnKit } from './columns.sqlite.ts'
import type { ChangedResource, ChangeType, Entitlements, FormerKind } from './schema.values.ts'

/** What is logged of a change, whoever is told of it. */
const change = ({ id, text, integer, instant, json }: ColumnKit) => ({
  id: id().notNull().unique(),
  type: text().$type<ChangeType>().notNull(),
  resource: text().$type<ChangedResource>().notNull(),
  resourceId: id().notNull(),
  /** No foreign key: the change that tells of a deletion outlives its article. */
  articleId: id(),
  version: integer(),
  at: instant().notNull(),
  /** What an article was filed under before this change, where that differs, or the article is gone. */
  former: json<FormerKind>(),
})

export const siteTables = (kit: ColumnKit) => {
  const { table, index, primaryKey, id, text, sortText, integer, bigInteger, boolean, instant, json } = kit
  return {
    settings: table('settings', {
      name: sortText().primaryKey(),
      value: json<unknown>().notNull(),
      updatedAt: instant().notNull(),
      version: integer().notNull().default(1),
    }),

    apiKeys: table('apiKeys', {
      id: id().primaryKey(),
      name: text().notNull(),
      secretHash: text().notNull(),
      scopes: json<string[]>().notNull(),
      /** What a partner's key is limited to; null for all other keys. */
      entitlements: json<Entitlements>(),
      /** Of them the delay, so that statements can ask for it. */
      delaySeconds: integer().notNull().default(0),
      createdAt: instant().notNull(),
      expiresAt: instant(),
      revokedAt: instant(),
      lastUsedAt: instant(),
      version: integer().notNull(),
    }),

    /** What keys asked for, by day. */
    keyUsage: table(
      'keyUsage',
      {
        keyId: id().notNull(),
        day: sortText().notNull(),
        requests: bigInteger().notNull(),
        bytes: bigInteger().notNull(),
      },
      (t) => [primaryKey({ columns: [t.keyId, t.day] })],
    ),

    /** Numbers that only grow. A row is locked from its increment to the end of the transaction. */
    counters: table('counters', { name: sortText().primaryKey(), value: bigInteger().notNull() }),

    /** The outbox and change log. Positions follow the order of commits, without a gap: see `outbox.ts`. */
    changes: table(
      'changes',
      {
        position: bigInteger().primaryKey(),
        ...change(kit),
      },
      (t) => [
        index('changes_at').on(t.at),
        index('changes_article').on(t.articleId),
        index('changes_resource').on(t.resource, t.resourceId),
      ],
    ),

    /**
     * What happens to articles under embargo, for the few who have them before their release. It stands apart, so that nobody else
     * sees a position or a gap of it; `place` puts it among the changes: see `outbox.ts`.
     */
    embargoedChanges: table(
      'embargoedChanges',
      {
        number: bigInteger().primaryKey(),
        place: bigInteger().notNull().unique(),
        ...change(kit),
      },
      (t) => [index('embargoedChanges_at').on(t.at)],
    ),

    imports: table(
      'imports',
      {
        id: id().primaryKey(),
        format: text().notNull(),
        dryRun: boolean().notNull(),
        actor: text(),
        report: json<unknown>().notNull(),
        createdAt: instant().notNull(),
      },
      (t) => [index('imports_created').on(t.createdAt, t.id)],
    ),

    /** Other sites whose articles are mirrored here, and how far each was read. */
    followedSources: table('followedSources', {
      url: sortText().primaryKey(),
      /** Of the source's change feed; null while everything is read from the beginning. */
      position: bigInteger(),
      state: text().$type<'reading' | 'following'>().notNull(),
      updatedAt: instant().notNull(),
    }),

    idempotencyKeys: table(
      'idempotencyKeys',
      {
        /** Who asked and the key they named, hashed together; see `idempotency/claim.ts`. */
        scope: sortText().primaryKey(),
        fingerprint: text().notNull(),
        /** `committed`: its effect is stored, its answer not yet. */
        status: text().$type<'running' | 'committed' | 'done'>().notNull(),
        /** The first answer, sealed with what only its caller knows. */
        response: json<string>(),
        createdAt: instant().notNull(),
        expiresAt: instant().notNull(),
      },
      (t) => [index('idempotencyKeys_expires').on(t.expiresAt)],
    ),
  }
}
