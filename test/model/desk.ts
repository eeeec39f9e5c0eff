// The real side: the application, spoken to over HTTP by an editor and by a reader. What a reader gets is searched for what the
// model says must not be seen.

import assert from 'node:assert/strict'
import type { LightMyRequestResponse } from 'fastify'
import type { TestApp } from '../support/site.ts'
import { leaksIn } from './readers.ts'
import type { Reader, World } from './world.ts'

export interface Written {
  method: 'POST' | 'PATCH' | 'DELETE'
  url: string
  payload?: object
  headers?: Record<string, string>
  remoteAddress?: string
}

export interface Desk {
  test: TestApp
  /** Where the change feed stood before the sequence. */
  start: string
  /** Writes as an editor with all scopes. */
  write: (request: Written, key?: string) => Promise<LightMyRequestResponse>
  /** Reads as one or the other. */
  read: (world: World, url: string, as?: Reader) => Promise<LightMyRequestResponse>
  /** Keys that may do one thing only. */
  keys: { editor: string; reporter: string; pictures: string }
  /** The latest answers to readers, by address, as a cache would keep them. */
  kept: Map<string, Kept>
  /** How many requests were sent. */
  requests: number
}

export interface Kept {
  body: string
  etag: string
  lastModified: string | undefined
}

const mostKept = 50

function keep(
  kept: Map<string, Kept>,
  url: string,
  { statusCode, headers, body }: LightMyRequestResponse,
): void {
  const { etag, 'last-modified': lastModified } = headers
  if (statusCode !== 200 || etag === undefined) return
  kept.delete(url)
  kept.set(url, { body, etag, lastModified: lastModified === undefined ? undefined : String(lastModified) })
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
}

export async function openDesk(test: TestApp): Promise<Desk> {
  const keys = {
    editor: await test.key(),
    reporter: await test.key('articles:write'),
    pictures: await test.key('media:write'),
  }
  const desk: Desk = {
    test,
    keys,
    start: '0',
    kept: new Map(),
    requests: 0,
    write: (request, key = keys.editor) => {
      desk.requests += 1
      return test.send({ ...request, ...(key !== '' && { key }) })
    },
    async read(world, url, as = 'anonymous') {
      desk.requests += 1
      const answer = await test.send({ url, ...(as === 'editor' && { key: keys.editor }) })
      if (as === 'anonymous') {
        const leaks = leaksIn(answer.body, world)
        assert.deepEqual(leaks, [], `GET ${url} shows readers what they must not see: ${answer.body}`)
        keep(desk.kept, url, answer)
      }
      return answer
    },
  }
  return desk
}

/** The data of a list that must be there. */
export function dataOf(answer: LightMyRequestResponse, url: string): { data: unknown[]; page: ListPage } {
  assert.equal(answer.statusCode, 200, `GET ${url} answered ${answer.statusCode}: ${answer.body}`)
  return answer.json()
}

export interface ListPage {
  limit: number
  next: string | null
  total?: number
}

/** A whole list, page by page; its total must be the number of its items on each page. */
export async function walk(desk: Desk, world: World, { path, query, as }: Walk): Promise<unknown[]> {
  const items: unknown[] = []
  const totals: (number | undefined)[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const params = new URLSearchParams({ ...query, count: 'exact', ...(cursor !== '' && { cursor }) })
    const url = `${path}?${params}`
    const { data, page } = dataOf(await desk.read(world, url, as), url)
    items.push(...data)
    totals.push(page.total)
    cursor = page.next
    assert.ok(totals.length < 1000, `${url} goes on for ever`)
    assert.ok(cursor === null || data.length === page.limit, `${url} has a next page, and room on this one`)
  }
  assert.deepEqual(
    totals,
    totals.map(() => items.length),
    `${path}?${new URLSearchParams(query)} says how many there are, and shows as many`,
  )
  return items
}

export interface Walk {
  path: string
  query: Record<string, string>
  as: Reader
}
