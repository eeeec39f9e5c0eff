import type { Tables } from '../db/schema.ts'
import type { ChangeType } from '../db/schema.values.ts'
import { changeTypes } from '../db/schema.values.ts'
import type { Webhook } from './schema.ts'

export type WebhookRow = Tables['webhooks']['$inferSelect']

export const toWebhook = (row: WebhookRow, events: readonly ChangeType[]): Webhook => ({
  id: row.id,
  url: row.url,
  events: changeTypes.filter((type) => events.includes(type)),
  description: row.description,
  status: row.status,
  disabledReason: row.disabledReason,
  disabledAt: row.disabledAt?.toISOString() ?? null,
  failingSince: row.failingSince?.toISOString() ?? null,
  formerSecretUntil: row.formerSecretUntil?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  version: row.version,
})
