// Articles with few comments and with many, of the same shape: three replies to each at the top.

import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Site } from './site.ts'

/** Leaves one comment as a reader would, and puts so many copies in its place. */
export async function growComments(site: Site, articleId: string, count: number): Promise<void> {
  const answer = await fetch(`${site.url}/v1/articles/${articleId}/comments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ authorName: 'Ada', body: `Was the bridge *ever* open?\n\nOne of ${count}.` }),
  })
  if (answer.status !== 201) throw new Error(`The comment was answered with ${answer.status}.`)
  const { id } = (await answer.json()) as { id: string }
  const db = new Sqlite(join(site.folder, 'site.db'), { timeout: 10_000 })
  try {
    db.transaction(() => {
      copy(db, { id, count })
      db.prepare('delete from comments where id = ?').run(id)
      db.prepare('update articles set "commentCount" = ? where id = ?').run(count, articleId)
    })()
  } finally {
    db.close()
  }
}

/** Every fourth is at the top, and the three after it answer it. */
function copy(db: Sqlite.Database, { id, count }: { id: string; count: number }): void {
  const idOf = (number: string) => `printf('01900000-%04x-7000-9000-%012x', @count, ${number})`
  const [isReply, parent, under] = ['n % 4 > 0', idOf('n - n % 4'), 'iif(n % 4 = 0, 3, 0)']
  const own: Record<string, string> = {
    id: idOf('n'),
    rootId: parent,
    parentId: `iif(${isReply}, ${parent}, null)`,
    inReplyTo: `iif(${isReply}, ${parent}, null)`,
    depth: isReply,
    replyCount: under,
    descendantCount: under,
    createdAt: 'b."createdAt" - (@count - n) * 1000',
  }
  const columns = (db.pragma('table_info("comments")') as { name: string }[]).map(({ name }) => name)
  db.prepare(`
    with recursive numbers (n) as (select 0 union all select n + 1 from numbers where n + 1 < @count)
    insert into comments (${columns.map((name) => `"${name}"`).join(', ')})
    select ${columns.map((name) => own[name] ?? `b."${name}"`).join(', ')}
    from numbers cross join comments b on b.id = @id`).run({ id, count })
}
