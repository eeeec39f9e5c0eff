#!/usr/bin/env node
// The process: its arguments, streams and exit code, and nothing else.

import { dispatch } from './cli/dispatch.ts'
import { environment } from './config.ts'

// Whoever reads a part of the output, as `head` does, closes the pipe; that is no error of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
}

const code = await dispatch(process.argv.slice(2), {
  env: environment(),
  input: process.stdin,
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  status: process.stderr.isTTY ? (text) => void process.stderr.write(text) : undefined,
})

// A pipe may still hold output; the process ends when it is out.
process.stdout.write('', () => process.stderr.write('', () => process.exit(code)))
