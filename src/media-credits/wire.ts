// Rows become the wire's media credit here and nowhere else; a new column shows only when it is written here.

import type { Tables } from '../db/schema.ts'
import { currentDraft } from './draft.ts'
import type { MediaCredit } from './schema.ts'

export function toMediaCredit(row: Tables['mediaCredits']['$inferSelect']): MediaCredit {
  const draft = currentDraft(row)
  return {
    id: row.id,
    articleId: row.articleId,
    role: draft.role,
    mediaUrl: draft.mediaUrl,
    mediaType: draft.mediaType,
    width: draft.width,
    height: draft.height,
    altText: draft.altText,
    caption: draft.caption,
    creditLine: draft.creditLine,
    label: draft.label,
    creators: draft.creators,
    organizations: draft.organizations,
    qualifiers: draft.qualifiers,
    copyrightNotice: draft.copyrightNotice,
    usageTerms: draft.usageTerms,
    license: draft.license,
    webStatement: draft.webStatement,
    rightsExpireAt: draft.rightsExpireAt?.toISOString() ?? null,
    syndication: draft.syndication,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}
