import type { LightMyRequestResponse } from 'fastify'
import type { TestApp } from '../support/app.ts'

/** Sends an export to be imported, with every scope unless a key is given. */
export async function sendExport(
  test: TestApp,
  text: string | Buffer,
  { format = 'wxr', query = '', key }: { format?: string; query?: string; key?: string } = {},
): Promise<LightMyRequestResponse> {
  return test.send({
    method: 'POST',
    url: `/v1/imports?format=${format}${query}`,
    key: key ?? (await test.key()),
    payload: Buffer.from(text),
    headers: { 'content-type': 'application/octet-stream' },
  })
}

/** How many rows an import could leave, table by table. */
export async function rowsLeft({ db }: TestApp): Promise<Record<string, number>> {
  const { articles, articleSources, comments, commentSources, commentPii, changes, articleRevisions } =
    db.tables
  const counted = {
    articles,
    articleSources,
    comments,
    commentSources,
    commentPii,
    changes,
    articleRevisions,
  }
  const counts: Record<string, number> = {}
  for (const [name, table] of Object.entries(counted)) counts[name] = await db.read.$count(table)
  return counts
}
