import Negotiator from 'negotiator'
import { AppError } from '../errors.ts'

/**
 * Throws `not_acceptable` when `Accept` takes none of these media types (RFC 9110, section 12.5.1); an absent or empty header
 * takes all.
 */
export function requireAccepted(accept: string | undefined, types: readonly string[]): void {
  if (types.length === 0 || preferredType(accept, types) !== undefined) return
  throw new AppError('not_acceptable', `This address answers ${types.join(' or ')}; Accept takes none of it.`)
}

/** The media type that `Accept` likes best, of equals the first; undefined where it takes none. */
export function preferredType(accept: string | undefined, types: readonly string[]): string | undefined {
  if (accept === undefined || accept === '*/*' || accept.trim() === '') return types[0]
  // A range with a charset matches only a type that names it too.
  const available = types.flatMap((type) => [type, `${type}; charset=utf-8`])
  return new Negotiator({ headers: { accept } }).mediaTypes(available)[0]?.split(';', 1)[0]
}

/** The language that `Accept-Language` prefers of these (RFC 9110, section 12.5.4); undefined where it takes none or says nothing. */
export const preferredLanguage = <L extends string>(
  header: string | undefined,
  available: readonly L[],
): L | undefined => {
  if (header === undefined) return undefined
  const [first] = new Negotiator({ headers: { 'accept-language': header } }).languages([...available])
  return available.find((one) => one === first)
}
