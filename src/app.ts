// Everything that exists, in order and by name. Slices are wired by hand: what must reach upward is handed down here.

import cors from '@fastify/cors'
import type { FastifyInstance, FastifyRequest, FastifyServerOptions } from 'fastify'
import { actionRoutes } from './articles/action-routes.ts'
import { actionSchemas } from './articles/action-schema.ts'
import { batchRoutes } from './articles/batch-routes.ts'
import { batchSchemas } from './articles/batch-schema.ts'
import { dueArticles } from './articles/due-store.ts'
import { previewRoutes } from './articles/preview-routes.ts'
import { previewSchemas } from './articles/preview-schema.ts'
import { previewTokens } from './articles/preview-token.ts'
import { relatedRoutes } from './articles/related-routes.ts'
import { renditionWrites } from './articles/rendition-store.ts'
import { revisionRoutes } from './articles/revision-routes.ts'
import { revisionSchemas } from './articles/revision-schema.ts'
import { articleRoutes } from './articles/routes.ts'
import { articleSchemas } from './articles/schema.ts'
import { shownState } from './articles/shown-store.ts'
import { type ArticleDeps, type ArticleStore, articleStore } from './articles/store.ts'
import { pageOf } from './articles/wire.ts'
import { authenticateRequests } from './auth/guard.ts'
import { keyRoutes } from './auth/routes.ts'
import { authSchemas } from './auth/schema.ts'
import { keyStore } from './auth/store.ts'
import { usageStore } from './auth/usage-store.ts'
import { changeRoutes } from './changes/routes.ts'
import { changeSchemas } from './changes/schema.ts'
import { changeStore } from './changes/store.ts'
import { changeStreamRoutes } from './changes/stream-routes.ts'
import { admission } from './comments/admission-store.ts'
import { akismet, type SpamService } from './comments/akismet.ts'
import { decisionSchemas } from './comments/decision-schema.ts'
import { formTokens } from './comments/form-token.ts'
import { commentImports } from './comments/import-session.ts'
import { importedComments } from './comments/import-store.ts'
import { listedLookup } from './comments/listed-store.ts'
import { listsRoutes } from './comments/lists-routes.ts'
import { listsSchemas } from './comments/lists-schema.ts'
import { listsStore } from './comments/lists-store.ts'
import { moderatedSchemas } from './comments/moderated-schema.ts'
import { moderationRoutes } from './comments/moderation-routes.ts'
import { moderationStore } from './comments/moderation-store.ts'
import { commentPipeline } from './comments/pipeline.ts'
import { privacyRoutes } from './comments/privacy-routes.ts'
import { privacySchemas } from './comments/privacy-schema.ts'
import { privacyStore } from './comments/privacy-store.ts'
import { commentPurges } from './comments/purge-store.ts'
import { reactionStore } from './comments/reaction-store.ts'
import { commentRenderer } from './comments/render.ts'
import { reportStore } from './comments/report-store.ts'
import { commentRoutes } from './comments/routes.ts'
import { commentSchemas } from './comments/schema.ts'
import { senderHashes } from './comments/sender.ts'
import { settingsSchemas } from './comments/settings.ts'
import { settingsRoutes } from './comments/settings-routes.ts'
import { settingsStore } from './comments/settings-store.ts'
import { spamCheckStore, spamReports } from './comments/spam-store.ts'
import { commentStore } from './comments/store.ts'
import { commentStreamRoutes } from './comments/stream-routes.ts'
import { type Config, version } from './config.ts'
import type { Database } from './db/database.ts'
import type { DueWork } from './db/due.ts'
import { deriveKey, instanceSecret } from './db/secret.ts'
import { exportStore } from './exports/export-store.ts'
import { extractionRoutes } from './extractions/routes.ts'
import { extractionSchemas } from './extractions/schema.ts'
import { audienceOf } from './http/audience.ts'
import { compressAnswers } from './http/compress.ts'
import { cursorsOf } from './http/cursor.ts'
import { isSlug, isUuid } from './http/formats.ts'
import { front } from './http/front.ts'
import { healthRoutes } from './http/health.ts'
import { indexRoute, indexSchemas } from './http/index-route.ts'
import { countRequests } from './http/limits.ts'
import { type Link, linkFrom } from './http/links.ts'
import { watchMethods } from './http/methods.ts'
import { collectOpenApi, openApiRoute } from './http/openapi.ts'
import { problemPages } from './http/problem-pages.ts'
import { responseCache } from './http/response-cache.ts'
import { routesOf } from './http/route.ts'
import { sharedSchemas } from './http/schema.ts'
import { createServer } from './http/server.ts'
import { replayAnswers } from './idempotency/replay.ts'
import { idempotencyStore } from './idempotency/store.ts'
import { importRoutes } from './imports/routes.ts'
import { importSchemas } from './imports/schema.ts'
import { importStore } from './imports/store.ts'
import { creditRights } from './media-credits/due-store.ts'
import { embeddedCredits } from './media-credits/embedded-store.ts'
import { mediaCreditRoutes } from './media-credits/routes.ts'
import { mediaCreditSchemas } from './media-credits/schema.ts'
import { mediaCreditStore } from './media-credits/store.ts'
import { quoteRoutes } from './quotes/routes.ts'
import { quoteSchemas } from './quotes/schema.ts'
import { speakerRoutes } from './quotes/speaker-routes.ts'
import { speakerSchemas } from './quotes/speaker-schema.ts'
import { type SpeakerStore, speakerStore } from './quotes/speaker-store.ts'
import { quoteStore } from './quotes/store.ts'
import { liveChanges } from './streams/live.ts'
import { changeLog } from './streams/log-store.ts'
import { wholeLog } from './streams/whole-log-store.ts'
import { feedSite } from './syndication/feed.ts'
import { feedRoutes } from './syndication/feed-routes.ts'
import { articleForms } from './syndication/forms.ts'
import { sitemapRoutes } from './syndication/sitemap-routes.ts'
import { sitemapStore } from './syndication/sitemap-store.ts'
import { findSourceIn } from './syndication/source-store.ts'
import { taxonomyRoutes } from './taxonomies/routes.ts'
import { taxonomySchemas } from './taxonomies/schema.ts'
import { taxonomyStore } from './taxonomies/store.ts'
import { subjectStore } from './taxonomies/subject-store.ts'
import { hubWork, webhookStores } from './webhooks/outgoing.ts'
import { webhookRoutes } from './webhooks/routes.ts'
import { webhookSchemas } from './webhooks/schema.ts'
import type { Resolve } from './webhooks/target.ts'

export interface AppDeps {
  config: Config
  db: Database
  now?: () => Date
  logger?: FastifyServerOptions['logger']
  /** Finds the addresses of the receivers of webhooks; the name servers of the machine, unless given. */
  resolve?: Resolve
}

const schemas = [
  ...sharedSchemas,
  ...indexSchemas,
  ...articleSchemas,
  ...taxonomySchemas,
  ...actionSchemas,
  ...revisionSchemas,
  ...batchSchemas,
  ...previewSchemas,
  ...mediaCreditSchemas,
  ...quoteSchemas,
  ...speakerSchemas,
  ...commentSchemas,
  ...moderatedSchemas,
  ...settingsSchemas,
  ...decisionSchemas,
  ...listsSchemas,
  ...privacySchemas,
  ...changeSchemas,
  ...webhookSchemas,
  ...extractionSchemas,
  ...importSchemas,
  ...authSchemas,
]

/** The whole HTTP application over an open database, ready to listen or to be injected into. */
export async function buildApp({
  config,
  db,
  now = () => new Date(),
  logger,
  resolve,
}: AppDeps): Promise<FastifyInstance> {
  const link = linkFrom(config.publicUrl, () => addressOf(app))
  const stores = await createStores({ config, db, now, link, ...(resolve && { resolve }) })
  const { articles, mediaCredits, quotes, speakers, comments } = stores
  const deps = { ...stores, link, now }

  const cache = responseCache({ bytes: config.responseCache, shown: shownState(db, now) })
  const count = countRequests(config.rateLimit)
  const app: FastifyInstance = createServer({
    limits: config,
    trustedProxies: config.trustedProxies,
    logger,
    link,
    findMoved: (request) => findMoved(request, { articles, speakers, now }),
    now,
    cache,
    front: front({ cache, count, now, trustedProxies: config.trustedProxies, stored: articles.stored }),
  })
  await app.register(cors, corsRules)
  await collectOpenApi(app, { version, server: config.publicUrl ?? '/' })
  const closeMethods = watchMethods(app)
  for (const schema of schemas) app.addSchema(schema)

  const streams = openStreams(app, { config, db, stores })
  const { route, addresses } = routesOf(app, count)
  authenticateRequests(app, stores.keys, stores.usage)
  replayAnswers(app, { db, requests: stores.requests, secret: stores.idempotencySecret })
  compressAnswers(app)
  app.addHook('onSend', cache.onSend)
  const related = { ...mediaCredits.related, ...quotes.related, comments: comments.includedIn }
  articleRoutes(route, { ...deps, related, writers: articleForms(config.publisher, findSourceIn(db)) })
  actionRoutes(route, { ...deps, related })
  revisionRoutes(route, { ...deps, related })
  batchRoutes(route, { ...deps, related })
  previewRoutes(route, { ...deps, related })
  relatedRoutes(route, { ...deps, related })
  taxonomyRoutes(route, deps)
  mediaCreditRoutes(route, deps)
  quoteRoutes(route, deps)
  speakerRoutes(route, deps)
  const ofSite = {
    name: config.siteName,
    publisher: config.publisher,
    language: config.language,
    articleUrl: config.articleUrl,
    idKey: stores.feedIdKey,
  }
  commentRoutes(route, { ...deps, site: ofSite })
  commentStreamRoutes(route, { ...deps, ...streams })
  moderationRoutes(route, deps)
  listsRoutes(route, deps)
  privacyRoutes(route, deps)
  settingsRoutes(route, deps)
  changeRoutes(route, deps)
  webhookRoutes(route, deps)
  changeStreamRoutes(route, { ...deps, ...streams })
  feedRoutes(route, { ...deps, related, site: feedSite(config, stores.feedIdKey, link) })
  sitemapRoutes(route, { ...deps, site: ofSite })
  extractionRoutes(route)
  importRoutes(route, deps)
  keyRoutes(route, deps)
  indexRoute(route, {
    site: { name: config.siteName, publisher: config.publisher },
    version,
    addresses,
    link,
  })
  healthRoutes(route, db)
  problemPages(route)
  openApiRoute(route, () => app.swagger())
  closeMethods()
  await app.ready()
  return app
}

/** What is told live; it ends before the server waits for the requests that run, which these would be for ever. */
function openStreams(
  app: FastifyInstance,
  { config, db, stores }: Pick<AppDeps, 'config' | 'db'> & { stores: Stores },
) {
  const log = changeLog(db)
  const onError = (err: unknown) => app.log.warn({ err }, 'changes could not be told live')
  const live = liveChanges(db, { log, onError })
  const wholeChanges = wholeLog(db, log)
  const whole = { log: wholeChanges, live: liveChanges(db, { log: wholeChanges, onError }) }
  const audience = audienceOf({
    most: config.streams,
    rateLimit: config.rateLimit,
    authenticate: stores.keys.authenticate,
  })
  app.addHook('preClose', async () => {
    audience.close()
    await Promise.all([live.close(), whole.live.close()])
  })
  return { log, live, whole, audience }
}

type Stores = Awaited<ReturnType<typeof createStores>>

/** Every store, each given what it needs of the ones below; the command line works on them without a server. */
export async function createStores({
  config,
  db,
  now,
  link,
  resolve,
}: Omit<AppDeps, 'logger'> & { now: () => Date; link: Link }) {
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

/** What readers are shown of articles, with the pictures that a higher slice has. */
export const renditions = (db: Database, now: () => Date) =>
  renditionWrites(db, { now, relatedOn: embeddedCredits })
type DueConfig = SpamConfig & Pick<Config, 'websubHubs' | 'publicUrl' | 'webhookAllowPrivate'>
type SpamConfig = Pick<Config, 'akismetKey' | 'akismetUrl'>

const spamServiceOf = ({ akismetKey, akismetUrl }: SpamConfig): SpamService | undefined =>
  akismetKey === undefined ? undefined : akismet({ url: akismetUrl, key: akismetKey })

/** Where a former slug, or a speaker who was merged, leads now; asked only when nothing was found. */
async function findMoved(
  { params, routeOptions, actor, url }: FastifyRequest,
  { articles, speakers, now }: { articles: ArticleStore; speakers: SpeakerStore; now: () => Date },
): Promise<string | undefined> {
  const { article: slug, id } = (params ?? {}) as { article?: string; id?: string }
  const view = { actor, now: now() }
  const move = (from: string, to: string | undefined) =>
    to === undefined ? undefined : url.replace(`/${from}`, `/${to}`)
  if (slug !== undefined) return isSlug(slug) ? move(slug, await articles.findRenamed(slug, view)) : undefined
  const isSpeaker = routeOptions.url?.startsWith('/v1/speakers/') ?? false
  return isSpeaker && id !== undefined && isUuid(id)
    ? move(id, await speakers.findMerged(id, view))
    : undefined
}

function addressOf(app: FastifyInstance): string {
  const address = app.server.address()
  if (address === null || typeof address === 'string') return 'http://localhost'
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return `http://${host}:${address.port}`
}

/** Any page may read what is public and leave a comment; keys are sent by hand, so there are no credentials to abuse. */
const corsRules = {
  origin: '*',
  // The address's own OPTIONS goes on to say which methods it has.
  preflightContinue: true,
  strictPreflight: false,
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowedHeaders: [
    'Authorization',
    'Comment-Token',
    'Content-Type',
    'Idempotency-Key',
    'If-Match',
    'If-None-Match',
    'Last-Event-ID',
  ],
  exposedHeaders: [
    'ETag',
    'Link',
    'Location',
    'RateLimit',
    'RateLimit-Policy',
    'Retry-After',
    'X-Request-Id',
  ],
  maxAge: 86_400,
}
