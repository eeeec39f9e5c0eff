import type { Middleware } from 'openapi-fetch'
import { buildApp } from '../../src/app.ts'
import { keyStore } from '../../src/auth/store.ts'
import { readConfig } from '../../src/config.ts'
import type { Database } from '../../src/db/database.ts'
import { scopes } from '../../src/http/actor.ts'
import type { Document } from '../../src/http/document-parts.ts'
import { documentOf } from '../support/document.ts'
import { type Story, startStory } from './story.ts'

/** One call of the story, as it went over the wire. */
export interface Exchange {
  operation: string
  status: number
  /** The body that was sent, and that came back; empty where there was none. */
  sent: string
  received: string
  type: string
}

export interface Served {
  story: Story
  url: string
  /** The editor's key. */
  key: string
  /** A key that may do nothing but read drafts. */
  weakKey: string
  exchanges: Exchange[]
  /** Operations of the document the server gives. */
  documented: string[]
  close: () => Promise<void>
}

/** A listening server on an empty database, at a time that stands still, and the story's clients, watched. */
export async function serveStory(db: Database): Promise<Served> {
  const now = () => new Date('2026-11-24T09:00:00.000Z')
  const config = readConfig({ PUBLIC_URL: 'https://news.example', LOG_LEVEL: 'silent' })
  const app = await buildApp({ config, db, now })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const { paths } = documentOf<Document>(app)
  const keys = keyStore(db, now)
  const { key } = await keys.create({ name: 'city desk', scopes })
  const weak = await keys.create({ name: 'intern', scopes: ['articles:read'] })

  const exchanges: Exchange[] = []
  const sent = new Map<string, string>()
  const watch: Middleware = {
    async onRequest({ id, request }) {
      sent.set(id, await request.clone().text())
    },
    async onResponse({ id, request, response, schemaPath }) {
      const operation = paths[schemaPath]?.[request.method.toLowerCase()]?.operationId ?? ''
      const type = response.headers.get('content-type')?.split(';', 1)[0] ?? ''
      // What never ends is read by whoever asked, who closes it too.
      const received = type === 'text/event-stream' ? '' : await response.clone().text()
      exchanges.push({ operation, status: response.status, sent: sent.get(id) ?? '', received, type })
    },
  }
  return {
    story: startStory({ url, key, watch }),
    url,
    key,
    weakKey: weak.key,
    exchanges,
    documented: Object.values(paths).flatMap((path) => Object.values(path).map((each) => each.operationId)),
    close: () => app.close(),
  }
}
