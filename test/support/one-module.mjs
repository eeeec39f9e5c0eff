// How tap runs a test file: as one module, made of the file and all that it imports of ours. A file of ours at a time, each through
// a loader, costs a test file seconds before its first test; there are hundreds of either.

import { register } from 'node:module'

register('./one-module-hooks.mjs', import.meta.url)
