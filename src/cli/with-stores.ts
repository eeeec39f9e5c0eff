import type { Config } from '../config.ts'
import { linkFrom } from '../http/links.ts'
import { createStores } from '../stores.ts'
import { withDatabase } from './with-database.ts'

type Stores = Awaited<ReturnType<typeof createStores>>

/** The stores of the application on the configured database, for the length of some work, without a server. */
export const withStores = <T>(config: Config, work: (stores: Stores) => Promise<T>): Promise<T> =>
  withDatabase(config, async (db) => {
    const link = linkFrom(config.publicUrl, () => `http://${config.host}:${config.port}`)
    return work(await createStores({ config, db, now: () => new Date(), link }))
  })
