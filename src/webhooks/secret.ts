// Secrets of webhooks. None is stored: each is derived from the secret of the installation, by the webhook's id and the
// number of the secret. A table that is read, dumped or logged gives nothing away, and a sealed copy beside its own key would protect
// no better.

import { hkdfSync } from 'node:crypto'

/** Gives the secret of a webhook by its number; 32 bytes, in the spelling of Standard Webhooks. */
export type WebhookSecrets = (webhookId: string, number: number) => string

export const webhookSecrets =
  (key: Uint8Array): WebhookSecrets =>
  (webhookId, number) =>
    `whsec_${Buffer.from(hkdfSync('sha256', key, '', `${webhookId}/${number}`, 32)).toString('base64')}`
