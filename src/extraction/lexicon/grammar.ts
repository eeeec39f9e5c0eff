// The closed word classes of English: small, complete lists that never grow with the news.
// A word that is in none of them is an open word, and the later steps decide by its place what it is.

export type Tag =
  | 'determiner'
  | 'preposition'
  | 'pronoun' // he, she, they: stands for someone
  | 'relative' // who, which, that
  | 'conjunction' // and, or, but
  | 'subordinator' // when, because, although
  | 'auxiliary'
  | 'adverb'
  | 'time' // Monday, yesterday
  | 'to'
  | 'name'
  | 'number'
  | 'possessive'
  | 'quote' // a whole quotation, folded into one item
  | 'comma'
  | 'colon'
  | 'dash'
  | 'open' // an opening bracket
  | 'close'
  | 'stop' // . ! ? ;
  | 'word'

const words = (list: string): readonly string[] => list.trim().split(/\s+/)

const CLASSES: Readonly<Partial<Record<Tag, string>>> = {
  determiner:
    'a an the this these those his her its their my our your some any each every another one no both all several many most few such two three four five six seven eight nine ten other',
  preposition:
    'of in on at by for from with without within about against among amid around before after behind below beneath beside besides between beyond during despite except inside into like near off onto out outside over past per since through throughout toward towards under underneath until unlike up upon via versus vs. than regarding concerning including across along alongside above',
  pronoun:
    'he she they it i we you who himself herself themselves itself him them me us everyone someone nobody anyone',
  relative: 'which that whose whom',
  conjunction: 'and or but nor yet &',
  subordinator: 'when while because although though if unless whether as once where whereas why how what so',
  auxiliary:
    "is are was were be been being am has have had having do does did will would shall should can could may might must ain't isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't shouldn't can't couldn't cannot isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t doesn’t don’t didn’t won’t wouldn’t shouldn’t can’t couldn’t",
  adverb:
    'also then later now still just only even never ever always often once again not soon already instead too first further meanwhile however moreover nevertheless nonetheless therefore thus perhaps maybe rather quite very almost nearly earlier there here simply well back sure yes indeed okay ok plus no-doubt',
  time: 'monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow tonight january february march april june july august september october november december jan. feb. mar. apr. jun. jul. aug. sept. oct. nov. dec.',
  to: 'to',
}

/** Word class by lower-case word. "May" and "march" stay open words: they are people and verbs too. */
export const CLOSED_CLASS: ReadonlyMap<string, Tag> = new Map(
  Object.entries(CLASSES).flatMap(([tag, list]) => words(list).map((word) => [word, tag as Tag] as const)),
)

export const PERSONAL_PRONOUNS: ReadonlySet<string> = new Set(words('he she they it i we you'))

/** Adverbs in -ly are open-ended; these few words in -ly are none. */
export const NOT_ADVERBS: ReadonlySet<string> = new Set(
  words(
    'family ally reply rally daily early only weekly monthly assembly supply italy july kelly reilly connolly daly sally molly emily billy holly beverly kimberly multiply apply imply rely fly',
  ),
)
