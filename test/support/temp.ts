import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'

/** Whoever uses something and sees to its end: a test, or a command. */
export type Owner = Pick<Test, 'teardown'>

/** A new folder outside of the project, removed with all that is in it with its owner. */
export const tempFolder = async (owner: Owner): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-test-'))
  owner.teardown(() => rm(folder, { recursive: true, force: true }))
  return folder
}
