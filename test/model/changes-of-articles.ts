// What becomes of articles in the model when somebody does something to them. Each function gives the status of the answer, and
// changes the model where that is a success.

import { isOver, isPublic, noteWhatIsSeen } from './readers.ts'
import {
  fold,
  type ModelArticle,
  ofArticle,
  type Said,
  type Status,
  type World,
  type Writing,
} from './world.ts'

/** What a writer says in If-Match. */
export type IfMatch = 'current' | 'any' | 'stale' | 'missing'

export const ifMatchHeader = (ifMatch: IfMatch, version: number): Record<string, string> => {
  if (ifMatch === 'missing') return {}
  if (ifMatch === 'any') return { 'if-match': '*' }
  return { 'if-match': `"${ifMatch === 'current' ? version : version + 1}"` }
}

/** Why a write is refused for what it says in If-Match. */
export function refusedFor(ifMatch: IfMatch): 412 | 428 | undefined {
  if (ifMatch === 'missing') return 428
  return ifMatch === 'stale' ? 412 : undefined
}

export const isSlugTaken = (slug: string, { articles }: World, except?: ModelArticle): boolean =>
  [...articles.values()].some((article) => article.slug === slug && article !== except)

/** The address that a headline leads to. */
export function derivedSlug(headline: string, world: World): string {
  const ascii = headline.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const base = ascii.match(/[a-z0-9]+/g)?.join('-') ?? ''
  const isFree = (slug: string) => !isSlugTaken(slug, world) && !world.formerSlugs.has(slug)
  for (let n = 1; ; n++) {
    const slug = n === 1 ? base : `${base}-${n}`
    if (isFree(slug)) return slug
  }
}

const distinct = (tags: string[]): string[] =>
  tags.filter((tag, i) => tags.findIndex((other) => fold(other) === fold(tag)) === i)

export const nothingWritten: Omit<Writing, 'headline'> = {
  summary: null,
  section: null,
  tags: [],
  authors: [],
  provider: null,
  agency: null,
  language: null,
  paragraphs: [],
  embargoUntil: null,
  expiresAt: null,
  commentsOpen: true,
}

/** Whether its time would be over before readers see it. */
export const isNeverSeen = ({
  publishAt = null,
  publishedAt = null,
  embargoUntil = null,
  expiresAt = null,
}: Partial<ModelArticle>): boolean =>
  expiresAt !== null && [publishAt ?? publishedAt, embargoUntil].some((at) => at !== null && expiresAt <= at)

/** Keeps what an article says at its version. */
function record({ history }: World, article: ModelArticle): void {
  const written = Object.keys(nothingWritten) as (keyof Writing)[]
  const said = Object.fromEntries(
    ['headline', 'slug', ...written].map((name) => [name, article[name as 'slug']]),
  )
  history.set(article.id, { ...history.get(article.id), [article.version]: said as unknown as Said })
}

/** Adds the article that an answer tells the id of. */
export function addArticle(
  world: World,
  { id, slug, writing }: { id: string; slug: string; writing: Partial<Writing> & { headline: string } },
): ModelArticle {
  world.formerSlugs.delete(slug)
  const article: ModelArticle = {
    ...nothingWritten,
    ...writing,
    tags: distinct(writing.tags ?? []),
    id,
    slug,
    status: 'draft',
    version: 1,
    createdAt: world.now,
    publishAt: null,
    publishedAt: null,
    updatedAt: world.now,
    corrections: [],
    wasSeen: false,
    withdrawal: null,
  }
  world.articles.set(id, article)
  record(world, article)
  return article
}

/** Every change but a deletion: a new version, as of now. */
function change(world: World, article: ModelArticle, set: Partial<ModelArticle>): void {
  Object.assign(article, set, { version: article.version + 1, updatedAt: world.now })
  if (article.status === 'published' && isOver(article, world.now)) article.status = 'unpublished'
  record(world, article)
  noteWhatIsSeen(world)
}

export function patchArticle(
  world: World,
  article: ModelArticle,
  { slug = article.slug, ...writing }: Partial<Writing> & { slug?: string },
): number {
  if (isNeverSeen({ ...article, ...writing })) return 422
  if (isSlugTaken(slug, world, article)) return 409
  if (slug !== article.slug) {
    world.formerSlugs.delete(slug)
    world.formerSlugs.set(article.slug, article.id)
  }
  change(world, article, { ...writing, tags: distinct(writing.tags ?? article.tags), slug })
  return 200
}

export function publish(world: World, article: ModelArticle): number {
  if (article.status === 'published') return 200
  if (article.status === 'withdrawn' || isOver(article, world.now)) return 409
  const publishedAt = article.publishedAt ?? world.now
  change(world, article, { status: 'published', publishAt: null, publishedAt })
  return 200
}

export function schedule(world: World, article: ModelArticle, publishAt: string): number {
  if (article.status === 'scheduled' && article.publishAt === publishAt) return 200
  if (article.status === 'published' || article.status === 'withdrawn') return 409
  if (publishAt <= world.now) return 422
  if (isOver(article, publishAt)) return 422
  const credits = ofArticle(world.credits, article.id)
  if (credits.some(({ rightsExpireAt }) => rightsExpireAt !== null && rightsExpireAt < publishAt)) return 422
  change(world, article, { status: 'scheduled', publishAt })
  return 200
}

export function unpublish(world: World, article: ModelArticle): number {
  if (article.status === 'unpublished') return 200
  if (article.status !== 'published' && article.status !== 'scheduled') return 409
  change(world, article, { status: 'unpublished', publishAt: null })
  return 200
}

export function withdraw(world: World, article: ModelArticle, reason: string): number {
  if (article.status === 'withdrawn') return 200
  if (article.status === 'draft' || article.status === 'inReview') return 409
  change(world, article, { status: 'withdrawn', publishAt: null, withdrawal: reason, commentsOpen: false })
  return 200
}

export function correct(world: World, article: ModelArticle, note: { kind: string; text: string }): number {
  const takesCorrections: Status[] = ['published', 'unpublished']
  if (!takesCorrections.includes(article.status)) return 409
  change(world, article, { corrections: [...article.corrections, { ...note, createdAt: world.now }] })
  return 201
}

export function removeArticle(world: World, article: ModelArticle): number {
  world.articles.delete(article.id)
  world.removed.push(article.id)
  for (const all of [world.credits, world.comments, world.quotes])
    for (const { id } of ofArticle<{ id: string; articleId: string }>(all, article.id)) all.delete(id)
  for (const [slug, id] of world.formerSlugs) if (id === article.id) world.formerSlugs.delete(slug)
  return 204
}

/** What the clock has made due is done: schedules come, what leaves an embargo is new since its end, and what is over is taken back. */
export function settle(world: World): void {
  const { now } = world
  for (const article of world.articles.values()) {
    const { status, publishAt } = article
    if (status === 'scheduled' && publishAt !== null && publishAt <= now) {
      const publishedAt = article.publishedAt ?? publishAt
      const isOut = !isOver(article, now)
      change(world, article, {
        status: isOut ? 'published' : 'unpublished',
        publishAt: null,
        ...(isOut && { publishedAt }),
      })
    }
    const { embargoUntil, updatedAt } = article
    if (isPublic(article, now) && embargoUntil !== null && embargoUntil > updatedAt)
      article.updatedAt = embargoUntil
    if (article.status === 'published' && isOver(article, now)) change(world, article, {})
  }
  world.isSettled = true
  noteWhatIsSeen(world)
}
