// Rows become the wire's speaker here and nowhere else. Names are shown as the newest quote that readers see has them, so that
// a draft's spelling is not told; an editor's word comes before that.

import type { Tables } from '../db/schema.ts'
import type { Link } from '../http/links.ts'
import type { Speaker } from './speaker-schema.ts'

export type SpeakerRow = Tables['speakers']['$inferSelect']
export type AliasRow = Tables['speakerAliases']['$inferSelect']

/** What readers see said under one name of a speaker. */
export interface Said {
  nameKey: string
  quoteCount: number
  latestAt: Date | null
  /** The newest quote under this name; `titled` and `affiliated` are the newest that say for what and for whom. */
  newest: Mention | undefined
  titled: Mention | undefined
  affiliated: Mention | undefined
}

/** A quote's word on its speaker. */
export interface Mention {
  id: string
  name: string | null
  title: string | null
  organization: string | null
}

interface Known {
  said: readonly Said[]
  aliases: readonly AliasRow[]
  /** Whether to show the names that no reader has seen. */
  isEditor: boolean
}

export function toSpeaker(row: SpeakerRow, { said, aliases, isEditor }: Known, link: Link): Speaker {
  const spelled = new Map(said.map(({ nameKey, newest }) => [nameKey, newest?.name]))
  const shown = aliases.filter(
    ({ nameKey, isStated }) => nameKey !== row.nameKey && (isEditor || isStated || spelled.has(nameKey)),
  )
  const dates = said.flatMap(({ latestAt }) => latestAt?.getTime() ?? [])
  const self = link(`/v1/speakers/${row.id}`)
  return {
    id: row.id,
    name: (row.isNamed ? undefined : spelled.get(row.nameKey)) ?? row.name,
    aliases: shown.map(({ nameKey, name, isStated }) => (isStated ? name : (spelled.get(nameKey) ?? name))),
    title: newestOf(said.map(({ titled }) => titled))?.title ?? null,
    organization: newestOf(said.map(({ affiliated }) => affiliated))?.organization ?? null,
    quoteCount: said.reduce((sum, { quoteCount }) => sum + quoteCount, 0),
    latestQuoteAt: dates.length === 0 ? null : new Date(Math.max(...dates)).toISOString(),
    version: row.version,
    links: { self, quotes: link(`/v1/quotes?speaker=${row.id}`) },
  }
}

/** Ids are made in the order of time. */
const newestOf = (mentions: readonly (Mention | undefined)[]): Mention | undefined =>
  mentions.reduce(
    (newest, one) => (one === undefined || (newest !== undefined && newest.id > one.id) ? newest : one),
    undefined,
  )
