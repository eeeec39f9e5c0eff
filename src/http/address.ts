import ipaddr from 'ipaddr.js'

/** The network an address belongs to, by so many leading bits: `203.0.113.0/24`, `2001:db8::/64`. An IPv4 address in IPv6 form is IPv4. */
export function networkOf(address: string, bits: { ipv4: number; ipv6: number }): string {
  if (!ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  const isV4 = parsed.kind() === 'ipv4'
  const length = isV4 ? bits.ipv4 : bits.ipv6
  const cidr = `${parsed.toString()}/${length}`
  const network = isV4 ? ipaddr.IPv4.networkAddressFromCIDR(cidr) : ipaddr.IPv6.networkAddressFromCIDR(cidr)
  return `${network.toString()}/${length}`
}

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
