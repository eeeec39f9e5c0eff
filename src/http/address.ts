import ipaddr from 'ipaddr.js'

/** The network an address belongs to, by so many leading bits: `203.0.113.0/24`, `2001:db8::/64`. An IPv4 address in IPv6 form is IPv4. */
export function networkOf(address: string, bits: { ipv4: number; ipv6: number }): string {
  if (!ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  const isV4 = parsed.kind() === 'ipv4'
  const length = isV4 ? bits.ipv4 : bits.ipv6
  const network = parsed.toByteArray().map((byte, i) => byte & leading(length - 8 * i))
  return `${ipaddr.fromByteArray(network).toString()}/${length}`
}

/** A byte whose first bits are set, so many of them. */
const leading = (bits: number): number => 0xff & ~(0xff >> Math.min(8, Math.max(0, bits)))

/** Outside of it nothing of the internet is given out; IPv4 in the deprecated spelling `::/96` is, to the library, unicast. */
const globalUnicast = ipaddr.parseCIDR('2000::/3')

/** Whether an address is one of the public internet: not private, local, shared, reserved, multicast, or a tunnel to such a one. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  return parsed.kind() === 'ipv4' || parsed.match(globalUnicast)
}

/** Whether the text is an IPv4 or IPv6 address. */
export const isIpAddress = (text: string): boolean => ipaddr.isValid(text)
