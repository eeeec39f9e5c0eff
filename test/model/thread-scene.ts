// One article and all that is left under it: what was done so far, and what moderators see, which is the truth that everything
// readers get is held against.

import assert from 'node:assert/strict'
import type { LightMyRequestResponse } from 'fastify'
import type { TestApp } from '../support/site.ts'
import { byText } from './world.ts'

/** A comment as moderators see it. */
export interface Told {
  id: string
  parentId: string | null
  inReplyTo: string | null
  depth: number
  status: string
  version: number
  pinned: boolean
  createdAt: string
  replyCount: number
  descendantCount: number
  reactions: { up: number; down: number }
  reportCount: number
  author: { name: string } | null
  body: { text: string } | null
  log: { action: string; actor: string; from: string; to: string }[]
}

export interface Scene {
  test: TestApp
  key: string
  article: { id: string; slug: string }
  /** Where the change feed stood before. */
  start: string
  said: string[]
  /** The newest token of each comment. */
  tokens: Map<string, string>
  /** Who is for and against each comment, and who reported it, as far as it was acknowledged. */
  votes: Map<string, Map<number, 'up' | 'down'>>
  reports: Map<string, Set<number>>
  /** By id, oldest first. */
  comments: Map<string, Told>
  /** Words given out so far that stand in one text only. */
  canaries: number
}

/** Readers come from addresses of their own. */
export const addressOf = (reader: number): string => `198.51.${reader >> 8}.${reader & 255}`

export const canaryIn = (scene: Scene): string => {
  scene.canaries += 1
  return `Canary${scene.canaries}`
}

export async function ask(
  scene: Scene,
  request: { method?: 'POST' | 'PATCH' | 'PUT' | 'DELETE'; url: string; payload?: object },
): Promise<LightMyRequestResponse> {
  return scene.test.send({ ...request, key: scene.key })
}

const statuses = ['pending', 'published', 'rejected', 'spam', 'deleted']

/** Everything under the article, as moderators see it now. */
export async function readTruth(scene: Scene): Promise<Map<string, Told>> {
  const all: Told[] = []
  for (const status of statuses) {
    const url = `/v1/moderation/comments?status=${status}&limit=100&article=${scene.article.id}`
    const answer = await ask(scene, { url })
    assert.equal(answer.statusCode, 200, answer.body)
    all.push(...answer.json().data)
  }
  all.sort((a, b) => byText(`${a.createdAt} ${a.id}`, `${b.createdAt} ${b.id}`))
  return new Map(all.map((one) => [one.id, one]))
}

export const isSeen = ({ status }: Told): boolean => status === 'published'

export const repliesTo = ({ comments }: Scene, id: string): Told[] =>
  [...comments.values()].filter(({ parentId }) => parentId === id)

export const under = (scene: Scene, id: string): Told[] =>
  repliesTo(scene, id).flatMap((reply) => [reply, ...under(scene, reply.id)])

/** Published, or the tombstone of what published ones hang on. */
export const isShown = (scene: Scene, comment: Told): boolean =>
  isSeen(comment) || under(scene, comment.id).some(isSeen)
