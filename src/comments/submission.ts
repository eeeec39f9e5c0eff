// A reader's text on its way in.

import type { Tables } from '../db/schema.ts'
import { type Actor, may } from '../http/actor.ts'
import type { RefusedPlace } from './messages.ts'
import type { Sender } from './sender.ts'

/** A text that asks to be let in, and everything known of where it comes from. */
export interface Submission {
  /** Of the comment; one that is edited has it already. */
  id: string
  isEdit: boolean
  /** Whether the newsroom wrote it: then no check of content is made, only those of form. */
  isStaff: boolean
  article: Pick<
    Tables['articles']['$inferSelect'],
    'id' | 'slug' | 'commentsOpen' | 'publishedAt' | 'commentSettings'
  >
  /** The comment it answers. */
  answeredId: string | null
  /** Normalised, as they are stored. */
  name: string
  source: string
  email: string | undefined
  url: string | null
  sender: Sender
  actor: Actor
  /** Proof of when the form was fetched, where one was sent. */
  formToken: string | undefined
  /** Whether the field that people do not see was filled in. */
  isTrapped: boolean
  /** What the caller has found wrong with the form; said together with what is found here. */
  wrong: readonly RefusedPlace[]
}

/** Whoever moderates comments writes them for the newsroom. */
export const isStaff = (actor: Actor): boolean => may(actor, 'comments:moderate')
