// Stories of plain wire text in the words of our articles.

import { toDateline } from '../articles/draft.ts'
import type { NewArticle } from '../articles/schema.ts'
import type { WireStory } from '../formats/wire-text/model.ts'
import { readWireText } from '../formats/wire-text/read.ts'
import type { ReadStories, Story } from './story.ts'

/** Reads wire text into stories as an import stores them. */
export function readWireStories(bytes: Uint8Array): ReadStories {
  const { stories, problems } = readWireText(bytes)
  return { stories: stories.map(toStory), findings: problems }
}

const toStory = (story: WireStory): Story => ({
  article: toNewArticle(story),
  media: story.media.map(({ caption, credit }) => ({ caption, creditLine: credit?.text ?? null })),
  findings: story.problems,
})

const toNewArticle = (story: WireStory): NewArticle => ({
  headline: story.headline,
  summary: story.summary,
  byline: story.byline?.text ?? null,
  authors: story.byline?.authors ?? [],
  dateline: story.dateline === null ? null : toDateline(story.dateline),
  language: story.language,
  body: { blocks: story.paragraphs.map((text) => ({ type: 'paragraph', text })) },
})
