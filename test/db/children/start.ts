// Opens a database as a process of its own and closes it again: `start.ts <url>`.

import { open } from '../../../src/db/index.ts'

const [url = ''] = process.argv.slice(2)
const db = await open(url)
await db.ping()
await db.close()
