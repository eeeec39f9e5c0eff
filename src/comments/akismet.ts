// A client of Akismet and of services that speak like it (https://akismet.com/developers/). It asks with a time limit, knows the
// "discard" tip and why a text is checked again. Whatever is not a clear answer is thrown: the caller then has people look.

import type { SpamCheck, SpamReport, SpamSubmission } from '../db/schema.ts'

export type SpamService = ReturnType<typeof akismet>

export type SpamVerdict = Omit<SpamCheck, 'checkedAt'>

interface AkismetOptions {
  /** Base of its calls, such as https://rest.akismet.com/1.1. */
  url: string
  key: string
  /** Milliseconds that a call may take. */
  patience?: number
}

/** The service. Each call throws an Error when it fails, refuses, or does not answer in time. */
export function akismet({ url, key, patience = 3_000 }: AkismetOptions) {
  const call = async (path: string, fields: SpamSubmission) => {
    const response = await fetch(`${url}/${path}`, {
      method: 'POST',
      body: new URLSearchParams({ api_key: key, ...fields }),
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    })
    const text = (await response.text()).trim()
    if (!response.ok) throw new Error(`The spam service answered ${response.status}.`)
    return { text, headers: response.headers }
  }

  return {
    async check(fields: SpamSubmission): Promise<SpamVerdict> {
      const { text, headers } = await call('comment-check', fields)
      if (text !== 'true' && text !== 'false') {
        throw new Error(
          `The spam service gave no verdict: ${headers.get('x-akismet-debug-help') ?? 'no reason'}.`,
        )
      }
      const isSpam = text === 'true'
      return {
        provider: 'akismet',
        verdict: isSpam ? 'spam' : 'ham',
        discard: isSpam && headers.get('x-akismet-pro-tip') === 'discard',
        guid: headers.get('x-akismet-guid'),
      }
    },

    /** Tells it of a verdict that was wrong: what the comment is instead. */
    async report(what: SpamReport, fields: SpamSubmission): Promise<void> {
      await call(what === 'ham' ? 'submit-ham' : 'submit-spam', fields)
    },
  }
}
