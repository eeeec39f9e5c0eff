// What a feed of somebody else comes down to, whichever of the three forms it has. Nothing in it is checked but its shape.

export interface IncomingFeed {
  title: string | null
  homeUrl: string | null
  language: string | null
  publisher: string | null
}

export interface IncomingItem {
  /** Where it begins in the text; null in JSON. */
  line: number | null
  /** JSON Pointer to it, in JSON. */
  pointer?: string
  id: string | null
  url: string | null
  /** Plain text or HTML, as feeds do not agree. */
  title: string | null
  /** HTML. */
  summary: string | null
  /** HTML. */
  body: string | null
  authors: string[]
  publishedAt: Date | null
  language: string | null
  categories: { name: string; scheme: string | null }[]
  /** Whom it is taken from. */
  source: { name: string; uri: string | null } | null
  media: IncomingMedia[]
}

export interface IncomingMedia {
  url: string
  mediaType: string | null
  width: number | null
  height: number | null
  caption: string | null
  creditLine: string | null
  creators: string[]
  organizations: string[]
  copyrightNotice: string | null
  usageTerms?: string | null
  webStatement: string | null
}

/** An instant in any of the forms of feeds: RFC 822 or RFC 3339; null for what is none. */
export function parseFeedDate(text: string): Date | null {
  const at = Date.parse(text.trim())
  return Number.isNaN(at) || at < Date.UTC(1, 0) ? null : new Date(at)
}

/** A document as it is read; a blank line before the declaration, which servers add by mistake, is read over. */
export async function* documentOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const start = bytes.findIndex((byte) => byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)
  yield start > 0 ? bytes.subarray(start) : bytes
}

/** The text, or null where there is none. */
export const given = (text: string | undefined): string | null => {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? null : trimmed
}
