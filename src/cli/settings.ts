import { type Config, readConfig } from '../config.ts'
import { AppError } from '../errors.ts'
import type { Io } from './io.ts'

/** The settings from the environment. Throws `invalid` with a line for each variable that is wrong. */
export function settingsOf(io: Io): Config {
  try {
    return readConfig(io.env)
  } catch (cause) {
    throw new AppError('invalid', (cause as Error).message, { cause })
  }
}
