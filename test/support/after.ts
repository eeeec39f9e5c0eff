// Run by tap once all test files are through (`after` in .taprc).

import { stopServer } from './postgres.ts'

await stopServer()
