// What readers of all formats come down to before a story is stored.

import type { NewArticle } from '../articles/schema.ts'
import type { CreditInput } from '../media-credits/schema.ts'

/** Something to tell of a story; an `error` refuses it, a `note` does not. */
export interface Finding {
  line: number | null
  code: string
  message: string
  severity: 'note' | 'error'
}

/** A picture as a story prints it: the credit line is kept to the letter. Our own export knows everything else of it too. */
export interface StoryMedia extends CreditInput {
  caption: string | null
  creditLine: string | null
}

/** What of a story is stored. */
export interface StoryContent {
  article: NewArticle
  media: StoryMedia[]
  /** Where its media stand among the blocks, by their place in `media`; each `at` counts those before it. */
  pictures?: readonly { at: number; media: number }[] | undefined
}

export interface Story extends StoryContent {
  findings: Finding[]
}

/** A text that was read: its stories, and what is to be told of the text as a whole. */
export interface ReadStories {
  stories: Story[]
  findings: Finding[]
}
