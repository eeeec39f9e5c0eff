/** The groups that operations are documented in. */
export const tags = {
  articles: 'What happened, as the wire told it: the central resource.',
  taxonomies: 'What published articles are filed under, with their counts.',
  mediaCredits: 'Whose picture, for whom, under which rights and caption.',
  quotes: 'Who said what, through whom, and where in the text.',
  comments: 'What readers leave under an article.',
  moderation: 'What moderators see and do.',
  settings: 'What the publication decides while the server runs.',
  syndication: 'Feeds of the newest articles, and sitemaps of all.',
  changes: 'What readers saw change, in order, to mirror a site by.',
  webhooks: 'Changes sent to a receiver of yours, signed.',
  extractions: 'Reads a text and stores nothing.',
  imports: 'A wire story goes in.',
  keys: 'Who may do what.',
  operations: 'The index, health and the contract.',
} as const

export type TagName = keyof typeof tags
