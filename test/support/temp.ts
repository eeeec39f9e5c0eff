import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'

/** A new folder outside of the project, removed with all that is in it when the test is over. */
export const tempFolder = async (t: Test): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-test-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  return folder
}
