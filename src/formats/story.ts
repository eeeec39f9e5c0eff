// What an article is to every format that it is written in: as its readers see it, whole, with its pictures and quotes. The names are
// those of the wire, so an article of the API is one once its pictures and quotes stand in it.

export interface Story {
  id: string
  slug: string
  status: string
  version: number
  headline: string
  summary: string | null
  byline: string | null
  authors: readonly { name: string; title: string | null; organization: string | null }[]
  dateline: { text: string; place: string | null } | null
  provider: { name: string; uri: string | null } | null
  section: string | null
  tags: readonly string[]
  subjects: readonly { name: string; qcode: string | null; uri: string | null }[]
  language: string | null
  body: { blocks: readonly StoryBlock[]; html: string; text: string }
  wordCount: number
  readingMinutes: number
  leadMedia: StoryMedia | null
  /** All of them, the lead too. */
  mediaCredits: readonly StoryMedia[]
  quotes: readonly StoryQuote[]
  createdAt: string
  publishedAt: string | null
  updatedAt: string
  embargoUntil: string | null
  expiresAt: string | null
  canonicalUrl: string
  corrections: readonly { kind: string; text: string; createdAt: string }[]
  commentCount: number
  links: { self: string; comments: string }
  publisher: string
  /** What was left out for the partner who reads it; absent for everybody else. */
  withheld?: readonly unknown[]
}

export interface StoryMedia {
  id: string
  role: string
  mediaUrl: string | null
  mediaType: string | null
  width: number | null
  height: number | null
  altText: string | null
  caption: string | null
  creditLine: string | null
  creators: readonly string[]
  organizations: readonly string[]
  copyrightNotice: string | null
  usageTerms: string | null
  license: string | null
  webStatement: string | null
  rightsExpireAt: string | null
}

export interface StoryQuote {
  id: string
  text: string
  speaker: { name: string; title: string | null; organization: string | null } | null
  via: { name: string } | null
  position: { block: number } | null
  selector: { prefix: string; suffix: string }
}

export type StoryBlock =
  | { type: 'paragraph' | 'blockquote'; text: string }
  | { type: 'heading'; text: string; level: number }
  | { type: 'list'; ordered: boolean; items: readonly string[] }
  | { type: 'pullQuote'; text: string; attribution?: string | null | undefined }
  | {
      type: 'table'
      caption?: string | null | undefined
      headerRows?: readonly (readonly string[])[] | undefined
      rows: readonly (readonly string[])[]
    }
  | { type: 'image'; mediaCreditId: string }
  | { type: 'embed'; url: string; provider?: string | null | undefined; title?: string | null | undefined }

/** The same for good, whatever the site's address becomes (RFC 9562, section 4). */
export const urnOf = ({ id }: { id: string }): string => `urn:uuid:${id}`

/** Notes for the editors who take the story: what was corrected, and what of it they may not have. */
export function editorialNotes({ corrections, withheld = [] }: Story): string[] {
  const many = withheld.length
  const pictures = many === 1 ? '1 picture is' : `${many} pictures are`
  return [
    ...corrections.map(({ text }) => text),
    ...(many === 0 ? [] : [`${pictures} withheld: the rights do not permit syndication.`]),
  ]
}

/** The body as text, opened by the dateline as it is printed, for forms that have no other place for it. */
export const openedText = ({ dateline, body }: Pick<Story, 'dateline' | 'body'>): string =>
  [dateline?.text, body.text].filter(Boolean).join(' ')
