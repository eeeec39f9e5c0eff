interface Repeating {
  /** Milliseconds from the end of one run to the next. */
  every: number
  onError: (err: unknown) => void
}

/**
 * Does a piece of work at once and then again and again, one run at a time; a failure is told, and the next run tries again.
 * `stop` waits for the run that is on.
 */
export function repeat(
  work: () => Promise<unknown>,
  { every, onError }: Repeating,
): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const run = async (): Promise<void> => {
    await work().catch(onError)
    if (!stopped) timer = setTimeout(() => (running = run()), every)
  }
  let running = run()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
