// Prints `N passed, N failed` for a file in the Test Anything Protocol, counting assertions of every depth.
import { readFileSync } from 'node:fs'

const lines = readFileSync(process.argv[2], 'utf8').split('\n')
const results = lines.filter(
  (line, i) => /^\s*(?:not )?ok \d+/.test(line) && !/^\s*#\s*Subtest/.test(lines[i - 1] ?? ''),
)
const failed = results.filter((line) => /^\s*not ok/.test(line) && !/#\s*(?:skip|todo)/i.test(line)).length
const skipped = results.filter((line) => /#\s*skip/i.test(line)).length
// What failed, with where and how it differed, for whoever reads the log.
lines.forEach((line, i) => {
  if (/^\s*not ok \d+/.test(line) && !/#\s*(?:skip|todo)/i.test(line))
    console.log(lines.slice(i, i + 20).join('\n'))
})
console.log(
  `${results.length - failed - skipped} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
)
