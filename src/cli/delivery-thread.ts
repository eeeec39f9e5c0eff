// The thread that serves webhooks: an entry of its own, begun by `deliveries.ts`.

import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { open } from '../db/index.ts'
import { webhookDeliveries } from '../webhooks/outgoing.ts'
import type { DeliverySettings, Logged } from './deliveries.ts'
import { startDueLoop } from './due-loop.ts'

/** Milliseconds from one look to the next; each is a few reads of an index. */
const often = 100
/** Connections to PostgreSQL at most. */
const poolSize = 4
/** Readers come first where there are more threads than processors; on Linux alone, as elsewhere it would be the whole process's. */
const niceness = 10

if (parentPort === null) throw new Error('This is no program of its own.')
const port = parentPort
const stopped = new Promise<void>((resolve) => port.once('message', () => resolve()))
if (process.platform === 'linux') setPriority(niceness)

const tell = (entry: Logged) => port.postMessage(entry)
const log = {
  info: (message: string) => tell({ level: 'info', details: {}, message }),
  warn: (details: object, message: string) => tell({ level: 'warn', details, message }),
  error: (details: object, message: string) => tell({ level: 'error', details, message }),
}

// `deliveries.ts` gives this and nothing else.
const config = workerData as DeliverySettings
const db = await open(config.databaseUrl, { poolSize })
try {
  const deliveries = await webhookDeliveries(db, {
    now: () => new Date(),
    config,
    onError: (err) => log.error({ err }, 'A webhook could not be served; it is tried again.'),
  })
  const look = async () => {
    await deliveries.look()
    return []
  }
  const loop = startDueLoop([{ what: 'webhooks', find: look }], { every: often, log })
  await stopped
  await loop.stop()
  await deliveries.stop()
} finally {
  await db.close()
}
