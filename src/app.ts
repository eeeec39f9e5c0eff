import cors from '@fastify/cors'
import type { FastifyInstance, FastifyRequest, FastifyServerOptions } from 'fastify'
import { actionRoutes } from './articles/action-routes.ts'
import { actionSchemas } from './articles/action-schema.ts'
import { batchRoutes } from './articles/batch-routes.ts'
import { batchSchemas } from './articles/batch-schema.ts'
import { previewRoutes } from './articles/preview-routes.ts'
import { previewSchemas } from './articles/preview-schema.ts'
import { relatedRoutes } from './articles/related-routes.ts'
import { revisionRoutes } from './articles/revision-routes.ts'
import { revisionSchemas } from './articles/revision-schema.ts'
import { articleRoutes } from './articles/routes.ts'
import { articleSchemas } from './articles/schema.ts'
import { shownState } from './articles/shown-store.ts'
import type { ArticleStore } from './articles/store.ts'
import { authenticateRequests } from './auth/guard.ts'
import { keyRoutes } from './auth/routes.ts'
import { authSchemas } from './auth/schema.ts'
import { changeRoutes } from './changes/routes.ts'
import { changeSchemas } from './changes/schema.ts'
import { changeStreamRoutes } from './changes/stream-routes.ts'
import { decisionSchemas } from './comments/decision-schema.ts'
import { listsRoutes } from './comments/lists-routes.ts'
import { listsSchemas } from './comments/lists-schema.ts'
import { moderatedSchemas } from './comments/moderated-schema.ts'
import { moderationRoutes } from './comments/moderation-routes.ts'
import { privacyRoutes } from './comments/privacy-routes.ts'
import { privacySchemas } from './comments/privacy-schema.ts'
import { commentRoutes } from './comments/routes.ts'
import { commentSchemas } from './comments/schema.ts'
import { settingsSchemas } from './comments/settings.ts'
import { settingsRoutes } from './comments/settings-routes.ts'
import { commentStreamRoutes } from './comments/stream-routes.ts'
import { type Config, version } from './config.ts'
import type { Database } from './db/database.ts'
import { extractionRoutes } from './extractions/routes.ts'
import { extractionSchemas } from './extractions/schema.ts'
import { audienceOf } from './http/audience.ts'
import { compressAnswers } from './http/compress.ts'
import { isSlug, isUuid } from './http/formats.ts'
import { front } from './http/front.ts'
import { healthRoutes } from './http/health.ts'
import { indexRoute, indexSchemas } from './http/index-route.ts'
import { countRequests } from './http/limits.ts'
import { linkFrom } from './http/links.ts'
import { watchMethods } from './http/methods.ts'
import { collectOpenApi, openApiRoute } from './http/openapi.ts'
import { problemPages } from './http/problem-pages.ts'
import { responseCache } from './http/response-cache.ts'
import { routesOf } from './http/route.ts'
import { sharedSchemas } from './http/schema.ts'
import { createServer } from './http/server.ts'
import { replayAnswers } from './idempotency/replay.ts'
import { importRoutes } from './imports/routes.ts'
import { importSchemas } from './imports/schema.ts'
import { mediaCreditRoutes } from './media-credits/routes.ts'
import { mediaCreditSchemas } from './media-credits/schema.ts'
import { quoteRoutes } from './quotes/routes.ts'
import { quoteSchemas } from './quotes/schema.ts'
import { speakerRoutes } from './quotes/speaker-routes.ts'
import { speakerSchemas } from './quotes/speaker-schema.ts'
import type { SpeakerStore } from './quotes/speaker-store.ts'
import { createStores, type Stores } from './stores.ts'
import { liveChanges } from './streams/live.ts'
import { changeLog } from './streams/log-store.ts'
import { wholeLog } from './streams/whole-log-store.ts'
import { feedSite } from './syndication/feed.ts'
import { feedRoutes } from './syndication/feed-routes.ts'
import { articleForms } from './syndication/forms.ts'
import { sitemapRoutes } from './syndication/sitemap-routes.ts'
import { findSourceIn } from './syndication/source-store.ts'
import { taxonomyRoutes } from './taxonomies/routes.ts'
import { taxonomySchemas } from './taxonomies/schema.ts'
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
