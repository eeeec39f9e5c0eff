// The rows of an imported comment: what it said, who said it and when, as it was, and where it stands now.

import type { Tables } from '../db/schema.ts'
import { isIpAddress, networkOf } from '../http/address.ts'
import type { CheckedText } from './import-check.ts'
import type { IncomingComment } from './incoming.ts'
import { sourceOf } from './new-comment.ts'
import { toName } from './normalize.ts'
import { emptied } from './removal-store.ts'
import { rendererName } from './render.ts'
import type { Hashes } from './sender.ts'
import type { placeOf } from './thread.ts'

export interface ImportedRows {
  comment: Tables['comments']['$inferInsert']
  source: Tables['commentSources']['$inferInsert']
  /** Undefined where there is none, or its time is over. */
  personalData: Tables['commentPii']['$inferInsert'] | undefined
}

export interface ImportSetting {
  id: string
  articleId: string
  place: ReturnType<typeof placeOf>
  source: { identity: string; system: string; externalId: string }
  hashes: Hashes
  retentionDays: number
  now: Date
}

export type DatedComment = IncomingComment & { createdAt: Date }

interface Given {
  comment: DatedComment
  /** Undefined for a comment that was deleted where it comes from: its place in the thread is all that is left. */
  text: CheckedText | undefined
}

export const toImportedRows = (given: Given, setting: ImportSetting): ImportedRows => ({
  comment: toRow(given, setting),
  source: {
    ...setting.source,
    articleId: setting.articleId,
    commentId: setting.id,
    importedAt: setting.now,
  },
  personalData: toPersonalData(given, setting),
})

function toRow(
  { comment, text }: Given,
  { id, articleId, place, hashes, now }: ImportSetting,
): ImportedRows['comment'] {
  const { createdAt, editedAt, status, isStaff } = comment
  const common = {
    id,
    articleId,
    ...place,
    status,
    // What waits for a moderator waits from now on.
    statusAt: now,
    isStaff,
    isVerified: false,
    renderer: rendererName,
    replyCount: 0,
    descendantCount: 0,
    upCount: 0,
    downCount: 0,
    reportCount: 0,
    pinned: false,
    version: 1,
    heldReasons: [],
    // What was said elsewhere may be said here as well: it claims no words.
    duplicateKey: '',
    createdAt,
    editedAt,
  }
  if (text === undefined) return { ...common, ...emptied }
  const { input, rendered } = text
  const name = toName(input.authorName)
  return {
    ...common,
    authorName: name,
    authorUrl: input.authorUrl ?? null,
    avatarSeed: hashes.avatarSeed({ name, email: input.authorEmail ?? undefined }),
    bodyRaw: sourceOf(input),
    bodyHtml: rendered.html,
    bodyText: rendered.text,
  }
}

/** Kept for as long as if the comment had been posted here on its day. */
function toPersonalData(
  { comment: { createdAt, ip }, text }: Given,
  { id, hashes, retentionDays, now }: ImportSetting,
): ImportedRows['personalData'] {
  const email = text?.input.authorEmail ?? null
  const address = text !== undefined && ip !== null && isIpAddress(ip) ? ip : null
  const expiresAt = new Date(createdAt.getTime() + retentionDays * 24 * 60 * 60 * 1000)
  if (expiresAt <= now || (email === null && address === null)) return undefined
  return {
    commentId: id,
    email,
    emailKey: email === null ? null : hashes.emailKey(email),
    ipHash: address === null ? null : hashes.ipHash(address, createdAt),
    readerKey: address === null ? null : hashes.readerKey(id, { keyId: null, ip: address }),
    ipPrefix: address === null ? null : networkOf(address, { ipv4: 24, ipv6: 48 }),
    userAgent: null,
    referrer: null,
    expiresAt,
  }
}
