// Texts that break what is written carelessly, and a story made of them.

import fc from 'fast-check'
import type { Story } from '../../src/formats/story.ts'

const at = '2026-11-24T09:00:00.000Z'
const id = '019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11'

/** A story in which every text is this one. */
export const storyOf = (text: string): Story => ({
  id,
  slug: 'a-story',
  status: 'published',
  version: 1,
  headline: text,
  summary: text,
  byline: text,
  authors: [{ name: text, title: text, organization: text }],
  dateline: { text, place: text },
  provider: { name: text, uri: null },
  section: text,
  tags: [text],
  subjects: [{ name: text, qcode: null, uri: null }],
  language: 'en',
  body: {
    blocks: [
      { type: 'paragraph', text: `${text} ${text}` },
      { type: 'pullQuote', text, attribution: text },
      { type: 'table', caption: text, headerRows: [[text]], rows: [[text]] },
    ],
    html: '',
    text: '',
  },
  wordCount: 1,
  readingMinutes: 1,
  leadMedia: null,
  mediaCredits: [],
  quotes: [
    {
      id,
      text,
      speaker: { name: text, title: null, organization: null },
      via: { name: text },
      position: { block: 0 },
      selector: { prefix: `${text} `, suffix: '' },
    },
  ],
  createdAt: at,
  publishedAt: at,
  updatedAt: at,
  embargoUntil: null,
  expiresAt: null,
  canonicalUrl: 'https://news.example/a-story',
  corrections: [{ kind: 'correction', text, createdAt: at }],
  commentCount: 0,
  links: { self: 'https://news.example/1', comments: 'https://news.example/1/comments' },
  publisher: text,
})

/** What the API lets in: no control characters but tab and line feed, and no half of a surrogate pair. */
export const hostileTexts = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.string({
      unit: fc.constantFrom('<', '>', '&', ']]>', '"', "'", '-->', '<?', '\t', '\n', '\uFFFE', '😀'),
    }),
  )
  .map((text) => text.replace(/[\p{Cc}\p{Cs}]/gu, (char) => (/[\t\n]/.test(char) ? char : 'x')))
  .filter((text) => text.trim() !== '')
