// The item that a story was imported from, as it is to be written now: what nobody has changed since goes out as it came, leaf by leaf;
// what an editor has changed goes out as it stands here. Nothing of this is for readers: an item may hold notes to editors, telephone
// numbers and markup that nobody has cleaned.

import type { Story } from '../story.ts'
import { headlineOf, isPicture, itemsOf, type NinjsFields, readFields, summaryOf } from './fields.ts'
import type { Json, JsonObject } from './shape.ts'

/** `ours` is the story as we write it; both are items of 3.1. */
export function restoreItem(story: Story, ours: JsonObject, source: JsonObject): JsonObject {
  const was = readFields(source)
  const edited = editedParts(story, was)
  const isEdited = Object.values(edited).includes(true)
  const { standard, uri, pubStatus } = ours
  const changes: JsonObject = {
    ...(edited.headline && {
      headlines: withText(source.headlines, headlineOf(source), story.headline, 'main'),
    }),
    ...(edited.summary && {
      descriptions: withText(source.descriptions, summaryOf(source), story.summary, 'summary'),
    }),
    ...(edited.body && pick(ours, 'bodies', 'located')),
    ...(edited.byline && { by: ours.by ?? null, people: peopleOf(source, ours) }),
    ...(edited.topics && { subjects: ours.subjects ?? null }),
    ...(edited.section && { genres: ours.genres ?? null }),
    ...(edited.provider && { infoSources: providersOf(source, ours) }),
    ...(edited.media && { associations: associationsOf(source, ours) }),
    ...(edited.language && { language: ours.language ?? null }),
    ...(isEdited && pick(ours, 'version', 'versionCreated')),
    ...((edited.embargo || source.embargoedUntil === undefined) && {
      embargoedUntil: ours.embargoedUntil ?? null,
    }),
    ...(edited.expiry && { expires: ours.expires ?? null }),
    ...notesOf(story, source),
  }
  const isAsSent = story.status === 'draft' && source.pubStatus !== undefined
  const restored: JsonObject = {
    uri: uri ?? null,
    ...source,
    ...changes,
    standard: standard ?? null,
    pubStatus: (isAsSent ? source.pubStatus : pubStatus) ?? null,
    altIds: [...itemsOf(source.altIds), ...itemsOf(ours.altIds)],
  }
  return Object.fromEntries(Object.entries(restored).filter(([, value]) => value !== null))
}

const pick = (item: JsonObject, ...names: string[]): JsonObject =>
  Object.fromEntries(names.map((name) => [name, item[name] ?? null]))

/** Which parts say something else than the source did. */
function editedParts(story: Story, was: NinjsFields) {
  const { body, dateline, mediaCredits } = story
  const differ = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other)
  const texts = (
    all: readonly { caption: string | null; creditLine: string | null; mediaUrl: string | null }[],
  ) => all.map(({ caption, creditLine, mediaUrl }) => [caption, creditLine, mediaUrl])
  const instant = (text: string | null) => (text === null ? null : Date.parse(text))
  return {
    headline: story.headline !== was.headline,
    summary: story.summary !== was.summary,
    body: differ(body.blocks, was.blocks) || dateline?.text !== was.dateline?.text,
    byline: story.byline !== was.byline,
    topics:
      differ(story.tags, was.tags) ||
      differ(
        story.subjects.map(({ name }) => name),
        was.subjects.map(({ name }) => name),
      ),
    section: story.section !== was.section,
    provider: story.provider?.name !== was.provider?.name,
    media: differ(texts(mediaCredits), texts(was.media)),
    language: was.language !== null && story.language !== was.language,
    embargo: instant(story.embargoUntil) !== instant(was.embargoUntil),
    expiry: instant(story.expiresAt) !== instant(was.expiresAt),
  }
}

/** The list with another text in one of its places; a text that is gone leaves none. */
function withText(
  all: Json | undefined,
  place: JsonObject | undefined,
  value: string | null,
  role: string,
): Json {
  const written = value === null ? [] : [{ role: place?.role ?? role, contentType: 'text/plain', value }]
  if (place === undefined) return [...itemsOf(all), ...written]
  return itemsOf(all).flatMap((one) => (one === place ? written : [one]))
}

const peopleOf = (source: JsonObject, ours: JsonObject): Json => [
  ...itemsOf(source.people).filter(({ rel }) => rel !== 'author'),
  ...itemsOf(ours.people),
]

const providersOf = (source: JsonObject, ours: JsonObject): Json => [
  ...itemsOf(source.infoSources).filter(({ role }) => role !== undefined && role !== 'provider'),
  ...itemsOf(ours.infoSources),
]

const associationsOf = (source: JsonObject, ours: JsonObject): Json => [
  ...itemsOf(source.associations).filter((one) => !isPicture(one)),
  ...itemsOf(ours.associations),
]

/** Corrections are told to editors beside what the source tells them. */
function notesOf({ corrections }: Story, { edNote }: JsonObject): JsonObject {
  const notes = corrections.map(({ text }) => text)
  return notes.length === 0
    ? {}
    : { edNote: [...(typeof edNote === 'string' ? [edNote] : []), ...notes].join('\n') }
}
