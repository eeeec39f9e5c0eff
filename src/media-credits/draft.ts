// What an editor or an import hands in, made whole: the writable fields of a credit as one complete value, to which a
// merge patch is applied, so that creating and patching share every rule. Its names are those of the columns.

import type { Tables } from '../db/schema.ts'
import type { CreditQualifier } from '../extraction/credit-qualifiers.ts'
import { agree, nothingPrinted, type Printed } from './printed.ts'
import type { CreditInput, MediaCredit, MediaCreditPatch } from './schema.ts'

type CreditRow = Tables['mediaCredits']['$inferSelect']

type Plain = 'role' | 'mediaUrl' | 'mediaType' | 'width' | 'height' | 'altText' | 'caption'
type Rights = 'copyrightNotice' | 'usageTerms' | 'webStatement' | 'syndication'

/** Every writable field, none missing. */
export interface CreditDraft extends Printed, Pick<MediaCredit, Plain | Rights> {
  rightsExpireAt: Date | null
}

const empty: Omit<CreditDraft, 'role'> = {
  ...nothingPrinted,
  mediaUrl: null,
  mediaType: null,
  width: null,
  height: null,
  altText: null,
  caption: null,
  copyrightNotice: null,
  usageTerms: null,
  webStatement: null,
  rightsExpireAt: null,
  syndication: 'permitted',
}

/** A new credit's fields; the role is this one unless the input says another. */
export const toDraft = (input: CreditInput, role: CreditDraft['role']): CreditDraft =>
  applyPatch({ ...empty, role }, input)

/** JSON Merge Patch (RFC 7396) on the writable fields; the line and its parts go on agreeing. */
export function applyPatch(draft: CreditDraft, patch: MediaCreditPatch): CreditDraft {
  const { creditLine, label, creators, organizations, qualifiers, license } = patch
  return {
    role: patch.role ?? draft.role,
    mediaUrl: pick(patch.mediaUrl, draft.mediaUrl),
    mediaType: pick(patch.mediaType, draft.mediaType),
    width: pick(patch.width, draft.width),
    height: pick(patch.height, draft.height),
    altText: pick(patch.altText, draft.altText),
    caption: pick(patch.caption, draft.caption),
    ...agree(draft, { creditLine, label, creators, organizations, qualifiers, license }),
    copyrightNotice: pick(patch.copyrightNotice, draft.copyrightNotice),
    usageTerms: pick(patch.usageTerms, draft.usageTerms),
    webStatement: pick(patch.webStatement, draft.webStatement),
    syndication: patch.syndication ?? draft.syndication,
    rightsExpireAt:
      patch.rightsExpireAt === undefined ? draft.rightsExpireAt : toInstant(patch.rightsExpireAt),
  }
}

const pick = <T>(patched: T | undefined, current: T): T => (patched === undefined ? current : patched)
const toInstant = (text: string | null) => (text === null ? null : new Date(text))

/** The draft a stored credit stands at. */
export const currentDraft = (row: CreditRow): CreditDraft => ({
  role: row.role,
  mediaUrl: row.mediaUrl,
  mediaType: row.mediaType,
  width: row.width,
  height: row.height,
  altText: row.altText,
  caption: row.caption,
  creditLine: row.creditLine,
  label: row.label,
  creators: row.creators,
  organizations: row.organizations,
  // They were checked against the wire schema, or came from the parser, when they were stored.
  qualifiers: row.qualifiers as CreditQualifier[],
  license: row.license,
  copyrightNotice: row.copyrightNotice,
  usageTerms: row.usageTerms,
  webStatement: row.webStatement,
  rightsExpireAt: row.rightsExpireAt,
  syndication: row.syndication,
})

/** Whether two drafts say the same. */
export const isSameDraft = (one: CreditDraft, other: CreditDraft): boolean =>
  JSON.stringify(ordered(one)) === JSON.stringify(ordered(other))

const ordered = (draft: CreditDraft) => Object.entries(draft).sort(([a], [b]) => (a < b ? -1 : 1))
