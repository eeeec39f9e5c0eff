// `npm run openapi` runs this first: it writes the examples that the document then shows.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { projectRoot } from '../support/sources.ts'
import { makeExamples } from './examples.ts'

const examples = await makeExamples()
await writeFile(join(projectRoot, 'openapi/examples.json'), `${JSON.stringify(examples, null, 2)}\n`)
