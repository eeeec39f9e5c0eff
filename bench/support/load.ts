import autocannon from 'autocannon'

/** Requests a second for one address under a fixed number of connections; throws when any answer is not as expected. */
export async function rateOf(
  url: string,
  options: {
    seconds: number
    connections: number
    request?: () => { method: 'POST'; body: string; headers: Record<string, string> }
  },
): Promise<number> {
  const { request } = options
  const result = await autocannon({
    url,
    connections: options.connections,
    duration: options.seconds,
    ...(request !== undefined && { requests: [{ setupRequest: (given) => ({ ...given, ...request() }) }] }),
  })
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} answers were no success, ${result.errors} requests failed.`)
  }
  return result.requests.total / result.duration
}

/** Ours against the reference, which is measured before and after: the machine's speed changes within minutes. */
export async function compare(reference: () => Promise<number>, ours: () => Promise<number>) {
  const before = await reference()
  const rate = await ours()
  const after = await reference()
  return {
    rate,
    reference: (before + after) / 2,
    ratio: (2 * rate) / (before + after),
    spread: Math.abs(before - after) / Math.max(before, after),
  }
}
