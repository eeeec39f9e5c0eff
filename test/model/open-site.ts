import { open } from '../../src/db/index.ts'
import { type Engine, engines } from '../support/engines.ts'
import { appOn, type TestApp } from '../support/site.ts'
import type { Owner } from '../support/temp.ts'

/** Makes sites of one engine, each over a database of its own; they end with their owner. */
export const sitesOn = (engine: Engine, owner: Owner) => async (): Promise<TestApp> => {
  const db = await open(await engines[engine](owner))
  owner.teardown(() => db.close())
  return appOn(owner, db)
}
