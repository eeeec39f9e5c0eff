/** Makes an API path absolute. The base is `PUBLIC_URL`, never the Host header, which anyone can set. */
export type Link = (path: string) => string

/** Links from the configured base, or else from the address the server listens on. */
export function linkFrom(publicUrl: string | undefined, listening: () => string): Link {
  return (path) => `${publicUrl ?? listening()}${path}`
}

/** The path and query of a request, safe for logs and error bodies: nothing that looks like a key. */
export const withoutSecrets = (url: string): string => url.replaceAll(/dl_[\w-]+/g, 'dl_***')

export const pathOf = (url: string): string => withoutSecrets(url.split('?', 1)[0] ?? url)
