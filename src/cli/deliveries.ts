// Webhooks are served on a thread of their own: what a thousand receivers cost, in handshakes, signatures and garbage, is not
// taken from readers, who share one thread. It has connections to the database of its own.

import type { Config } from '../config.ts'
import { keepThread } from './thread.ts'

/** What is sent needs of the settings. */
export type DeliverySettings = Pick<Config, 'databaseUrl' | 'changesKept' | 'webhookAllowPrivate'>

/** What the thread has to log. */
export interface Logged {
  level: 'info' | 'warn' | 'error'
  details: object
  message: string
}

/** Milliseconds until a thread that failed is begun anew. */
const rest = 5000

/** Tells the receivers of webhooks what they are to be told; `stop` gives back what is under way. */
export function startDeliveries(
  { databaseUrl, changesKept, webhookAllowPrivate }: Config,
  log: Record<Logged['level'], (details: object, message: string) => void>,
): { stop(): Promise<void> } {
  const data: DeliverySettings = { databaseUrl, changesKept, webhookAllowPrivate }
  // Compiled or not, the file beside this one has the same ending.
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return keepThread(new URL(`./delivery-thread.${ending}`, import.meta.url), {
    data,
    rest,
    onMessage: (said) => {
      // Nothing else is sent from there.
      const { level, details, message } = said as Logged
      log[level](details, message)
    },
    onEnd: (err) => log.error({ err }, 'The thread that serves webhooks ended; it is begun anew.'),
  })
}
