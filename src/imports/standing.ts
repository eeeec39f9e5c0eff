// Whether an imported story is published or taken back: what the sender says of it, what was asked for, and where the article stands.

import type { ArticleStep } from '../articles/rules.ts'
import type { ArticleStatus } from '../db/schema.ts'
import { type Actor, may } from '../http/actor.ts'
import type { Finding, StoryContent } from './story.ts'

interface Standing {
  status: ArticleStatus
  standing: StoryContent['standing']
  /** Whether new stories are to be published. */
  publish: boolean
}

const reason = 'The source has withdrawn this story.'

/** What is to be done to the article; undefined for nothing. Whoever may not publish takes nothing back either. */
export function stepOf({
  status,
  standing = 'usable',
  publish,
  actor,
}: Standing & { actor: Actor }): ArticleStep | undefined {
  if (standing === 'canceled') {
    const isKnown = ['published', 'unpublished', 'scheduled'].includes(status)
    return isKnown && may(actor, 'articles:publish') ? { action: 'withdraw', reason } : undefined
  }
  return publish && standing === 'usable' && status === 'draft' ? { action: 'publish' } : undefined
}

/** Why nothing was done where something might be expected. */
export function notesOf({ status, standing = 'usable', publish }: Standing): Finding[] {
  if (standing === 'canceled') {
    if (status === 'withdrawn') return []
    return [toNote('canceled', `The source has withdrawn the story; the article is ${status} and stays so.`)]
  }
  if (!publish || status === 'published') return []
  if (standing === 'withheld')
    return [toNote('withheld', 'The source withholds the story; an import does not publish it.')]
  return [toNote('not_published', `The article is ${status}; an import publishes only what is a draft.`)]
}

export const overNote = (expiresAt: Date): Finding =>
  toNote('expired', `Its time is over since ${expiresAt.toISOString()}; an import does not publish it.`)

export const toNote = (code: string, message: string): Finding => ({
  line: null,
  code,
  message,
  severity: 'note',
})
