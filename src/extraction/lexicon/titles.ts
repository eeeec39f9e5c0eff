// Words that stand before or after a person's name and say what the person is.
// Honorifics and offices follow the AP Stylebook's "courtesy titles" and "titles"; roles are the nouns of occupation
// that news uses for its sources.

const words = (list: string): readonly string[] => list.trim().split(/\s+/)

export const HONORIFICS: ReadonlyMap<string, 'female' | 'male' | undefined> = new Map([
  ...words('mr mr. sir lord fr. brother king prince pope monsieur herr señor senor').map(
    (w) => [w, 'male'] as const,
  ),
  ...words('mrs mrs. ms ms. miss lady dame sister queen princess madam madame mme frau señora senora').map(
    (w) => [w, 'female'] as const,
  ),
  ...words(
    'dr dr. sen sen. sens. rep rep. reps. gov gov. govs. lt lt. gen gen. col col. capt capt. cmdr. sgt sgt. maj. adm. rev rev. hon. prof prof. pres. supt. det.',
  ).map((w) => [w, undefined] as const),
])

/** Offices and ranks that stand, capitalised or not, right before a name. */
export const OFFICES: ReadonlySet<string> = new Set(
  words(
    'president senator congressman congresswoman representative governor secretary chairman chairwoman chair justice judge mayor speaker ambassador minister chancellor attorney general premier commissioner councilman councilwoman councilor councillor councilmember assemblyman assemblywoman delegate director officer lieutenant sergeant captain colonel major admiral commander sheriff chief superintendent deputy detective principal professor doctor reverend pastor bishop archbishop cardinal rabbi imam father sen rep gov leader whip treasurer comptroller solicitor prosecutor counsel marshal minister undersecretary vice-president prime-minister',
  ),
)

const MALE_ROLES =
  'spokesman chairman congressman councilman assemblyman businessman salesman fireman policeman actor waiter father husband son brother uncle grandfather nephew boyfriend king prince lord man boy gentleman statesman veteran-man newsman cameraman craftsman fisherman widower dad grandson stepfather'
const FEMALE_ROLES =
  'spokeswoman chairwoman congresswoman councilwoman assemblywoman businesswoman saleswoman policewoman actress waitress mother wife daughter sister aunt grandmother niece girlfriend queen princess lady woman girl first-lady widow mom granddaughter stepmother hostess heiress'
const NEUTRAL_ROLES =
  'spokesperson adviser advisor aide analyst economist strategist consultant manager director president vice-president executive ceo cfo coo founder co-founder cofounder owner partner member leader official officer agent investigator prosecutor attorney lawyer counsel judge justice professor lecturer scholar researcher scientist historian expert specialist author writer novelist poet journalist reporter columnist editor correspondent host co-host anchor commentator blogger pundit critic activist advocate organizer organiser campaigner protester demonstrator supporter donor fundraiser volunteer voter resident student teacher principal coach player quarterback athlete champion captain doctor physician surgeon nurse psychologist psychiatrist engineer architect artist musician singer rapper comedian filmmaker producer actor star celebrity model pastor minister priest bishop rabbi imam reverend evangelist senator governor mayor representative delegate lawmaker legislator politician candidate nominee frontrunner front-runner contender rival opponent challenger incumbent secretary treasurer chair commissioner ambassador envoy diplomat chief deputy general colonel sergeant soldier veteran commander sheriff detective policeman witness victim survivor suspect defendant plaintiff patient customer client worker employee employer farmer rancher trucker contractor developer investor banker broker trader billionaire millionaire mogul tycoon entrepreneur retiree neighbor neighbour friend colleague classmate roommate cousin spouse parent child teenager teen immigrant refugee migrant native newcomer pollster operative staffer intern assistant coordinator administrator superintendent trustee chancellor premier speaker whip pollster biographer photographer designer chef bartender waiter driver pilot clerk librarian translator interpreter mentor guru whistleblower hacker spy republican democrat conservative liberal libertarian progressive independent surrogate loyalist'

export const ROLES: ReadonlyMap<string, 'female' | 'male' | undefined> = new Map([
  ...words(NEUTRAL_ROLES).map((w) => [w, undefined] as const),
  ...words(MALE_ROLES).map((w) => [w, 'male'] as const),
  ...words(FEMALE_ROLES).map((w) => [w, 'female'] as const),
])

/** Small words inside a name. */
export const PARTICLES: ReadonlySet<string> = new Set(
  words('de la le van von der den bin al el du di da del dos ibn ben ten ter y'),
)

export const SUFFIXES: ReadonlySet<string> = new Set(words('jr jr. sr sr. ii iii iv'))
