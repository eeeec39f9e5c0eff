const at = new Date('2026-11-24T08:00:00.123Z')

/** The least of an article that the database takes. */
export const articleRow = (id: string) => ({
  id,
  slug: id,
  status: 'draft' as const,
  version: 1,
  headline: 'Council votes',
  blocks: [],
  bodyHtml: '',
  bodyText: '',
  wordCount: 0,
  createdAt: at,
  updatedAt: at,
  commentCount: 0,
  commentsOpen: true,
})
