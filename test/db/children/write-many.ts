// Writes rows to `settings`, each in a transaction of its own: `write-many.ts <url> <prefix> <count>`.

import { open } from '../../../src/db/index.ts'

const [url = '', prefix = '', count = '0'] = process.argv.slice(2)
const db = await open(url)
for (let index = 0; index < Number(count); index += 1) {
  const row = { name: `${prefix}${index}`, value: index, updatedAt: new Date() }
  await db.write((tx) => tx.insert(db.tables.settings).values(row))
}
await db.close()
