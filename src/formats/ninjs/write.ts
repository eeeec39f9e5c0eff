// IPTC ninjs 3.1 (https://iptc.org/std/ninjs/). It has no place for a dateline, so the bodies begin with it; none for captions and
// credit lines but descriptions by role, as AP writes them; and none for quotes.

import { openedHtml } from '../article-page/write.ts'
import { given, listed } from '../given.ts'
import { editorialNotes, openedText, type Story, type StoryMedia, urnOf } from '../story.ts'
import { to1, to2 } from './downgrade.ts'
import { restoreItem } from './restore.ts'
import type { JsonObject } from './shape.ts'

type Item = Record<string, unknown>

export const ninjsVersions = ['3.1', '2.2', '1.6'] as const
export type NinjsVersion = (typeof ninjsVersions)[number]

const inVersion: Record<NinjsVersion, (item: JsonObject) => JsonObject> = {
  '3.1': (item) => item,
  '2.2': to2,
  '1.6': to1,
}

interface Written {
  version?: NinjsVersion | undefined
  /** The item that the story was imported from, for those who may see all that it says. */
  source?: JsonObject | undefined
}

/** The story as one ninjs item, its pictures as associations; what it lacks is left out. */
export function writeNinjs(story: Story, { version = '3.1', source }: Written = {}): string {
  const ours = itemOf(story)
  return JSON.stringify(inVersion[version](source === undefined ? ours : restoreItem(story, ours, source)))
}

/** The story as one item of 3.1. */
const itemOf = (story: Story): JsonObject =>
  // `given` leaves nothing that JSON does not have.
  given({
    uri: urnOf(story),
    standard: {
      name: 'ninjs',
      version: '3.1',
      schema: 'https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json',
    },
    type: 'text',
    representationType: 'full',
    version: String(story.version),
    firstCreated: story.createdAt,
    versionCreated: story.updatedAt,
    embargoedUntil: story.embargoUntil,
    expires: story.expiresAt,
    pubStatus: story.status === 'published' ? 'usable' : 'withheld',
    language: story.language,
    slugline: story.slug,
    by: story.byline,
    located: story.dateline?.place,
    headlines: [{ role: 'main', contentType: 'text/plain', value: story.headline }],
    descriptions:
      story.summary === null
        ? undefined
        : [{ role: 'summary', contentType: 'text/plain', value: story.summary }],
    bodies: bodiesOf(story),
    people: listed(story.authors.map(({ name }) => ({ name, rel: 'author' }))),
    infoSources: story.provider && [
      given({ name: story.provider.name, role: 'provider', uri: story.provider.uri }),
    ],
    subjects: listed([
      ...story.subjects.map(({ name, qcode, uri }) => given({ name, rel: 'about', literal: qcode, uri })),
      ...story.tags.map((name) => ({ name, rel: 'keyword' })),
    ]),
    genres: story.section === null ? undefined : [{ name: story.section }],
    edNote: listed(editorialNotes(story))?.join('\n'),
    altIds: [{ role: 'canonicalUrl', value: story.canonicalUrl }],
    associations: listed(story.mediaCredits.map(mediaOf)),
  }) as JsonObject

function bodiesOf(story: Story): Item[] {
  const { wordCount } = story
  const bodies = { 'text/html': openedHtml(story), 'text/plain': openedText(story) }
  return Object.entries(bodies).map(([contentType, value]) => ({
    role: 'main',
    contentType,
    wordCount,
    charCount: [...value].length,
    value,
  }))
}

function mediaOf(media: StoryMedia, index: number): Item {
  const descriptions = { caption: media.caption, creditline: media.creditLine, altText: media.altText }
  return given({
    name: `${media.role}${index + 1}`,
    uri: urnOf(media),
    type: typeOf(media.mediaType),
    by: listed(media.creators)?.join(', '),
    descriptions: listed(
      Object.entries(descriptions).flatMap(([role, value]) =>
        value === null ? [] : [{ role, contentType: 'text/plain', value }],
      ),
    ),
    infoSources: listed(media.organizations.map((name) => ({ name, role: 'supplier' }))),
    copyrightNotice: media.copyrightNotice,
    usageTerms: media.usageTerms,
    rightsInfo: media.webStatement && { linkedRights: media.webStatement },
    expires: media.rightsExpireAt,
    renditions:
      media.mediaUrl === null
        ? undefined
        : [
            given({
              name: 'main',
              href: media.mediaUrl,
              contentType: media.mediaType,
              width: media.width,
              height: media.height,
            }),
          ],
  })
}

function typeOf(mediaType: string | null): string {
  const kind = mediaType?.split('/', 1)[0]?.toLowerCase()
  return kind === 'audio' || kind === 'video' ? kind : 'picture'
}
