// A story as one page of plain, clean HTML, and as plain text: what a person prints, and what a program without JSON reads. The body's
// HTML comes sanitised; the rest is text and is escaped here.

import { escapeHtml } from '../../text/html.ts'
import { openedText, type Story, type StoryMedia } from '../story.ts'

/** The body as HTML, its first paragraph opened by the dateline. */
export function openedHtml({ dateline, body: { html } }: Pick<Story, 'dateline' | 'body'>): string {
  if (dateline === null) return html
  const opening = `<p>${escapeHtml(dateline.text)}`
  return html.startsWith('<p>') ? `${opening} ${html.slice('<p>'.length)}` : `${opening}</p>\n${html}`
}

/** A whole document; it loads nothing but the story's own pictures. */
export function writeHtml(story: Story): string {
  const { headline, language, canonicalUrl } = story
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    `<title>${escapeHtml(headline)}</title>`,
    `<link rel="canonical" href="${escapeHtml(canonicalUrl)}">`,
  ]
  const article = [
    `<h1>${escapeHtml(headline)}</h1>`,
    ...paragraph(story.summary),
    ...paragraph(story.byline),
    ...publishedAt(story),
    ...figure(story),
    openedHtml(story),
    ...story.corrections.flatMap(({ text }) => paragraph(text)),
  ]
  return `<!doctype html>
<html${language === null ? '' : ` lang="${escapeHtml(language)}"`}>
<head>
${head.join('\n')}
</head>
<body>
<article>
${article.filter(Boolean).join('\n')}
</article>
</body>
</html>
`
}

/** Headline, byline and body, parted by blank lines; corrections last. */
export const writeText = (story: Story): string =>
  `${[story.headline, story.byline, openedText(story), ...story.corrections.map(({ text }) => text)]
    .filter(Boolean)
    .join('\n\n')}\n`

const paragraph = (text: string | null): string[] => (text ? [`<p>${escapeHtml(text)}</p>`] : [])

const publishedAt = ({ publishedAt: at }: Story): string[] =>
  at === null ? [] : [`<p><time datetime="${at}">${at}</time></p>`]

/** The lead picture; one that stands in the text is shown there. */
function figure({ leadMedia, body }: Story): string[] {
  if (leadMedia === null || leadMedia.mediaUrl === null) return []
  if (body.blocks.some((block) => block.type === 'image' && block.mediaCreditId === leadMedia.id)) return []
  const caption = [leadMedia.caption, leadMedia.creditLine].filter(Boolean).join(' ')
  const below = caption === '' ? '' : `<figcaption>${escapeHtml(caption)}</figcaption>`
  return [`<figure>${mediaOf(leadMedia, leadMedia.mediaUrl)}${below}</figure>`]
}

function mediaOf({ mediaType, altText }: StoryMedia, url: string): string {
  const address = escapeHtml(url)
  if (mediaType === null || /^image\//i.test(mediaType))
    return `<img src="${address}" alt="${escapeHtml(altText ?? '')}">`
  return `<a href="${address}" rel="noopener nofollow">${escapeHtml(altText || url)}</a>`
}
