// Tables of webhooks: who is told of which events, and what became of each. A delivery that is not settled is due at an instant;
// an endpoint that is being served is leased, so that of many processes one sends to it, one request at a time.

import type { ColumnKit } from './columns.sqlite.ts'
import type { ChangeType, DeliveryStatus, DisabledReason, WebhookStatus } from './schema.values.ts'

export const webhookTables = ({
  table,
  index,
  primaryKey,
  id,
  text,
  sortText,
  integer,
  bigInteger,
  instant,
}: ColumnKit) => {
  const webhooks = table('webhooks', {
    id: id().primaryKey(),
    url: text().notNull(),
    description: text(),
    status: sortText().$type<WebhookStatus>().notNull(),
    disabledReason: text().$type<DisabledReason>(),
    disabledAt: instant(),
    /** Since when every try has failed; null when the last one did not. */
    failingSince: instant(),
    /** Which secret it is: none is stored, each is derived from the installation's; see `webhooks/secret.ts`. */
    secretNumber: integer().notNull(),
    /** Until when the secret before it signs too. */
    formerSecretUntil: instant(),
    /** The last change it is not told of: it begins with the next one. */
    fromPosition: bigInteger().notNull(),
    /** The key that made it. */
    keyId: id(),
    /** Until when one process has it to itself; once past, the longest past is served first. */
    leasedUntil: instant().notNull(),
    /** The process. */
    leasedBy: text(),
    createdAt: instant().notNull(),
    version: integer().notNull(),
  })

  return {
    webhooks,

    /** The types of change it is told of. */
    webhookEvents: table(
      'webhookEvents',
      {
        webhookId: id()
          .notNull()
          .references(() => webhooks.id, { onDelete: 'cascade' }),
        type: sortText().$type<ChangeType>().notNull(),
      },
      (t) => [
        primaryKey({ name: 'webhookEvents_pk', columns: [t.webhookId, t.type] }),
        index('webhookEvents_type').on(t.type),
      ],
    ),

    /** One event for one endpoint, however often it is sent. */
    webhookDeliveries: table(
      'webhookDeliveries',
      {
        webhookId: id()
          .notNull()
          .references(() => webhooks.id, { onDelete: 'cascade' }),
        /** The id of the change, which is the receiver's `webhook-id`; of a test, an id of its own. */
        id: id().notNull(),
        /** Of the change; null for a test. */
        position: bigInteger(),
        type: text().$type<ChangeType | 'webhook.ping'>().notNull(),
        status: sortText().$type<DeliveryStatus>().notNull(),
        attempts: integer().notNull(),
        /** When it is sent next; null once it is settled. */
        dueAt: instant(),
        createdAt: instant().notNull(),
        lastAttemptAt: instant(),
        responseStatus: integer(),
        durationMs: integer(),
        error: text(),
      },
      (t) => [
        primaryKey({ name: 'webhookDeliveries_pk', columns: [t.webhookId, t.id] }),
        index('webhookDeliveries_due').on(t.webhookId, t.dueAt),
        index('webhookDeliveries_created').on(t.createdAt),
      ],
    ),
  }
}
