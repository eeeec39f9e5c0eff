#!/usr/bin/env node
// The process: its arguments, streams and exit code, and nothing else.

import { dispatch } from './cli/dispatch.ts'
import { environment } from './config.ts'

type Output = NodeJS.WriteStream

// Whoever reads a part of the output, as `head` does, closes the pipe: the work goes on, unheard.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}
const write = (stream: Output, text: string): void => {
  if (stream.writable) stream.write(text)
}

const code = await dispatch(process.argv.slice(2), {
  env: environment(),
  input: process.stdin,
  out: (line) => write(process.stdout, `${line}\n`),
  err: (line) => write(process.stderr, `${line}\n`),
  status: process.stderr.isTTY ? (text) => write(process.stderr, text) : undefined,
})

// A pipe may still hold output; the process ends when it is out.
const end = () => process.exit(code)
const flush = (stream: Output, then: () => void): void => {
  if (stream.writable) stream.write('', () => then())
  else then()
}
flush(process.stdout, () => flush(process.stderr, end))
