// By what an address is the same address again: exports say http where the site says https now, with and without a slash at the end.

/** Host and path of an address; '' for what is none. */
export const siteKey = (url: string): string => (pageKey(url).split('?', 1)[0] ?? '').slice(0, 200)

/** The same with what is asked for, save where readers came from; '' for what is none. */
export function pageKey(url: string): string {
  if (!URL.canParse(url)) return ''
  const { host, pathname, searchParams } = new URL(url)
  for (const name of [...searchParams.keys()]) if (name.startsWith('utm_')) searchParams.delete(name)
  const query = searchParams.size === 0 ? '' : `?${searchParams}`
  return `${host.replace(/^www\./, '')}${pathname.replace(/\/$/, '')}${query}`
}
