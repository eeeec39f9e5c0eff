// The text of a rendered comment: what is seen, with list marks and line breaks, for apps that show no HTML and for
// whatever judges words. It comes from the parser's tokens, never from taking tags out of HTML.

import type { Token } from 'markdown-it'

interface RenderedText {
  text: string
  /** The same without the marks of lists: empty lists say nothing. */
  words: string
}

/** Walks the blocks in their order; paragraphs stand apart by a blank line, items of a list by a line break. */
export function toText(tokens: readonly Token[]): RenderedText {
  const lists: { next: number | undefined }[] = []
  let text = ''
  let words = ''
  let gap = ''
  let mark = ''

  const append = (content: string, gapAfter: string) => {
    words += content
    if (content === '') return
    text += text === '' ? mark + content : gap + mark + content
    mark = ''
    gap = gapAfter
  }

  for (const token of tokens) {
    const list = lists.at(-1)
    if (token.type === 'ordered_list_open') lists.push({ next: 1 })
    else if (token.type === 'bullet_list_open') lists.push({ next: undefined })
    else if (token.type.endsWith('_list_close')) {
      lists.pop()
      if (lists.length === 0) gap = '\n\n'
    } else if (token.type === 'list_item_open' && list !== undefined) {
      mark = `${'  '.repeat(lists.length - 1)}${list.next === undefined ? '•' : `${list.next++}.`} `
    } else if (token.type === 'inline') append(inlineText(token), lists.length > 0 ? '\n' : '\n\n')
    else if (token.type === 'fence') append(token.content.replace(/\n$/, ''), '\n\n')
  }
  return { text, words }
}

const inlineText = (token: Token): string =>
  (token.children ?? [])
    .map(({ type, content }) => (type === 'softbreak' || type === 'hardbreak' ? '\n' : content))
    .join('')
