// Exports that real WordPress sites and their importers' tests hold. They are no part of the project: without them the test is skipped.

import { createReadStream, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { readWxrArchive } from '../../src/imports/wxr-archive.ts'

const folder = fileURLToPath(new URL('../../../shared/data/standards/wxr/', import.meta.url))
const skip = existsSync(folder) ? false : 'the shared exports are not here'

/** Not well-formed: elements are left open, or closed that are not open. */
const broken = ['malformed.xml', 'sample-no-slug.xml']

async function read(path: string) {
  const found = { articles: 0, comments: 0, leftOut: 0, problems: [] as string[] }
  for await (const piece of readWxrArchive(createReadStream(path)).pieces) {
    if (piece.kind === 'article') found.articles += 1
    if (piece.kind === 'comment') found['comment' in piece.comment ? 'comments' : 'leftOut'] += 1
    if (piece.kind === 'problem') found.problems.push(piece.problem.code)
  }
  return found
}

t.test('every well-formed export is read to its end', { skip }, async (t) => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.xml'),
  )
  t.ok(files.length > 20)
  for (const file of files) {
    const { problems } = await read(join(folder, file))
    t.same(problems, broken.some((name) => file.endsWith(name)) ? ['malformed_xml'] : [], file)
  }
})

t.test("the theme unit test's items and comments are all there", { skip }, async (t) => {
  const { articles, comments, leftOut } = await read(
    join(folder, 'wordpress-importer/theme-unit-test-data.xml'),
  )
  t.same({ articles, comments: comments + leftOut }, { articles: 186, comments: 33 })
})
