// Common verb forms that no ending gives away, so that the clause reader can tell a verb from a noun.
// The irregular forms follow the list in Quirk et al., A Comprehensive Grammar of the English Language (3.11 ff.).

const words = (list: string): readonly string[] => list.trim().split(/\s+/)

/** Irregular past forms that are always finite, or nearly so in news. */
export const IRREGULAR_PASTS: ReadonlySet<string> = new Set(
  words(`
  arose ate awoke became began bent bit blew bought bound broke brought built burnt came caught chose clung crept dealt drank drew drove dug fell felt fled flew forbade forgave forgot forsook fought found froze gave got grew ground had heard held hid hung kept knelt knew laid lay led left lent lit lost made meant met mistook overcame overtook paid put quit ran rang rode rose said sang sank sat saw sent set shook shot shrank slept slid sold sought sped spent spoke sprang spun stole stood strode struck stuck stung swam swept swore swung taught thought threw told took tore undertook understood went withdrew woke won wore wove wrote beat cut hit hurt let cost cast shut spread upset
  `),
)

/** Third-person forms that are rarely plural nouns. */
export const PRESENT_FORMS: ReadonlySet<string> = new Set(
  words(`
  puts makes takes goes comes gives keeps wants knows thinks sees gets runs leads works believes needs seems appears remains becomes continues faces holds includes represents leaves brings puts means stands sits lives serves tries begins starts stops turns opens seeks speaks tells says uses finds gains loses wins feels hears sends spends pays meets moves offers opposes supports produces provides raises reaches reads receives refuses requires sells sets shows suggests teaches wears writes argues asks adds agrees allows acts belongs carries chooses claims comes considers contains creates decides declines defends demands denies depends describes deserves differs disagrees discusses draws drives enjoys ensures enters exists expects explains fails falls fears fights follows forces grows happens hates helps hits hopes insists intends invites involves joins knocks lacks laughs learns lets lies likes listens loves maintains manages mocks notes occurs owns permits picks plans plays points prefers prepares presents pretends promises proposes proves pulls pushes reflects rejects relates relies remembers reminds responds returns reveals rises seizes signs sings sleeps smiles sounds stays strikes struggles suffers supposes talks tends thanks threatens throws touts travels treats trusts undermines understands upends urges views visits votes waits walks warns watches whips wishes worries yells nods sighs shrugs grins recalls pulls
  `),
)

/** Base forms after a plural subject or "I", "we", "you", "they". */
export const BASE_FORMS: ReadonlySet<string> = new Set(
  words(`
  make take go come give keep want know think see get run believe need seem remain become continue face hold include represent leave bring put mean stand sit live serve try begin start stop turn seek speak tell say use find gain lose win feel hear send spend pay meet move oppose produce provide raise receive refuse require sell suggest wear write argue add agree allow belong carry choose consider contain create decide decline defend deny depend describe deserve disagree discuss draw drive enjoy exist expect explain fail fear grow happen hate insist intend involve join lack learn like listen love maintain note occur own plan prefer prepare pretend propose prove reject rely remember respond seem sing struggle suffer talk tend thank threaten understand urge warn wish worry acknowledge concede contend complain
  `),
)

/** Words in -ed that are no verbs. */
export const NOT_PASTS: ReadonlySet<string> = new Set(
  words(
    'hundred sacred naked wicked red bed speed need seed feed deed united fred ted reed indeed breed weed shed embed creed greed bleed sled steed biased left-leaning',
  ),
)

/** Verbs whose object does the infinitive after it: "urged them to say". */
export const OBJECT_CONTROL: ReadonlySet<string> = new Set(
  words(
    'urge ask tell want encourage order invite persuade convince force allow require advise instruct expect beg',
  ),
)
