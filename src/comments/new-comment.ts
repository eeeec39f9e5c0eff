// A comment as it is first stored: what a reader sent, made whole with everything the rules decide about it.

import type { Tables } from '../db/schema.ts'
import type { Actor } from '../http/actor.ts'
import { networkOf } from '../http/address.ts'
import { capMarks, toName } from './normalize.ts'
import type { Verdict } from './pipeline.ts'
import { rendererName } from './render.ts'
import type { NewComment } from './schema.ts'
import type { Hashes, Sender } from './sender.ts'
import { isStaff } from './submission.ts'
import { placeOf } from './thread.ts'

/** What a reader sent, and who it was. */
export interface Posting {
  input: NewComment
  sender: Sender
  actor: Actor
  /** Whether the field that people do not see was filled in. */
  isTrapped?: boolean
}

/** What stands behind a new comment when its columns are filled. */
export interface Setting {
  id: string
  articleId: string
  /** The comment it answers. */
  answered: { id: string; parentId: string | null; rootId: string; depth: number } | undefined
  at: Date
  hashes: Hashes
  verdict: Verdict
}

/** The text that is kept and rendered. */
export const sourceOf = (input: NewComment): string => capMarks(input.body)

/** The columns of the comments table. */
export function toColumns({ input, actor }: Posting, setting: Setting) {
  const { id, articleId, answered, at, hashes, verdict } = setting
  const { rendered, settings } = verdict
  const name = toName(input.authorName)
  const email = input.authorEmail ?? undefined
  return {
    id,
    articleId,
    ...placeOf(id, answered, settings.maxDepth),
    status: verdict.status,
    statusAt: at,
    heldReasons: verdict.heldReasons,
    spam: verdict.spam,
    authorName: name,
    authorUrl: input.authorUrl ?? null,
    avatarSeed: hashes.avatarSeed({ name, email }),
    isStaff: isStaff(actor),
    isVerified: false,
    bodyRaw: sourceOf(input),
    bodyHtml: rendered.html,
    bodyText: rendered.text,
    renderer: rendererName,
    replyCount: 0,
    descendantCount: 0,
    upCount: 0,
    downCount: 0,
    score: 0,
    reportCount: 0,
    pinned: false,
    version: 1,
    editableUntil: new Date(at.getTime() + settings.editWindowS * 1000),
    createdAt: at,
  } satisfies Tables['comments']['$inferInsert']
}

/** The columns of the table of personal data, kept apart and for a time. */
export function toPersonalData(
  { input, sender, actor }: Posting,
  { id, at, hashes, verdict }: Setting,
): Tables['commentPii']['$inferInsert'] {
  const email = input.authorEmail ?? null
  return {
    commentId: id,
    email,
    emailKey: email === null ? null : hashes.emailKey(email),
    ipHash: hashes.ipHash(sender.ip, at),
    readerKey: hashes.readerKey(id, { keyId: actor.keyId, ip: sender.ip }),
    ipPrefix: networkOf(sender.ip, { ipv4: 24, ipv6: 48 }),
    userAgent: sender.userAgent?.slice(0, longestHeader) ?? null,
    referrer: sender.referrer?.slice(0, longestHeader) ?? null,
    expiresAt: new Date(at.getTime() + verdict.settings.retentionDays * 24 * 60 * 60 * 1000),
  }
}

/** A browser sends a fifth of it. */
const longestHeader = 500
