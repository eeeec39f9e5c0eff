import type { FormWriters } from '../articles/forms.ts'
import { writeHtml, writeText } from '../formats/article-page/write.ts'
import { writeJsonLd } from '../formats/json-ld/write.ts'
import { writeNewsMlG2 } from '../formats/newsml-g2/write.ts'
import { writeNinjs } from '../formats/ninjs/write.ts'
import { storyOf } from './story.ts'

/** The writers of an article's other forms; `publisher` is whom documents name as such. */
export const articleForms = (publisher: string): FormWriters => ({
  jsonld: (article) => writeJsonLd(storyOf(article, publisher)),
  ninjs: (article) => writeNinjs(storyOf(article, publisher)),
  newsml: (article) => writeNewsMlG2(storyOf(article, publisher)),
  html: (article) => writeHtml(storyOf(article, publisher)),
  text: (article) => writeText(storyOf(article, publisher)),
})
