// Comments without script. A page of any site posts a plain form to `POST /v1/articles/{article}/comments`:
//
//   <form method="post" action="https://api.example/v1/articles/harbour-bridge-reopens/comments">
//     <label>Comment <textarea name="body" required></textarea></label>
//     <label>Name <input name="authorName" required></label>
//     <label>E-mail <input name="authorEmail" type="email"></label>
//     <label>Website <input name="authorUrl" type="url"></label>
//     <button>Post comment</button>
//   </form>
//
// A browser is led back to the article, at its comment. When the comment is refused it sees the page made here: the
// form again, with what was entered and what is wrong. Everything on it is escaped.

import type { AppError } from '../errors.ts'
import { form, mediaTypeOf } from '../http/content-types.ts'
import { escapeHtml } from '../text/html.ts'
import { type Language, pageWordsIn } from './catalogue.ts'

interface Asked {
  headers: { 'content-type'?: string | undefined; accept?: string | undefined }
}

/** Whether a person at a browser waits for the answer: a form was sent, and HTML is wanted. */
export const isFromBrowser = ({ headers }: Asked): boolean =>
  mediaTypeOf(headers['content-type']) === form && mentionsHtml(headers.accept ?? '')

const mentionsHtml = (accept: string): boolean =>
  accept.split(',').some((range) => mediaTypeOf(range) === 'text/html')

interface Field {
  name: 'body' | 'authorName' | 'authorEmail' | 'authorUrl'
  control: (value: string) => string
}

const input = (name: Field['name'], attributes: string) => (value: string) =>
  `<input id="${name}" name="${name}" ${attributes} value="${escapeHtml(value)}">`

const fields: readonly Field[] = [
  {
    name: 'body',
    // The first line break after the tag is not part of the value.
    control: (value) => `<textarea id="body" name="body" rows="8">\n${escapeHtml(value)}</textarea>`,
  },
  { name: 'authorName', control: input('authorName', 'autocomplete="name"') },
  { name: 'authorEmail', control: input('authorEmail', 'autocomplete="email"') },
  { name: 'authorUrl', control: input('authorUrl', 'autocomplete="url"') },
]

/** The page for a refused comment: what is wrong, and the form with what was entered, to be sent again. */
export function refusedPage(
  error: AppError,
  { action, entered, language }: { action: string; entered: unknown; language: Language },
): string {
  const words = pageWordsIn(language)
  const values =
    typeof entered === 'object' && entered !== null ? new Map(Object.entries(entered)) : new Map()
  const enteredIn = (name: string): string => {
    const value: unknown = values.get(name)
    return typeof value === 'string' ? value : ''
  }
  const messageOf = (name: string) => error.errors.find(({ pointer }) => pointer === `/${name}`)?.message
  const general = error.errors.filter(({ pointer }) => !fields.some(({ name }) => pointer === `/${name}`))
  const sentences = error.errors.length === 0 ? [error.message] : general.map(({ message }) => message)
  const parentId = enteredIn('parentId')
  const controls = fields.map(({ name, control }) => {
    const message = messageOf(name)
    return `<p><label for="${name}">${words[name]}</label><br>${control(enteredIn(name))}${
      message === undefined ? '' : `<br><strong>${escapeHtml(message)}</strong>`
    }</p>`
  })
  const answers =
    parentId === '' ? [] : [`<input type="hidden" name="parentId" value="${escapeHtml(parentId)}">`]
  return page({ language, title: words.refusedTitle }, [
    ...sentences.map((each) => `<p><strong>${escapeHtml(each)}</strong></p>`),
    `<form method="post" action="${escapeHtml(action)}">`,
    ...answers,
    ...controls,
    `<p><button>${words.submit}</button></p>`,
    '</form>',
  ])
}

/** The page for a comment that a moderator reads first. */
export function waitingPage(permalink: string, language: Language): string {
  const words = pageWordsIn(language)
  return page({ language, title: words.waitingTitle }, [
    `<p>${words.waiting}</p>`,
    `<p><a href="${escapeHtml(permalink.split('#', 1)[0] ?? '')}">${words.back}</a></p>`,
  ])
}

const page = (
  { language, title }: { language: Language; title: string },
  lines: readonly string[],
): string => `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${title}</title>
<h1>${title}</h1>
${lines.join('\n')}
</html>
`
