// What readers of all formats come down to before a story is stored.

import type { NewArticle } from '../articles/schema.ts'

/** Something to tell of a story; an `error` refuses it, a `note` does not. */
export interface Finding {
  line: number | null
  code: string
  message: string
  severity: 'note' | 'error'
}

/** A picture as a story prints it: the credit line is kept to the letter. */
export interface StoryMedia {
  caption: string | null
  creditLine: string | null
}

/** What of a story is stored. */
export interface StoryContent {
  article: NewArticle
  media: StoryMedia[]
}

export interface Story extends StoryContent {
  findings: Finding[]
}

/** A text that was read: its stories, and what is to be told of the text as a whole. */
export interface ReadStories {
  stories: Story[]
  findings: Finding[]
}
