import type { Story } from '../formats/story.ts'

/** An article as its reader sees it, whole and with its pictures and quotes included, as the story that formats write. */
export const storyOf = (article: object, publisher: string): Story =>
  // The wire's article has every field of a story by the same name.
  ({ ...(article as Omit<Story, 'publisher'>), publisher })
