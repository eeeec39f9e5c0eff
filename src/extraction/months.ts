// Month names and their abbreviations in the languages agencies date their copy in: English, German, French,
// Spanish, Italian, Portuguese and Dutch. No short form means two different months in any of them.

const names: readonly string[] = [
  'jan january januar jänner janvier janv enero ene gennaio gen janeiro januari',
  'feb february februar feber février fevrier févr fév fev febrero febbraio fevereiro februari',
  'mar march märz maerz mrz mär mars marzo março marco maart mrt',
  'apr april avril avr abril abr aprile',
  'may mai mayo maggio mag maio mei',
  'jun june juni juin junio giugno giu junho',
  'jul july juli juillet juil julio luglio lug julho',
  'aug august août aout agosto ago augustus',
  'sep sept september septembre septiembre set settembre setembro',
  'oct october okt oktober octobre octubre ott ottobre outubro out',
  'nov november novembre noviembre novembro',
  'dec december dez dezember déc décembre decembre dic diciembre dicembre dezembro',
]

const numbers: ReadonlyMap<string, number> = new Map(
  names.flatMap((forms, index) => forms.split(' ').map((form) => [form, index + 1] as const)),
)

/** The number (1 to 12) of a month written in any case, with or without the dot of its abbreviation. */
export const findMonth = (word: string): number | undefined =>
  numbers.get(word.normalize('NFC').toLowerCase().replace(/\.$/u, ''))
