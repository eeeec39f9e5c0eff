import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'
import { formats } from '../../src/http/formats.ts'
import { projectRoot } from '../support/sources.ts'
import { makeExamples } from './examples.ts'

const read = (file: string) => JSON.parse(readFileSync(join(projectRoot, 'openapi', file), 'utf8'))
const examples = read('examples.json')
const document = read('openapi.json')

t.test('the recorded examples are what is answered now: run `npm run openapi` after a change', async (t) => {
  t.same(await makeExamples(), examples)
})

interface Shown {
  path: string[]
  value: unknown
}

/** Every value that the document shows for a schema beside it, with the place of that schema. */
function shownIn(node: unknown, path: string[] = []): Shown[] {
  if (typeof node !== 'object' || node === null) return []
  const { schema, example, examples: several } = node as Record<string, unknown>
  const beside =
    schema !== undefined && example !== undefined ? [{ path: [...path, 'schema'], value: example }] : []
  const within = Array.isArray(several) ? several.map((value) => ({ path, value })) : []
  const below = Object.entries(node).flatMap(([name, child]) =>
    name === 'example' || name === 'examples' ? [] : shownIn(child, [...path, name]),
  )
  return [...beside, ...within, ...below]
}

const shown = shownIn(document)

t.test('every example of a body is one of them', async (t) => {
  const recorded = new Set(
    [...Object.values<{ request?: unknown; answer?: unknown }>(examples.operations)]
      .flatMap(({ request, answer }) => [request, answer])
      .concat(Object.values(examples.problems))
      .map((value) => JSON.stringify(value)),
  )
  const bodies = shown.filter(({ path }) => path.includes('content'))
  t.ok(bodies.length > 60, `${bodies.length} bodies`)
  for (const { path, value } of bodies) t.ok(recorded.has(JSON.stringify(value)), path.join('/'))
})

t.test('every example keeps to its schema, formats too', async (t) => {
  const ajv = new Ajv2020({ strict: false })
  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format.test)
  ajv.addFormat('uri-reference', true)
  ajv.addSchema({ $id: 'document', ...document })
  for (const { path, value } of shown) {
    const parts = path.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
    const validate = ajv.compile({ $ref: `document#/${parts.join('/')}` })
    t.ok(validate(value), `${path.join('/')}: ${ajv.errorsText(validate.errors)}`)
  }
})
