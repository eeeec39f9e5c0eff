// The types of a client, generated from the contract as anyone would: `node --import=tsx test/client/generate.ts`. They
// are a source, not a declaration file, so that the compiler checks them like ours.

import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import openapiTypes, { astToString } from 'openapi-typescript'
import { projectRoot } from '../support/sources.ts'

const nodes = await openapiTypes(pathToFileURL(join(projectRoot, 'openapi/openapi.json')))
const file = join(projectRoot, 'test/client/generated/schema.ts')
await mkdir(dirname(file), { recursive: true })
await writeFile(file, astToString(nodes))
