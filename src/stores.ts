// Every store, wired by hand: what the application, the command line and the work that falls due have in common.

import { previewTokens } from './articles/preview-token.ts'
import { renditionWrites } from './articles/rendition-store.ts'
import { type ArticleDeps, articleStore } from './articles/store.ts'
import { pageOf } from './articles/wire.ts'
import { keyStore } from './auth/store.ts'
import { usageStore } from './auth/usage-store.ts'
import { changeStore } from './changes/store.ts'
import { admission } from './comments/admission-store.ts'
import { akismet, type SpamService } from './comments/akismet.ts'
import { formTokens } from './comments/form-token.ts'
import { commentImports } from './comments/import-session.ts'
import { importedComments } from './comments/import-store.ts'
import { listedLookup } from './comments/listed-store.ts'
import { listsStore } from './comments/lists-store.ts'
import { moderationStore } from './comments/moderation-store.ts'
import { commentPipeline } from './comments/pipeline.ts'
import { privacyStore } from './comments/privacy-store.ts'
import { reactionStore } from './comments/reaction-store.ts'
import { commentRenderer } from './comments/render.ts'
import { reportStore } from './comments/report-store.ts'
import { senderHashes } from './comments/sender.ts'
import { settingsStore } from './comments/settings-store.ts'
import { spamCheckStore } from './comments/spam-store.ts'
import { commentStore } from './comments/store.ts'
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'
import { deriveKey, instanceSecret } from './db/secret.ts'
import { exportStore } from './exports/export-store.ts'
import { cursorsOf } from './http/cursor.ts'
import type { Link } from './http/links.ts'
import { idempotencyStore } from './idempotency/store.ts'
import { importStore } from './imports/store.ts'
import { embeddedCredits } from './media-credits/embedded-store.ts'
import { mediaCreditStore } from './media-credits/store.ts'
import { speakerStore } from './quotes/speaker-store.ts'
import { quoteStore } from './quotes/store.ts'
import { sitemapStore } from './syndication/sitemap-store.ts'
import { taxonomyStore } from './taxonomies/store.ts'
import { subjectStore } from './taxonomies/subject-store.ts'
import { webhookStores } from './webhooks/outgoing.ts'
import type { Resolve } from './webhooks/target.ts'

export interface StoreDeps {
  config: Config
  db: Database
  now: () => Date
  link: Link
  /** Finds the addresses of the receivers of webhooks; the name servers of the machine, unless given. */
  resolve?: Resolve
}

export type Stores = Awaited<ReturnType<typeof createStores>>

/** Every store, each given what it needs of the ones below; the command line works on them without a server. */
export async function createStores({ config, db, now, link, resolve }: StoreDeps) {
  const secret = await instanceSecret(db, now())
  const cursors = cursorsOf(deriveKey(secret, 'cursor'))
  const addresses = { link, articleUrl: config.articleUrl }
  const onBodyChanged: ArticleDeps['onBodyChanged'] = (tx, article) => quotes.onBodyChanged(tx, article)

  const { rewrite: rewriteRendition } = renditions(db, now)
  const keys = keyStore(db, now)
  const requests = idempotencyStore(db, now)
  const idempotencySecret = deriveKey(secret, 'idempotency')
  const articles = articleStore(db, { now, addresses, cursors, onBodyChanged, rewriteRendition })
  const quotes = quoteStore(db, { now, cursors, addresses })
  const speakers = speakerStore(db, { now, cursors, link })
  const mediaCredits = mediaCreditStore(db, {
    now,
    cursors,
    onCaptionsChanged: onBodyChanged,
    rewriteRendition,
  })
  const taxonomies = taxonomyStore(db, cursors)
  const subjects = subjectStore(db, cursors)
  const render = commentRenderer()
  const hashes = senderHashes(secret, config.siteName)
  const spamService = spamServiceOf(config)
  const settings = settingsStore(db, { now, canCheckSpam: spamService !== undefined })
  const tokens = formTokens(secret)
  const pipeline = commentPipeline({
    now,
    render,
    hashes,
    settings,
    spamService,
    formTokens: tokens,
    admission: admission(db),
    listed: listedLookup(db, { now, emailKey: hashes.emailKey }),
    keepSpamCheck: spamCheckStore(db, now).keep,
    countsRates: config.rateLimit === 'on',
    site: { home: () => link('/'), permalink: (article) => pageOf(article, addresses) },
  })
  const lists = listsStore(db, { now, cursors, emailKey: hashes.emailKey })
  const comments = commentStore(db, { now, articles, addresses, cursors, hashes, pipeline })
  const reactions = reactionStore(db, { now, hashes, settings })
  const reports = reportStore(db, { now, hashes, settings, articles })
  const moderation = moderationStore(db, { now, articles, addresses, cursors })
  const changes = changeStore(db, { now, keptDays: config.changesKept })
  const stored = importedComments(db, { now, articles })
  const imports = importStore(db, {
    articles,
    mediaCredits,
    quotes,
    comments: commentImports({ now, stored, hashes, render, settings }),
    now,
    language: config.language,
  })
  return {
    keys,
    usage: usageStore(db, now),
    requests,
    idempotencySecret,
    feedIdKey: deriveKey(secret, 'feedId'),
    articles,
    mediaCredits,
    quotes,
    speakers,
    taxonomies,
    subjects,
    comments,
    reactions,
    reports,
    formTokens: tokens,
    moderation,
    settings,
    lists,
    privacy: privacyStore(db, { now, hashes, articles, moderation }),
    changes,
    sitemaps: sitemapStore(db, { now, addresses }),
    ...webhookStores(db, { config, now, resolve, secret, cursors }),
    imports,
    exports: exportStore(db, { articles, related: { ...mediaCredits.related, ...quotes.related }, now }),
    previews: previewTokens(deriveKey(secret, 'preview')),
    render,
    cursors,
  }
}

/** What readers are shown of articles, with the pictures that a higher slice has. */
export const renditions = (db: Database, now: () => Date) =>
  renditionWrites(db, { now, relatedOn: embeddedCredits })

type SpamConfig = Pick<Config, 'akismetKey' | 'akismetUrl'>

export const spamServiceOf = ({ akismetKey, akismetUrl }: SpamConfig): SpamService | undefined =>
  akismetKey === undefined ? undefined : akismet({ url: akismetUrl, key: akismetKey })
