// What readers of all formats come down to before a story is stored.

import type { NewArticle } from '../articles/schema.ts'
import type { CreditInput } from '../media-credits/schema.ts'

/** Something to tell of a story; an `error` refuses it, a `note` does not. */
export interface Finding {
  line: number | null
  code: string
  message: string
  severity: 'note' | 'error'
  /** JSON Pointer (RFC 6901) to the place, in a text that is JSON. */
  pointer?: string
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
  /** All that the source says, for formats that say more than an article has fields for. */
  extensions?: Record<string, unknown>
  /** What the sender says is not to be published, or no longer. */
  standing?: 'usable' | 'withheld' | 'canceled'
}

export interface Story extends StoryContent {
  /** The format's own id for the story. */
  sourceId?: string
  /** When readers of another site first saw it. */
  publishedAt?: Date | null
  findings: Finding[]
}

/** A text that was read: its stories, and what is to be told of the text as a whole. */
export interface ReadStories {
  stories: Story[]
  findings: Finding[]
}
