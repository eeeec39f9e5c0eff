// Reads what a command is given: a file by its path, or standard input for `-`.

import { createReadStream } from 'node:fs'
import { AppError } from '../errors.ts'
import type { Io } from './io.ts'

/** What messages call an input. */
export const nameOf = (path: string): string => (path === '-' ? 'stdin' : path)

/** The bytes of a file or of standard input, as they come. Throws `invalid` for what cannot be read. */
export async function* openInput(path: string, io: Io): AsyncGenerator<Uint8Array> {
  try {
    yield* path === '-' ? io.input : createReadStream(path)
  } catch (cause) {
    throw new AppError('invalid', `${nameOf(path)} cannot be read: ${reasonOf(cause)}.`, { cause })
  }
}

/** All the bytes. Throws `too_large` beyond the limit, `invalid` for what cannot be read. */
export async function readInput(path: string, io: Io, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of openInput(path, io)) {
    length += chunk.length
    if (length > limit) throw new AppError('too_large', `${nameOf(path)} is larger than ${limit} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
}

/** Why the file system refused, in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return reasons[code] ?? (code === '' ? String(error) : `the system says ${code}`)
}
