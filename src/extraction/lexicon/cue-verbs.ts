// Verbs that report speech, in classes that tell how far a quotation may be trusted to be theirs.
// Sources: the reporting verbs of Quirk et al., A Comprehensive Grammar of the English Language (14.28 ff., 16.31),
// and of the annotation manual of PolNeAR (Newell et al. 2018). Forms are derived; irregular ones are listed.

export type CueStrength =
  | 'speech' // says that something was said: said, told, wrote
  | 'naming' // takes a name or judgement: called, described … as
  | 'loose' // reports speech only with a quotation right beside it: laughed, promised, wanted

interface VerbList {
  readonly strength: CueStrength
  readonly verbs: string
}

const LISTS: readonly VerbList[] = [
  {
    strength: 'speech',
    verbs:
      'say tell write add ask note explain reply respond argue claim state declare announce insist warn tweet post report continue conclude recall suggest acknowledge admit concede testify remark comment observe contend assert maintain stress emphasize emphasise joke quip retort counter retaliate predict allege confirm deny vow promise pledge boast brag complain shout yell scream chant exclaim whisper mutter murmur reiterate repeat caution advise urge propose recount proclaim profess protest object lament fume muse opine reason elaborate clarify interject intone deadpan reveal disclose estimate speculate surmise marvel gush implore plead beg growl snap bellow holler cry thunder sneer snarl sniff scoff stammer wonder inquire query quote text email e-mail blog retweet read begin affirm attest volunteer relate narrate answer assure inform remind agree disagree echo figure guess believe think feel hope worry fear know hear demand order instruct preach lecture rail rant pronounce decree rule find cite mention outline imply intimate hint indicate signal pray apologize apologise recommend offer start finish close open sum reckon',
  },
  {
    strength: 'naming',
    verbs:
      'call describe label dub brand characterize characterise term deem denounce condemn decry blast slam criticize criticise mock ridicule deride dismiss accuse blame praise hail tout laud applaud refer portray cast compare liken consider rate attack bash rip lambaste assail scold chide chastise rebuke excoriate berate regard name title nickname declare attribute ascribe',
  },
  {
    strength: 'loose',
    verbs:
      'fire shoot lash express laugh smile chuckle grin sigh nod shrug gesture point go recite sing discuss defend speak talk address reference invoke stress warn support oppose reject challenge invite encourage call push pitch plug endorse celebrate bemoan bristle hammer press vent explode joke play tease taunt plan want try need refuse decline choose use repeat wave interrupt chime jump enthuse sympathize appeal advocate highlight underscore stipulate require direct dictate spell detail deliver issue release publish print broadcast air quip convey share submit sign entitle tag caption promote advertise feature contain include show carry display hold wear define vote commit swear resolve seek aim look threaten bet expect anticipate foresee envision imagine dream remember regret resent hate love like prefer enjoy appreciate thank congratulate welcome greet wish',
  },
]

const IRREGULAR: Readonly<Record<string, string>> = {
  say: 'said',
  tell: 'told',
  write: 'wrote written',
  read: 'read',
  begin: 'began begun',
  think: 'thought',
  feel: 'felt',
  know: 'knew known',
  hear: 'heard',
  find: 'found',
  go: 'went gone',
  sing: 'sang sung',
  speak: 'spoke spoken',
  swear: 'swore sworn',
  cast: 'cast',
  spell: 'spelled spelt',
  choose: 'chose chosen',
  hold: 'held',
  wear: 'wore worn',
  show: 'showed shown',
  seek: 'sought',
  bet: 'bet',
  cry: 'cried',
  broadcast: 'broadcast',
  shoot: 'shot',
  foresee: 'foresaw foreseen',
}

const DOUBLED = new Set(
  'brag quip beg snap dub term plan tag chat nod wed slam rip hum plug refer pen hint stop grin'.split(' '),
)
const NOT_DOUBLED = new Set(['term', 'hint'])

const isVowel = (char: string | undefined): boolean => char !== undefined && 'aeiou'.includes(char)

function thirdPerson(verb: string): string {
  if (verb.endsWith('y') && !isVowel(verb.at(-2))) return `${verb.slice(0, -1)}ies`
  return /(?:s|x|z|ch|sh|go)$/.test(verb) ? `${verb}es` : `${verb}s`
}

function stem(verb: string): string {
  return DOUBLED.has(verb) && !NOT_DOUBLED.has(verb) ? verb + (verb.at(-1) ?? '') : verb
}

function pastForms(verb: string): readonly string[] {
  const irregular = IRREGULAR[verb]
  if (irregular !== undefined) return irregular.split(' ')
  if (verb.endsWith('e')) return [`${verb}d`]
  if (verb.endsWith('y') && !isVowel(verb.at(-2))) return [`${verb.slice(0, -1)}ied`]
  return [`${stem(verb)}ed`]
}

function participle(verb: string): string {
  const isSilentE = verb.endsWith('e') && !verb.endsWith('ee')
  return isSilentE ? `${verb.slice(0, -1)}ing` : `${stem(verb)}ing`
}

export interface CueForm {
  readonly lemma: string
  readonly strength: CueStrength
  readonly form: 'base' | 'third' | 'past' | 'participle'
}

const formsOf = (lemma: string, strength: CueStrength): readonly (readonly [string, CueForm])[] => [
  [lemma, { lemma, strength, form: 'base' }],
  [thirdPerson(lemma), { lemma, strength, form: 'third' }],
  [participle(lemma), { lemma, strength, form: 'participle' }],
  ...pastForms(lemma).map((word) => [word, { lemma, strength, form: 'past' }] as const),
]

/** Every form of every cue verb; where a verb stands in two lists, the first list holds. */
export const CUE_FORMS: ReadonlyMap<string, CueForm> = new Map(
  [...LISTS]
    .reverse()
    .flatMap(({ strength, verbs }) => verbs.split(' ').flatMap((verb) => formsOf(verb, strength))),
)
