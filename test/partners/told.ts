// What is told of a story or a picture has no word of it: it is known by the ids of all that it is made of.

import type { Test } from 'tap'
import { changeTypes } from '../../src/db/schema.values.ts'
import type { TestApp } from '../support/app.ts'
import { startReceiver } from '../webhooks/receiver.ts'
import { kindNames, type PartnerSite, pictureNames } from './site.ts'

export interface Change {
  position: string
  type: string
  resource: string
  resourceId: string
  articleId: string | null
}

/** A receiver of all events, named with this key; with the status that this was answered with. */
export async function hearFrom(t: Test, test: TestApp, key: string) {
  const receiver = await startReceiver(t)
  const payload = { url: receiver.url, events: [...changeTypes] }
  const made = await test.send({ method: 'POST', url: '/v1/webhooks', key, payload })
  const log = `/v1/webhooks/${made.json().id}/deliveries?limit=100`
  return { receiver, status: made.statusCode, log }
}

/** Gives what says of a change which story or picture it is about. */
export function heardBy(
  stories: PartnerSite['stories'],
  pictures: PartnerSite['pictures'],
): (change: Change) => string {
  const names = new Map<string, string>()
  for (const kind of kindNames) {
    const { id, credit, quote, speaker, comment = '' } = stories[kind]
    for (const one of [id, credit, quote, speaker, comment]) names.set(one, kind)
  }
  for (const name of pictureNames) names.set(pictures[name], name)
  return ({ resourceId, articleId }) =>
    names.get(resourceId) ?? names.get(articleId ?? '') ?? `unknown ${resourceId}`
}

/** Of the articles that were told of, the last word on each that is there in the end. */
export function kept(changes: readonly Change[]): Change[] {
  const last = new Map<string, Change>()
  for (const change of changes) if (change.resource === 'article') last.set(change.resourceId, change)
  return [...last.values()].filter(({ type }) => !/unpublished|withdrawn|deleted/.test(type))
}
