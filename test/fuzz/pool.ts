// What earlier answers gave: addresses that exist, the versions they stand at, cursors, passages. Requests are aimed with it,
// so that they get past "not found". It keeps the newest of each kind, and forgets what is gone.

import type { LightMyRequestResponse } from 'fastify'
import { type Call, urlOf } from './call.ts'
import type { Operation } from './operations.ts'
import { publicUrl } from './settings.ts'

type Json = Record<string, unknown>

export interface Pool {
  /** Known values of a path parameter, by the address up to it: `/v1/articles/{article}`. */
  known(prefix: string): readonly string[]
  /** Known ids, by the last fixed part of their address: `articles`; those that readers see: `published articles`. */
  ids(collection: string): readonly string[]
  versionOf(address: string): number | undefined
  /** The next pages that lists at this very address named; after `any `, a template: those of any address it has. */
  cursorsOf(url: string): readonly string[]
  /** Stretches of articles' texts. */
  passages(): readonly { articleId: string; text: string }[]
  /** Tokens by the id of the comment they open. */
  tokenOf(id: string): string | undefined
  /** What else somebody is called. */
  aliasesOf(id: string): readonly string[]
  /** Takes in what an answer tells. */
  learn(call: Call, answer: LightMyRequestResponse): void
  /** Never hands out this id: the fuzzer would saw off the branch it sits on. */
  protect(id: string): void
}

const most = 40

/** The last fixed part of an address before its last parameter. */
export const collectionOf = (prefix: string): string =>
  prefix
    .split('/')
    .filter((part) => part !== '' && !part.startsWith('{'))
    .at(-1) ?? ''

/** The address up to and with a parameter. */
export const prefixOf = (template: string, name: string): string =>
  template.slice(0, template.indexOf(`{${name}}`) + name.length + 2)

/** An empty pool over the addresses of the document. */
export function makePool(operations: readonly Operation[]): Pool {
  const values = new Map<string, string[]>()
  const ids = new Map<string, string[]>()
  const versions = new Map<string, number>()
  const cursors = new Map<string, string[]>()
  const tokens = new Map<string, string>()
  const aliases = new Map<string, string[]>()
  const passages: { articleId: string; text: string }[] = []
  const isProtected = new Set<string>()
  const templates = [...new Set(operations.map(({ template }) => template))].filter((template) =>
    template.includes('{'),
  )

  const add = (map: Map<string, string[]>, key: string, value: string) => {
    if (isProtected.has(value)) return
    const list = map.get(key) ?? []
    if (list.includes(value)) return
    map.set(key, [...list, value].slice(-most))
  }

  const forgetIn = (map: Map<string, string[]>, value: string, isMeant: (key: string) => boolean) => {
    for (const [key, list] of map) {
      if (!isMeant(key) || !list.includes(value)) continue
      map.set(
        key,
        list.filter((one) => one !== value),
      )
    }
  }

  /** A link names what stands in each parameter of the address it has. */
  const learnLink = (link: string) => {
    const path = link.slice(publicUrl.length).split(/[?#]/, 1)[0] ?? ''
    const parts = path.split('/')
    for (const template of templates) {
      const names = template.split('/')
      if (names.length !== parts.length) continue
      if (!names.every((name, i) => name.startsWith('{') || name === parts[i])) continue
      for (const [i, name] of names.entries()) {
        const part = parts[i] ?? ''
        if (!name.startsWith('{') || part === '') continue
        const prefix = names.slice(0, i + 1).join('/')
        add(values, prefix, part)
        add(ids, collectionOf(prefix), part)
      }
    }
  }

  const learnResource = (collection: string, resource: Json) => {
    const { id, slug, version, editToken, body, links, permalink, status, state } = resource
    // A revision has no id: its version is its address.
    if (id === undefined && typeof version === 'number') add(ids, collection, String(version))
    if (typeof id !== 'string') return
    const isSeen = (status ?? state) === 'published' && !resource.embargoUntil
    if (isSeen) add(ids, `published ${collection}`, id)
    else if (status !== undefined || state !== undefined)
      forgetIn(ids, id, (key) => key.startsWith('published'))
    add(ids, collection, id)
    if (typeof slug === 'string') add(ids, collection, slug)
    for (const address of [id, slug])
      if (typeof version === 'number' && typeof address === 'string') versions.set(address, version)
    if (Array.isArray(resource.aliases)) aliases.set(id, resource.aliases.map(String))
    if (typeof editToken === 'string') tokens.set(id, editToken)
    const text = (body as { text?: unknown } | null | undefined)?.text
    if (collection === 'articles' && typeof text === 'string') learnPassages(id, text)
    for (const link of Object.values((links ?? {}) as Json)) if (typeof link === 'string') learnLink(link)
    if (typeof permalink === 'string') learnLink(permalink)
  }

  const learnPassages = (articleId: string, text: string) => {
    for (const part of text
      .split(/\n+/)
      .filter((line) => line.trim().length > 3)
      .slice(0, 3))
      passages.push({ articleId, text: [...part].slice(0, 60).join('').trim() })
    if (passages.length > most) passages.splice(0, passages.length - most)
  }

  return {
    known: (prefix) => values.get(prefix) ?? [],
    ids: (collection) => ids.get(collection) ?? [],
    versionOf: (address) => versions.get(address),
    cursorsOf: (url) => cursors.get(url) ?? [],
    passages: () => passages,
    tokenOf: (id) => tokens.get(id),
    aliasesOf: (id) => aliases.get(id) ?? [],
    protect: (id) => void isProtected.add(id),

    learn(call, answer) {
      const { operation } = call
      const url = urlOf(call)
      const address = url.split('?', 1)[0]?.split('/') ?? []
      const isGone =
        [301, 308, 410].includes(answer.statusCode) ||
        (operation.method === 'DELETE' && answer.statusCode === 204) ||
        // Without a key, what is not found may only be unseen.
        (operation.method === 'GET' && answer.statusCode === 404 && call.headers.authorization !== undefined)
      const [last] = operation.template
        .split('/')
        .flatMap((part, i) => (part.startsWith('{') ? [i] : []))
        .slice(-1)
      const named = last === undefined ? undefined : address[last]
      if (named !== undefined && isGone) for (const map of [values, ids]) forgetIn(map, named, () => true)
      if (named !== undefined && answer.statusCode === 404)
        forgetIn(ids, named, (key) => key.startsWith('published'))
      if (answer.statusCode >= 300 || answer.body === '') return
      const { location } = answer.headers
      if (typeof location === 'string') learnLink(location)
      if (!String(answer.headers['content-type']).includes('json')) return
      const value = answer.json() as Json & { data?: unknown; page?: { next?: unknown } }
      const collection = collectionOf(operation.template)
      const own =
        collectionBySelf(value) ??
        (operation.template.endsWith('}') || location !== undefined ? collection : parentOf(operation))
      if (Array.isArray(value.data)) {
        for (const item of value.data as Json[]) learnResource(collection, item)
        const next = value.page?.next
        if (typeof next === 'string')
          for (const list of [withoutCursor(url), `any ${operation.template}`]) add(cursors, list, next)
      } else learnResource(own, value)
    },
  }
}

/** What says where it stands is of that collection, whatever was done to it and where. */
function collectionBySelf({ links }: Json): string | undefined {
  const { self } = (links ?? {}) as Json
  return typeof self === 'string' ? self.slice(publicUrl.length).split('/').at(-2) : undefined
}

/** An action answers with what it was done to: `POST /v1/keys/{id}/rotate` with a key. */
const parentOf = ({ template }: Operation): string =>
  template.includes('}') ? collectionOf(template.slice(0, template.lastIndexOf('}'))) : collectionOf(template)

/** The address of a list without the place in it. */
export const withoutCursor = (url: string): string =>
  url.replace(/([?&])cursor=[^&]*&?/, '$1').replace(/[?&]$/, '')
