import { setTimeout as delay } from 'node:timers/promises'

/** Waits for something to be so; throws when it is not within some seconds. */
export async function until(isSo: () => boolean, patience = 10_000): Promise<void> {
  const end = Date.now() + patience
  while (!isSo()) {
    if (Date.now() > end) throw new Error('What was waited for did not happen.')
    await delay(5)
  }
}
