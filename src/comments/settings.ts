// What a publication may decide about its comments; the rules take it from here and know no numbers of their own.

export interface CommentSettings {
  /** `post`: published at once; `pre`: a moderator decides first. */
  mode: 'post' | 'pre'
  /** Replies beyond this depth stand beside what they answer. */
  maxDepth: number
  /** How long the author's edit token is good for. */
  editWindowS: number
  /** How long the same words from the same person count as sent twice. */
  duplicateHours: number
  /** How long personal data is kept. */
  retentionDays: number
}

/** Out of the box, a reader's comment is published at once and the moderator can tighten. */
export const defaultSettings: CommentSettings = {
  mode: 'post',
  maxDepth: 4,
  editWindowS: 15 * 60,
  duplicateHours: 24,
  retentionDays: 90,
}
