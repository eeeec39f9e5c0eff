// Every regular expression in the sources, checked for catastrophic backtracking by `recheck`. One that it cannot judge, or that
// takes more than linear time, fails the lint step.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'acorn'
import { full } from 'acorn-walk'
import { transformSync } from 'esbuild'
import { check } from 'recheck'

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
const found = new Map()
for (const file of files) {
  const { code } = transformSync(readFileSync(join('src', file), 'utf8'), {
    loader: 'ts',
    sourcefile: file,
    logLevel: 'error',
  })
  full(parse(code, { ecmaVersion: 2024, sourceType: 'module' }), (node) => {
    const literal = node.type === 'Literal' ? node.regex : undefined
    if (literal !== undefined) found.set(`/${literal.pattern}/${literal.flags}`, { ...literal, file })
  })
}

/** Bounds in steps, and none in time: the verdict is the same on a busy machine as on a quiet one. */
const bounds = {
  randomSeed: 1,
  timeout: null,
  attackTimeout: null,
  incubationTimeout: null,
  recallTimeout: null,
  seedingTimeout: null,
}

let failures = 0
for (const [text, { pattern, flags, file }] of found) {
  const result = await check(pattern, flags.replace(/[dv]/g, ''), bounds)
  const isLinear = result.status === 'safe' && result.complexity.type !== 'polynomial'
  if (isLinear) continue
  failures++
  console.error(
    `src/${file}: ${text} is ${result.status}: ${result.complexity?.summary ?? result.error?.kind ?? 'unknown'}`,
  )
}
console.log(`${found.size} regular expressions checked, ${failures} with more than linear time.`)
process.exitCode = failures === 0 ? 0 : 1
