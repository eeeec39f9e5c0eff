// The second gate of what readers write: an allow-list over the renderer's HTML.

import sanitizeHtml from 'sanitize-html'

/** What may stand in a comment. */
export const allowed: sanitizeHtml.IOptions = {
  allowedTags: ['p', 'br', 'a', 'em', 'strong', 'del', 'blockquote', 'code', 'pre', 'ul', 'ol', 'li'],
  allowedAttributes: { a: ['href', 'rel'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'escape',
  transformTags: {
    // Search engines give nothing for it, and the page it leads to cannot reach back.
    a: (tagName, { href = '' }) => ({ tagName, attribs: { href, rel: 'nofollow ugc noopener' } }),
  },
}

/** The HTML with nothing in it but what is allowed. */
export const sanitise = (html: string): string =>
  isProse(html) ? asWritten(html) : sanitizeHtml(html, allowed)

/** Paragraphs, line breaks and text, as most comments are: to parse that would give it back. */
const isProse = (html: string): boolean => !/[<>&]/.test(html.replace(/<\/?p>|<br>|&quot;/g, ''))

/** The sanitiser's spelling of the same. */
const asWritten = (html: string): string => html.replaceAll('<br>', '<br />').replaceAll('&quot;', '"')
