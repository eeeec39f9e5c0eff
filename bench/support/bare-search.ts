// The reference for search: FTS5's own statement on the same file, with nothing around it. `rank` asks for the best of all
// hits, as FTS5 ranks them; `newest` for the newest.

import Sqlite from 'better-sqlite3'

const [file = '', order = 'rank', word = '', seconds = '5'] = process.argv.slice(2)
const db = new Sqlite(file, { readonly: true })
const by = order === 'rank' ? 'rank' : 'rowid desc'
const search = db.prepare(
  `select rowid from "searchIndex" where "searchIndex" match ? order by ${by} limit 20`,
)
const started = performance.now()
const until = started + Number(seconds) * 1000
let count = 0
const before = process.cpuUsage()
while (performance.now() < until) {
  search.all(`"${word}"`)
  count++
}
const rate = (count * 1000) / (performance.now() - started)
const { user, system } = process.cpuUsage(before)
db.close()
process.stdout.write(`${JSON.stringify({ rate, cost: (user + system) / count })}\n`)
