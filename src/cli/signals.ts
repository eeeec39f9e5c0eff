export interface Signals {
  /** Resolves with the first of the signals, and `second` with the next. */
  readonly first: Promise<void>
  readonly second: Promise<void>
  /** Leaves the signals to the system again. */
  forget(): void
}

/** Listens for signals from now on, so that one which comes early is not lost. */
export function watchSignals(names: readonly NodeJS.Signals[]): Signals {
  const waiting: (() => void)[] = []
  const next = () => new Promise<void>((resolve) => waiting.push(resolve))
  const [first, second] = [next(), next()]
  const onSignal = () => waiting.shift()?.()
  for (const name of names) process.on(name, onSignal)
  return {
    first,
    second,
    forget() {
      for (const name of names) process.off(name, onSignal)
    },
  }
}
