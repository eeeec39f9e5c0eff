// Module hooks, which run in a thread of their own: see `one-module.mjs`.

import { readFile } from 'node:fs/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/** Packages of hundreds of small modules; whatever else we use is loaded as it is. */
const bundled = /^(?:typebox|drizzle-orm)(?:\/|$)/

/** A file of ours asks where it is, and is to be told where it was. */
const ours = {
  name: 'ours',
  setup(builder) {
    builder.onResolve({ filter: /^[^./]/ }, ({ path }) =>
      bundled.test(path) ? undefined : { path, external: true },
    )
    builder.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      const url = JSON.stringify(pathToFileURL(path).href)
      return { loader: 'ts', contents: text.replaceAll('import.meta.url', url) }
    })
  },
}

/** @type {import('node:module').LoadHook} */
export async function load(url, context, nextLoad) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return nextLoad(url, context)
  const path = fileURLToPath(url)
  const { outputFiles } = await build({
    entryPoints: [path],
    outfile: `${path}.mjs`,
    write: false,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'error',
    plugins: [ours],
  })
  return { format: 'module', shortCircuit: true, source: outputFiles[0].text }
}
