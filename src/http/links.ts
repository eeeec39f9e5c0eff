/** Makes an API path absolute. The base is `PUBLIC_URL`, never the Host header, which anyone can set. */
export type Link = (path: string) => string

/** Links from the configured base, or else from the address the server listens on. */
export function linkFrom(publicUrl: string | undefined, listening: () => string): Link {
  return (path) => `${publicUrl ?? listening()}${path}`
}

/** The path and query of a request, safe for logs and error bodies: nothing that looks like a key or opens a preview. */
export function withoutSecrets(url: string): string {
  // The router reads percent-encoding, so a secret works in that spelling too.
  const plain = url.replaceAll(/%([0-7][0-9a-f])/gi, (_, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  const shown = isSecret.test(plain) ? plain : url
  return shown.replaceAll(secrets, '$1_***')
}

/** API keys begin with `dl_`, previews with `dp_`. */
const isSecret = /d[lp]_[\w-]/
const secrets = /(d[lp])_[\w-]+/g

export const pathOf = (url: string): string => withoutSecrets(url.split('?', 1)[0] ?? url)
