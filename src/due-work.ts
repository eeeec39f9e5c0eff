// Everything that happens by itself.

import { dueArticles } from './articles/due-store.ts'
import { commentPurges } from './comments/purge-store.ts'
import { spamReports } from './comments/spam-store.ts'
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'
import type { DueWork } from './db/due.ts'
import { creditRights } from './media-credits/due-store.ts'
import { renditions, spamServiceOf } from './stores.ts'
import { hubWork } from './webhooks/outgoing.ts'

/** What happens by itself at its instant, apart by what it may keep waiting; `cli/serve.ts` sees to each in a loop of its own. */
interface DueWorks {
  /** What readers wait for. */
  punctual: DueWork[]
  /** Calls of a service elsewhere, any of which may hang. */
  reports: DueWork[]
  /** Hubs that are told of new stories, any of which may hang too. */
  hubs: DueWork[]
  /** What is kept for a time, and goes some time after it. */
  purges: DueWork[]
}

/** Everything that falls due. */
export function dueWork(db: Database, now: () => Date, config: DueConfig): DueWorks {
  const service = spamServiceOf(config)
  const { rewrite: rewriteRendition } = renditions(db, now)
  return {
    punctual: [...dueArticles(db, { now, rewriteRendition }), creditRights(db, { now, rewriteRendition })],
    reports: service === undefined ? [] : [spamReports(db, { now, service })],
    hubs: hubWork(db, { config, now }),
    purges: commentPurges(db, now),
  }
}

type DueConfig = Parameters<typeof spamServiceOf>[0] &
  Pick<Config, 'websubHubs' | 'publicUrl' | 'webhookAllowPrivate'>
