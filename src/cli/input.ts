// Reads what a command is given: a file by its path, or standard input for `-`.

import { createReadStream } from 'node:fs'
import { AppError } from '../errors.ts'
import type { Io } from './io.ts'

/** The bytes of a file or of standard input, as they come. */
export const openInput = (path: string, io: Io): AsyncIterable<Uint8Array> =>
  path === '-' ? io.input : createReadStream(path)

/** All the bytes. Throws `too_large` beyond the limit, `invalid` for what cannot be read. */
export async function readInput(path: string, io: Io, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of openInput(path, io)) {
      length += chunk.length
      if (length > limit) throw new AppError('too_large', `It is larger than ${limit} bytes.`)
      chunks.push(chunk)
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('invalid', `It cannot be read: ${reasonOf(cause)}.`, { cause })
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
