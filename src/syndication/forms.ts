import type { FormWriters } from '../articles/forms.ts'
import { writeHtml, writeText } from '../formats/article-page/write.ts'
import { writeJsonLd } from '../formats/json-ld/write.ts'
import { writeNewsMlG2 } from '../formats/newsml-g2/write.ts'
import { isObject } from '../formats/ninjs/shape.ts'
import { writeNinjs } from '../formats/ninjs/write.ts'
import { may } from '../http/actor.ts'
import type { FindSource } from './source-store.ts'
import { storyOf } from './story.ts'

/**
 * The writers of an article's other forms; `publisher` is whom documents name as such. What a source said that we have no field for
 * is for those who see drafts: it may hold notes to editors and telephone numbers.
 */
export const articleForms = (publisher: string, findSource: FindSource): FormWriters => ({
  jsonld: (article) => writeJsonLd(storyOf(article, publisher)),
  ninjs: async (article, { actor, profile }) => {
    const story = storyOf(article, publisher)
    const source = may(actor, 'articles:read') ? await findSource(story.id, 'ninjs') : undefined
    return writeNinjs(story, { version: profile, source: isObject(source) ? source : undefined })
  },
  newsml: (article) => writeNewsMlG2(storyOf(article, publisher)),
  html: (article) => writeHtml(storyOf(article, publisher)),
  text: (article) => writeText(storyOf(article, publisher)),
})
