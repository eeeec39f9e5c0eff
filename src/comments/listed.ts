// Under which keys a person, a network, a domain or a word stands in the moderators' lists; pure but for the keyed hash of an
// e-mail address, which the lists hold in place of the address.

import type { ListedKind } from '../db/schema.ts'
import { networkOf } from '../http/address.ts'
import { hostsOf } from './hosts.ts'
import { lookOf, toPhrase } from './words.ts'

/** What of a comment may stand in a list. */
export interface Listable {
  name: string
  email: string | undefined
  /** Address it was sent from. */
  ip: string
  /** Its links, the addresses that readers see in it, and the address of its author. */
  urls: readonly string[]
}

interface Entry {
  key: string
  /** As moderators see it. */
  shown: string
}

type EmailKey = (email: string) => string

const keyOf = (kind: ListedKind, value: string): string => `${kind}:${value}`

/** An entry as it is stored; undefined for a value that is not of its kind. */
export function toEntry(kind: ListedKind, value: string, emailKey: EmailKey): Entry | undefined {
  const normal = normalizers[kind](value.trim(), emailKey)
  return normal === undefined ? undefined : { key: keyOf(kind, normal.key), shown: normal.shown }
}

const same = (key: string | undefined, shown = key): Entry | undefined =>
  key === undefined || key === '' ? undefined : { key, shown: shown ?? key }

const normalizers: Record<ListedKind, (value: string, emailKey: EmailKey) => Entry | undefined> = {
  word: (value) => same(toPhrase(value), value),
  name: (value) => same(lookOf(value), value),
  domain: (value) => same(toDomain(value)),
  network: (value) => same(toNetwork(value)),
  email: (value, emailKey) => (value.includes('@') ? same(emailKey(value), maskEmail(value)) : undefined),
}

function toDomain(value: string): string | undefined {
  const bare = value.slice(value.lastIndexOf('@') + 1).replace(/^\*\./, '')
  return hostsOf(bare.includes('://') ? bare : `http://${bare}`)[0]
}

/** Enough for whoever knows the address to know it again. */
const maskEmail = (email: string): string => `${[...email][0]}…${email.slice(email.lastIndexOf('@'))}`

const prefixes = { ipv4: { least: 8, most: 32 }, ipv6: { least: 16, most: 128 } }

function toNetwork(value: string): string | undefined {
  const [address = '', length, ...rest] = value.split('/')
  if (rest.length > 0 || (length !== undefined && !/^\d{1,3}$/.test(length))) return undefined
  const isIpv6 = networkOf(address, { ipv4: 32, ipv6: 128 }).includes(':')
  const { most, least } = isIpv6 ? prefixes.ipv6 : prefixes.ipv4
  // An IPv4 address in IPv6 form is IPv4; its prefix counts the 96 bits before it.
  const before = !isIpv6 && address.includes(':') ? 96 : 0
  const bits = length === undefined ? most : Number(length) - before
  if (bits < least || bits > most) return undefined
  const network = networkOf(address, { ipv4: bits, ipv6: bits })
  return network === 'unknown' ? undefined : network
}

/** Every kind of what stands in the lists beside words. */
export const allKinds: ReadonlySet<ListedKind> = new Set(['name', 'email', 'network', 'domain'])

/** Every key of these kinds under which a comment may stand. */
export function keysOf(
  comment: Listable,
  { emailKey, kinds }: { emailKey: EmailKey; kinds: ReadonlySet<ListedKind> },
): string[] {
  const keys = [...kinds].flatMap((kind) =>
    valuesOf[kind](comment, emailKey).map((value) => keyOf(kind, value)),
  )
  return [...new Set(keys)]
}

/** The sender, every network around the address, every domain above the links. */
const valuesOf: Record<ListedKind, (comment: Listable, emailKey: EmailKey) => string[]> = {
  word: () => [],
  name: ({ name }) => [lookOf(name)],
  email: ({ email }, emailKey) => (email === undefined ? [] : [emailKey(email)]),
  network: ({ ip }) => networksAround(ip),
  // All of them: a text is short enough to hold only so many.
  domain: ({ email, urls }) =>
    [...urls, ...(email === undefined ? [] : [`mailto:${email}`])].flatMap(hostsOf).flatMap(domainsAbove),
}

const mostLabels = 8

function domainsAbove(host: string): string[] {
  const labels = host.split('.').slice(-mostLabels)
  return labels.map((_, i) => labels.slice(i).join('.'))
}

function networksAround(ip: string): string[] {
  const { least, most } = networkOf(ip, { ipv4: 32, ipv6: 128 }).includes(':') ? prefixes.ipv6 : prefixes.ipv4
  return Array.from({ length: most - least + 1 }, (_, i) =>
    networkOf(ip, { ipv4: least + i, ipv6: least + i }),
  )
}
