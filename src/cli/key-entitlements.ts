import type { EntitlementsPatch } from '../auth/schema.ts'
import { isLanguageTag } from '../http/formats.ts'
import { isBlank } from '../text/blank.ts'
import { usageError } from './usage-error.ts'

/** The options of `keys create` that limit a partner's key. */
export const entitlementOptions = {
  sections: { type: 'string', multiple: true },
  agencies: { type: 'string', multiple: true },
  languages: { type: 'string', multiple: true },
  delay: { type: 'string' },
  embargoed: { type: 'boolean' },
  pictures: { type: 'string' },
} as const

interface Given {
  sections?: string[]
  agencies?: string[]
  languages?: string[]
  delay?: string
  embargoed?: boolean
  pictures?: string
}

/** What the options ask for; undefined where none is given. Throws a usage error. */
export function readEntitlements(given: Given): EntitlementsPatch | undefined {
  const { sections, agencies, languages, delay, embargoed, pictures } = given
  const wanted: EntitlementsPatch = {
    ...(sections && { sections: namesIn('sections', sections) }),
    ...(agencies && { agencies: namesIn('agencies', agencies) }),
    ...(languages && { languages: tagsIn(languages) }),
    ...(delay !== undefined && { delaySeconds: secondsIn(delay) }),
    ...(embargoed !== undefined && { embargoed }),
    ...(pictures !== undefined && { pictures: picturesIn(pictures) }),
  }
  return Object.keys(wanted).length === 0 ? undefined : wanted
}

/** A name with a comma in it is given by HTTP. */
const wordsIn = (lists: readonly string[]): string[] => [
  ...new Set(lists.flatMap((list) => list.split(',')).map((word) => word.trim().normalize('NFC'))),
]

function namesIn(option: string, lists: readonly string[]): string[] {
  const names = wordsIn(lists)
  if (names.length <= 100 && names.every((name) => !isBlank(name) && name.length <= 200)) return names
  throw usageError(`--${option} takes 1 to 100 names of 1 to 200 characters, with commas between them.`)
}

function tagsIn(lists: readonly string[]): string[] {
  const tags = wordsIn(lists)
  if (tags.length <= 100 && tags.every(isLanguageTag)) return tags
  throw usageError('--languages takes language tags, such as en,de-AT.')
}

function secondsIn(text: string): number {
  const seconds = /^(?:0|[1-9]\d{0,6})$/.test(text) ? Number(text) : Number.NaN
  if (seconds <= 2_592_000) return seconds
  throw usageError('--delay takes whole seconds, 0 to 2592000.')
}

function picturesIn(text: string): 'permitted' | 'all' {
  if (text === 'permitted' || text === 'all') return text
  throw usageError('--pictures takes "permitted" or "all".')
}
