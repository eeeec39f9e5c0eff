// What agencies send beside the story: slug lines, priorities, writethru marks, notes to editors, end marks and
// sign-offs. None of it is body; notes to editors may hold reporters' telephone numbers and must never be public.

export type AgencyLine =
  | 'slug'
  | 'header'
  | 'editorNote'
  | 'notForPublication'
  | 'embargo'
  | 'endMark'
  | 'signOff'
  | 'rule'

const rules: readonly (readonly [RegExp, AgencyLine])[] = [
  [
    /^\(?(?:-\s?30\s?-|#{3,}|# # #|-{0,2}\s?\/?(?:ends?|ende|fin|enditem|end item|end of story)\s?\/?-{0,2}|\(end(?:s|item)?\)|n{4})\)?[.\s]*$/iu,
    'endMark',
  ],
  [/^(?:BC|AM|PM|AP|US|EU|BC-AP)-[\p{L}\p{N}][^.!?]{2,80}$/u, 'slug'],
  [/^\/(?:[^/\s][^/]{0,40}\/){1,8}$|^[\p{L}\p{N} -]{2,40}(?:\/[\p{L}\p{N} -]{2,40}){0,4}\/$/u, 'slug'],
  [
    /^(?:z{1}c{1}z{1}c.{0,40}|[a-z]{3}\d{4,5}\s.{3,60}|urgent|bulletin|flash|alert|breaking|advisory|eilmeldung|eil|vorrang|\(?achtung\)?|priority|routine|(?:media|press|news) release\b.{0,40}|for immediate release|pressemitteilung|communiqué de presse|comunicado de prensa|(?:\d{1,2}(?:st|nd|rd|th) )?(?:ld|lead|net|update|writethru|add|take)(?:[- ].{0,30})?|(?:new |with )?(?:more )?writethru|(?:source|quelle):\s.{1,80}|(?:ap|afp) photos? [A-Z]{2,5}\d.{0,60})$/iu,
    'header',
  ],
  [
    /^[([]?(?:the following |folgende )?.{0,20}(?:not (?:intended )?for publication|nicht (?:zur|für die) veröffentlichung)/iu,
    'notForPublication',
  ],
  [
    /^#{1,2} ?.{0,30}(?:notebook|notizblock|contacts|kontakte|redaktionelle hinweise|editorial)/iu,
    'notForPublication',
  ],
  [
    /^(?:notes? (?:to|for) editors?|hinweise? (?:an|für) (?:die )?redaktion(?:en)?|note aux rédactions)\s?:?$/iu,
    'notForPublication',
  ],
  [
    /^[([]?(?:eds\.?|editors?(?:[’'])?s?(?: (?:note|advisory))?|notes? (?:to|for) (?:the )?editors?|ed(?:itor)?[’']?s?\.? ?notes?|hinweise? (?:an|für) (?:die )?redaktion(?:en)?|redaktion(?:eller hinweis)?|nota (?:a los|para) (?:los )?editores|note (?:aux|à la) rédactions?)\s?[:—–-]\s?/iu,
    'editorNote',
  ],
  [
    /^[([]?(?:(?:strictly |under )?(?:embargo(?:ed)?|sperrfrist|sous embargo|embargado)\s?(?::|-|–|until|till|bis|jusqu|hasta)|hold for release|not for release (?:before|until))/iu,
    'embargo',
  ],
  [/^(?:_{2,}|-{3,}|\*{3,}|(?:\* ){2,}\*|={3,}|~{3,}|\. ?\. ?\.)$/u, 'rule'],
  [
    /^(?:==\p{L}{2,12}|\(?(?:AP|AFP|dpa|Reuters|UPI|EFE|AAP)\)?(?:[ -](?:[a-z]{2,5}|RTV|WF|NY|WS)){1,7}(?:-\d.{0,40})?|\d{6} (?:GMT|MEZ|MESZ|CET|CEST|UTC) \p{L}{3} \d{2}|SOURCE\s.{2,80})$/u,
    'signOff',
  ],
]

/** What kind of agency line a paragraph is, if it is one. */
export const findAgencyLine = (text: string): AgencyLine | undefined =>
  rules.find(([pattern]) => pattern.test(text))?.[1]

/** How a note to editors goes on in the next line of its block. */
export const continuesNote = (text: string): boolean =>
  /^(?:adds?|updates?|corrects?|changes?|recasts?|removes?|deletes?|rewrites?|restores?|will be updated|with\s|photos?\s|moving|trims|subs|minor edits?|an earlier version)\b/iu.test(
    text,
  )

/** The marks that end a line in agency copy ("=", "+", "<") and open it in some ("^"). */
export function dropLineMarks(text: string): string {
  let end = text.length
  while (end > 0 && lineMarks.includes(text[end - 1] ?? '')) end -= 1
  return text.slice(text.startsWith('^') ? 1 : 0, end).trim()
}

// Counted backwards by hand: a pattern for "marks at the end" would scan every run of them on the way.
const lineMarks = ['=', '+', '<']
