// The formats our schemas name, stricter than the usual ones: `date-time` libraries accept second 60, which no
// JavaScript date can hold, and `uri` accepts `javascript:`.

import { isBlank } from '../text/blank.ts'
import { isInstant } from '../text/instant.ts'

export { isInstant }

/** Not by `URL.canParse`: in Node 20 it comes to refuse "https://bücher.example/" once it has run often enough. */
function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

/** An absolute http or https address without credentials, white space or control characters. */
export function isWebUrl(text: string): boolean {
  if (!/^https?:\/\/[^\s<>"'`\\{}|^]+$/i.test(text)) return false
  const url = parseUrl(text)
  return url !== undefined && url.hostname !== '' && url.username === '' && url.password === ''
}

/** Canonical lower-case UUID of any version (RFC 9562). */
export const isUuid = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)

/** A well-formed language tag (RFC 5646), as the platform's own Unicode data judges it. */
export function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    return false
  }
}

/** A day that exists, `YYYY-MM-DD`. */
export const isCalendarDate = (text: string): boolean => isInstant(`${text}T00:00:00Z`)

/** Lower-case ASCII words joined by hyphens; never the form of an id, which would be ambiguous in a path. */
export const isSlug = (text: string): boolean => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text) && !isUuid(text)

/** Name, test, and the end of the sentence "The value …" for each format. */
export const formats: Record<string, { test: (text: string) => boolean; must: string }> = {
  instant: {
    test: isInstant,
    must: 'must be an RFC 3339 instant with an offset, such as 2026-10-31T09:30:00Z',
  },
  'web-url': { test: isWebUrl, must: 'must be an absolute http or https URL' },
  uuid: { test: isUuid, must: 'must be a UUID in lower case' },
  'language-tag': { test: isLanguageTag, must: 'must be a BCP 47 language tag, such as en or pt-BR' },
  'calendar-date': { test: isCalendarDate, must: 'must be a day, such as 2026-10-31' },
  slug: { test: isSlug, must: 'must be lower-case ASCII letters and digits joined by hyphens, and no UUID' },
  visible: { test: (text) => !isBlank(text), must: 'must not be blank' },
  uri: { test: (text) => parseUrl(text) !== undefined, must: 'must be a URI' },
}
