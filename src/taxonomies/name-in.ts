/**
 * The name in a language: in that very one, else in another form of it, else in English, else in the first there is.
 * A vocabulary that has `en-GB` answers to `en` too.
 */
export function nameIn(
  names: Record<string, string>,
  language: string | undefined,
): { name: string; language: string | null } {
  const tags = Object.keys(names)
  const baseOf = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? ''
  const wanted = [language, 'en'].filter((tag) => tag !== undefined)
  const found = wanted
    .flatMap((tag) => [
      tags.find((known) => known.toLowerCase() === tag.toLowerCase()),
      tags.find((known) => baseOf(known) === baseOf(tag)),
    ])
    .find((tag) => tag !== undefined)
  const tag = found ?? tags[0]
  return { name: (tag === undefined ? undefined : names[tag]) ?? '', language: tag ?? null }
}
