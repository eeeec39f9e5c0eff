// What becomes of media credits in the model when an editor does something to them.

import { type ModelCredit, ofArticle, type World } from './world.ts'

type Given = Partial<
  Pick<
    ModelCredit,
    'role' | 'caption' | 'altText' | 'creditLine' | 'creators' | 'organizations' | 'rightsExpireAt'
  >
>

/** Rights may not end before the article comes out, or came out; what is scheduled again comes out again. */
export function reachesRelease(
  { articles }: World,
  articleId: string,
  rightsExpireAt: string | null,
): boolean {
  const { publishedAt, publishAt } = articles.get(articleId) ?? {}
  const release = publishAt ?? publishedAt ?? null
  return rightsExpireAt === null || release === null || rightsExpireAt >= release
}

/** The lead before becomes one picture among others. */
function giveWay(world: World, lead: ModelCredit): void {
  if (lead.role !== 'lead') return
  for (const other of ofArticle(world.credits, lead.articleId))
    if (other !== lead && other.role === 'lead')
      Object.assign(other, { role: 'inline', version: other.version + 1, updatedAt: world.now })
}

/** Adds the credit that an answer tells the id of; the first of an article leads unless said. */
export function addCredit(
  world: World,
  { id, articleId, given }: { id: string; articleId: string; given: Given },
) {
  const credit: ModelCredit = {
    id,
    articleId,
    role: ofArticle(world.credits, articleId).length === 0 ? 'lead' : 'inline',
    caption: null,
    altText: null,
    creditLine: null,
    creators: [],
    organizations: [],
    rightsExpireAt: null,
    version: 1,
    createdAt: world.now,
    updatedAt: world.now,
    ...given,
  }
  world.credits.set(id, credit)
  giveWay(world, credit)
  return credit
}

export function patchCredit(world: World, credit: ModelCredit, given: Given): number {
  const { rightsExpireAt } = given
  if (rightsExpireAt !== undefined && !reachesRelease(world, credit.articleId, rightsExpireAt)) return 422
  Object.assign(credit, given, { version: credit.version + 1, updatedAt: world.now })
  giveWay(world, credit)
  return 200
}

export function removeCredit(world: World, credit: ModelCredit): number {
  world.credits.delete(credit.id)
  return 204
}
