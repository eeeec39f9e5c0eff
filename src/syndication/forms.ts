import type { FormWriters } from '../articles/forms.ts'
import { writeHtml, writeText } from '../formats/article-page/write.ts'
import { writeJsonLd } from '../formats/json-ld/write.ts'
import { writeNewsMlG2 } from '../formats/newsml-g2/write.ts'
import { writeNinjs } from '../formats/ninjs/write.ts'
import type { Story } from '../formats/story.ts'

/** The writers of an article's other forms; `publisher` is whom documents name as such. */
export function articleForms(publisher: string): FormWriters {
  // The wire's article, whole and with its pictures and quotes, has every field of a story by the same name.
  const storyOf = (article: object): Story => ({ ...(article as Omit<Story, 'publisher'>), publisher })
  return {
    jsonld: (article) => writeJsonLd(storyOf(article)),
    ninjs: (article) => writeNinjs(storyOf(article)),
    newsml: (article) => writeNewsMlG2(storyOf(article)),
    html: (article) => writeHtml(storyOf(article)),
    text: (article) => writeText(storyOf(article)),
  }
}
