// The reference for durable writes: single-row inserts into a bare table, each its own transaction, on the same disk.

import { join } from 'node:path'
import Sqlite from 'better-sqlite3'

const [folder = '', seconds = '5'] = process.argv.slice(2)
const db = new Sqlite(join(folder, 'bare.db'))
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.exec('create table if not exists rows (id integer primary key, at integer not null, text text not null)')
const insert = db.prepare('insert into rows (at, text) values (?, ?)')
const text = 'A comment of ordinary length, such as readers leave under an article about a bridge. '.repeat(2)
const started = performance.now()
const until = started + Number(seconds) * 1000
let count = 0
const before = process.cpuUsage()
while (performance.now() < until) {
  insert.run(count, text)
  count++
}
const rate = (count * 1000) / (performance.now() - started)
const { user, system } = process.cpuUsage(before)
db.close()
process.stdout.write(`${JSON.stringify({ rate, cost: (user + system) / count })}\n`)
