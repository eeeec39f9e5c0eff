// The program as it is installed. Tests start it many times, and the compiled code starts in a fraction of the time.

import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './sources.ts'

/** The compiled entry, which `npm test` has just built. Throws an Error when it is not of the sources as they are. */
export function builtMain(): string {
  const main = join(projectRoot, 'dist/main.js')
  const builtAt = statSync(main, { throwIfNoEntry: false })?.mtimeMs ?? 0
  const changed = readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' }).find(
    (file) => file.endsWith('.ts') && statSync(join(projectRoot, 'src', file)).mtimeMs > builtAt,
  )
  if (changed !== undefined)
    throw new Error(`dist is older than src/${changed}: run \`npm run build\` before this test.`)
  return main
}

/** The environment of this process for one that is no test: without what makes tap follow it. */
export const plainEnvironment = (more: Record<string, string> = {}): NodeJS.ProcessEnv => {
  const { NODE_OPTIONS: _, ...env } = process.env
  return { ...env, ...more }
}
