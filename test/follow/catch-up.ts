import type { Database } from '../../src/db/database.ts'
import { follow } from '../../src/follow/follow.ts'
import { mirrorStore } from '../../src/follow/mirror-store.ts'
import { openSource } from '../../src/follow/source.ts'
import { scopes } from '../../src/http/actor.ts'
import { createStores } from '../../src/stores.ts'
import { testConfig } from '../support/app.ts'

/** Copies a source into a database to the end of what there is to copy; gives what was done. */
export async function catchUp(
  { url, key }: { url: string; key?: string },
  db: Database,
  now: () => Date,
): Promise<string[]> {
  const stores = await createStores({ config: testConfig(), db, now, link: (path) => path })
  const actor = { keyId: null, name: 'test', scopes: new Set(scopes) }
  const { signal } = new AbortController()
  const onTrouble = (message: string) => {
    throw new Error(message)
  }
  const source = openSource({ url, key, signal, onTrouble })
  const outcomes: string[] = []
  const refused: unknown[] = []
  const onProgress = (progress: { outcomes: readonly string[]; refused: readonly unknown[] }) => {
    outcomes.push(...progress.outcomes)
    refused.push(...progress.refused)
  }
  const mirror = mirrorStore(db, url, { ...stores, now, actor })
  await follow({ source, mirror, now, onProgress }, true)
  if (refused.length > 0) throw new Error(JSON.stringify(refused))
  return outcomes.sort()
}
