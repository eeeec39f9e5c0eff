// The language of a story, judged by its commonest words. Only languages with distinct ones are told apart; a
// text that is too short or mixed stays undecided, and the importer's own default counts.

const commonest: Readonly<Record<string, string>> = {
  en: 'the of and to in that is was for on with said at from were has have not but by',
  de: 'der die das und ist nicht mit von zu den dem ein eine auch sich auf für im wird sagte',
  fr: 'le la les des et est dans pour que qui une sur pas par du au avec ont été selon',
  es: 'el los las del que y es por con una para se no su al más como lo fue según',
  it: 'il che di della per non una sono con del gli alla è ha anche nel dei più si le',
  nl: 'het een en van niet dat zijn voor met op aan ook naar door bij was heeft maar dan uit',
}

const languages = Object.entries(commonest).map(([tag, words]) => [tag, new Set(words.split(' '))] as const)

/** BCP 47 tag of the language, or null when the words do not tell. */
export function guessLanguage(text: string): string | null {
  const words =
    text
      .slice(0, 20_000)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  const [best, second] = languages
    .map(([tag, common]) => ({ tag, hits: words.filter((word) => common.has(word)).length }))
    .sort((one, other) => other.hits - one.hits)
  if (best === undefined || second === undefined || best.hits < 5) return null
  return best.hits > second.hits * 1.5 && best.hits > words.length * 0.08 ? best.tag : null
}
