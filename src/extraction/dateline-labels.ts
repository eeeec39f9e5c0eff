// Words in capitals before a dash that announce a kind of item, not a place: "UPDATE 1 - …", "ANALYSIS — …".
// Also what may stand in brackets after a date without being an agency. Data only.

const labels = new Set(
  `analysis|advisory|alert|answer|audio|background|box|breaking|brief|briefs|budget|buzz|calendar|caption|champions|column|comment|commentary|contact|corrected|correction|cricket|cycling|data|daybook
  |debate|developing|digest|editorial|election|embargo|embargoed|entertainment|episode|essay|event|events|exclusive|explained|explainer|eilmeldung|factbox|facts|fashion|feature|file|film|final|first|flash
  |focus|football|free|full|gallery|glance|golf|graphic|guest|headlines|health|here|highlights|how|ice|info|insight|instant|interview|intro|kommentar|korrektur|latest|lead|lifestyle|list|live|look|major
  |markets|masters|media|men|money|movie|movies|music|must|need|new|news|newsmaker|note|notes|notice|obituary|opinion|options|photo|photos|photostream|picture|pictures|podcast|poll|preview|profile|programming|promo
  |question|quiz|quote|quotes|race|read|recap|recipe|record|related|report|results|review|reviews|roundup|rpt|rugby|schedule|science|score|scores|sidebar|slideshow|snap|soccer|special|sponsored|sport|sports|spotlight|standings
  |stocks|story|summary|table|take|tech|technology|television|tennis|text|timeline|tip|today|tonight|top|topic|travel|trend|trending|tv|update|updated|updates|urgent|verdict|video|videos|vote|watch|weather|what|when|where|who|why|with
  |winner|women|world|wrapup|yesterday|zusammenfassung`
    .split('|')
    .map((word) => word.trim()),
)

const notAgencies = new Set(
  `mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes
  |miércoles|jueves|viernes|sábado|domingo|utc|gmt|est|edt|cst|cdt|mst|mdt|pst|pdt|cet|cest|bst|ist|am|pm|a.m.|p.m.|updated|update|local|noon|live|online|new|free|sold out|tbc|tba|m/w/d|w/m/d|all day`
    .split('|')
    .map((word) => word.trim()),
)

/** A word that announces a kind of item rather than a place. */
export const isItemLabel = (word: string): boolean => labels.has(word.toLowerCase())

/** What may follow a date in brackets and is no agency: a weekday, a time zone, a remark. */
export const isCalendarRemark = (text: string): boolean => notAgencies.has(text.trim().toLowerCase())
