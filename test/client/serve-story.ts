import { join } from 'node:path'
import type { Middleware } from 'openapi-fetch'
import type { Test } from 'tap'
import { open } from '../../src/db/index.ts'
import type { Document } from '../../src/http/document-parts.ts'
import { appOn } from '../support/app.ts'
import { tempFolder } from '../support/temp.ts'
import { type Story, startStory } from './story.ts'

interface Served {
  story: Story
  /** Operations that were answered well, as they are. */
  called: ReadonlySet<string>
  /** Operations of the document the server gives. */
  documented: string[]
}

/** A listening server on a new database, and the story's clients, watched. */
export async function serveStory(t: Test): Promise<Served> {
  const db = await open(`file:${join(await tempFolder(t), 'dateline.db')}`)
  t.teardown(() => db.close())
  const { app, key } = await appOn(t, db)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const { paths } = app.swagger() as unknown as Document
  const operationAt = (path: string, method: string) => paths[path]?.[method.toLowerCase()]?.operationId

  const called = new Set<string>()
  const watch: Middleware = {
    onResponse({ request, response, schemaPath }) {
      const operation = operationAt(schemaPath, request.method)
      if (operation !== undefined && response.ok) called.add(operation)
    },
  }
  const documented = Object.values(paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  )
  return { story: startStory({ url, key: await key(), watch }), called, documented }
}
