// What webhooks are made of, from the settings and the secret of the installation: the stores that routes ask, and what sends.

import { keyStore } from '../auth/store.ts'
import { changeStore } from '../changes/store.ts'
import { type Config, version } from '../config.ts'
import type { Database } from '../db/database.ts'
import type { DueWork } from '../db/due.ts'
import { deriveKey, instanceSecret } from '../db/secret.ts'
import { type Actor, anonymous } from '../http/actor.ts'
import type { Cursors } from '../http/cursor.ts'
import { entitlementsOf } from '../http/entitlements.ts'
import { type DeliveryDeps, deliverer } from './deliver.ts'
import { webhookDeliveryStore } from './delivery-store.ts'
import { hubPings } from './hub-store.ts'
import { webhookSecrets } from './secret.ts'
import { webhookStore } from './store.ts'
import { nameServers, type Resolve, type TargetRules } from './target.ts'

interface Deps {
  config: Pick<Config, 'webhookAllowPrivate'>
  now: () => Date
  /** Finds the addresses of receivers; the name servers of the machine, unless given. */
  resolve?: Resolve | undefined
}

/** Who is told of what, and what became of it. */
export function webhookStores(
  db: Database,
  { config, now, resolve, secret, cursors }: Deps & { secret: Uint8Array; cursors: Cursors },
) {
  const secretOf = secretsBy(secret)
  return {
    webhooks: webhookStore(db, { now, cursors, secretOf, target: targetRules(config, resolve) }),
    webhookDeliveries: webhookDeliveryStore(db, { now, cursors }),
  }
}

type Chosen = Omit<DeliveryDeps, 'now' | 'secretOf' | 'target' | 'tell' | 'userAgent'>

/** What sends events to receivers; `cli/serve.ts` has it look again and again. Throws as `Database.read` does. */
export async function webhookDeliveries(
  db: Database,
  { config, now, resolve, ...chosen }: Deps & { config: Pick<Config, 'changesKept'> } & Chosen,
) {
  const changes = changeStore(db, { now, keptDays: config.changesKept })
  const keys = keyStore(db, now)

  /** A receiver is told what anyone is; a partner's, what the partner is, as long as it is one. */
  async function audienceOf(keyId: string | null): Promise<Actor | undefined> {
    if (keyId === null) return anonymous
    const { actor, isAlive } = await keys.findActor(keyId)
    if (entitlementsOf(actor) === undefined) return anonymous
    return isAlive ? actor : undefined
  }

  return deliverer(db, {
    ...chosen,
    now,
    secretOf: secretsBy(await instanceSecret(db, now())),
    target: targetRules(config, resolve),
    async tell(change, { keyId }) {
      const actor = await audienceOf(keyId)
      return actor && (await changes.toldTo([change], { actor, now: now() }))[0]
    },
    userAgent: `Dateline/${version}`,
  })
}

const secretsBy = (secret: Uint8Array) => webhookSecrets(deriveKey(secret, 'webhook'))

/** Where webhooks may lead. */
const targetRules = ({ webhookAllowPrivate }: Deps['config'], resolve: Resolve | undefined): TargetRules => {
  const allowPrivate = webhookAllowPrivate === 'on'
  return { allowPrivate, resolve: resolve ?? nameServers({ alsoHosts: allowPrivate }) }
}

/** The feeds that stand for the whole site; those with filters are too many to tell of. */
export const hubTopics = ['/feeds/rss.xml', '/feeds/atom.xml', '/feeds/feed.json'] as const

/** What tells the hubs that are configured. */
export const hubWork = (
  db: Database,
  { config, now, resolve }: Deps & { config: Pick<Config, 'websubHubs' | 'publicUrl'> },
): DueWork[] =>
  hubPings(db, {
    now,
    hubs: config.websubHubs,
    topics: hubTopics.map((path) => `${config.publicUrl}${path}`),
    target: targetRules(config, resolve),
  })
