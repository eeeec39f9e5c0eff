// Licence names inside a credit line: Creative Commons in any spelling, public domain, and the licences that
// picture platforms call by their own name. Gives the name as its publisher writes it.

const creativeCommons =
  /\(?\s?\b(?:licen[cs]e:? )?(?:creative commons|cc)[ -]?(?:(by)(?:[ -](nc))?(?:[ -](nd|sa))?|(0|zero))\b(?:[ -]?([1-4]\.[05]))?(?: (?:int|unported|generic|deed|de|us|uk|igo)\b\.?)?\s?\)?/iu

const named: readonly [RegExp, string][] = [
  [/\(?\s?\bpublic domain\b\s?\)?/iu, 'Public Domain'],
  [/\(?\s?\bgemeinfrei\b\s?\)?/iu, 'Public Domain'],
  [/\(?\s?\bdomaine public\b\s?\)?/iu, 'Public Domain'],
  [/\(?\s?\bdominio público\b\s?\)?/iu, 'Public Domain'],
  [/\(?\s?\bUnsplash License\b\s?\)?/iu, 'Unsplash License'],
  [/\(?\s?\bPexels License\b\s?\)?/iu, 'Pexels License'],
  [/\(?\s?\bPixabay License\b\s?\)?/iu, 'Pixabay License'],
  [/\(?\s?\bGFDL\b\s?\)?/u, 'GFDL'],
]

export interface FoundLicense {
  license: string
  /** The text without the licence. */
  rest: string
}

/** Takes a licence name out of a credit line. */
export function takeLicense(text: string): FoundLicense | undefined {
  const commons = creativeCommons.exec(text)
  if (commons !== null) return { license: commonsName(commons), rest: cut(text, commons) }
  for (const [form, license] of named) {
    const found = form.exec(text)
    if (found !== null) return { license, rest: cut(text, found) }
  }
  return undefined
}

function commonsName(match: RegExpExecArray): string {
  const [, by, nc, last, zero, version] = match
  if (zero !== undefined) return version === undefined ? 'CC0' : `CC0 ${version}`
  const terms = [by, nc, last].filter((term) => term !== undefined).map((term) => term.toUpperCase())
  return `CC ${terms.join('-')}${version === undefined ? '' : ` ${version}`}`
}

const cut = (text: string, match: RegExpExecArray): string =>
  `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`.trim()
