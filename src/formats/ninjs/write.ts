// IPTC ninjs 3.1 (https://iptc.org/std/ninjs/). It has no place for a dateline, so the bodies begin with it; none for captions and
// credit lines but descriptions by role, as AP writes them; and none for quotes.

import { openedHtml } from '../article-page/write.ts'
import { openedText, type Story, type StoryMedia, urnOf } from '../story.ts'

type Item = Record<string, unknown>

/** The story as one ninjs 3.1 item, its pictures as associations; what it lacks is left out. */
export function writeNinjs(story: Story): string {
  return JSON.stringify(
    without({
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
      people: list(story.authors.map(({ name }) => ({ name, rel: 'author' }))),
      infoSources: story.provider && [
        without({ name: story.provider.name, role: 'provider', uri: story.provider.uri }),
      ],
      subjects: list([
        ...story.subjects.map(({ name, qcode, uri }) => without({ name, rel: 'about', literal: qcode, uri })),
        ...story.tags.map((name) => ({ name, rel: 'keyword' })),
      ]),
      genres: story.section === null ? undefined : [{ name: story.section }],
      edNote: list(story.corrections)
        ?.map(({ text }) => text)
        .join('\n'),
      altIds: [{ role: 'canonicalUrl', value: story.canonicalUrl }],
      associations: list(story.mediaCredits.map(mediaOf)),
    }),
  )
}

const without = (item: Item): Item =>
  Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null && value !== undefined))

const list = <T>(items: readonly T[]): readonly T[] | undefined => (items.length === 0 ? undefined : items)

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
  return without({
    name: `${media.role}${index + 1}`,
    uri: urnOf(media),
    type: typeOf(media.mediaType),
    by: list(media.creators)?.join(', '),
    descriptions: list(
      Object.entries(descriptions).flatMap(([role, value]) =>
        value === null ? [] : [{ role, contentType: 'text/plain', value }],
      ),
    ),
    infoSources: list(media.organizations.map((name) => ({ name, role: 'supplier' }))),
    copyrightNotice: media.copyrightNotice,
    usageTerms: media.usageTerms,
    rightsInfo: media.webStatement && { linkedRights: media.webStatement },
    expires: media.rightsExpireAt,
    renditions:
      media.mediaUrl === null
        ? undefined
        : [
            without({
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
