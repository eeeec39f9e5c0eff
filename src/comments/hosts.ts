// Which hosts a reader's text names, however it spells them: an address in a text ends where its reader sees it end, not where a
// URL parser would, and one address may carry another. Too many hosts are found rather than too few, as rules look for some.

const invisible = /\p{Default_Ignorable_Code_Point}/gu
const address = /(?:https?:\/\/|www\.)[^\s<>]+/gi
/** Where an address begins within another, as in a list without blanks, or at a site that leads on. */
const beginnings = /(?=https?:\/\/)|(?=(?<![\w.@-])www\.)/i
const hostName = /^[\p{L}\p{N}\p{M}._%。-]+/u
const asciiName = /^[a-z0-9._-]+/i

/** The web addresses that stand in a text. */
export const addressesIn = (text: string): string[] => text.replace(invisible, '').match(address) ?? []

/** The hosts of a web or mail address and of all that it carries, as a URL parser writes them; those without a dot are left out. */
export function hostsOf(url: string): string[] {
  const bare = url.replace(invisible, '').normalize('NFKC')
  return [...new Set(bare.split(beginnings).flatMap(namesIn).flatMap(spellingsOf))]
}

/** What of an address may be a host: on the web, on either side of an @, since a text need not mean what a parser takes it for. */
function namesIn(url: string): string[] {
  if (/^mailto:/i.test(url)) return url.replaceAll(/%40/g, '@').split('@').slice(1)
  const [authority = ''] = url
    .replace(/^https?:/i, '')
    .replace(/^[/\\]+/, '')
    .split(/[/?#\\]/, 1)
  return authority.split('@')
}

/** A name as far as it goes, and as far as it goes in ASCII: scripts that set no blanks go on without one. */
const spellingsOf = (name: string): string[] =>
  [hostName.exec(name)?.[0], asciiName.exec(name)?.[0]].flatMap((spelling) => toHost(spelling ?? '') ?? [])

function toHost(name: string): string | undefined {
  const [ascii = ''] = asciiName.exec(URL.parse(`http://${name}`)?.hostname ?? '') ?? []
  const host = ascii.replace(/^[._-]+/, '').replace(/(?<![._-])[._-]+$/, '')
  return host.includes('.') ? host : undefined
}
