import type { ArticleRow } from '../articles/store.ts'
import { type Language, messagesIn } from './catalogue.ts'
import { isClosed } from './closing.ts'
import type { FormTokens } from './form-token.ts'
import type { CommentForm } from './schema.ts'
import { type CommentSettings, settingsOf } from './settings.ts'

/** What a page needs to show the form of an article, at this moment. */
export function formOf(
  article: ArticleRow,
  {
    site,
    formTokens,
    at,
    language,
  }: { site: CommentSettings; formTokens: FormTokens; at: Date; language: Language },
): CommentForm {
  const settings = settingsOf(site, article.commentSettings)
  return {
    formToken: formTokens.make(at),
    honeypotField: settings.honeypotField,
    required: ['body', 'authorName', ...(settings.requireEmail ? ['authorEmail'] : [])],
    messages: messagesIn(language),
    editableSeconds: settings.editWindowS,
    closed: isClosed(article, settings, at),
  }
}
