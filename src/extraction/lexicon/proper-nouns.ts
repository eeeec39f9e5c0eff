// Capitalised words that are no person: parts of the names of organisations, places, peoples, parties and programmes.
// Used only to keep them out of the list of people; any of them may still be a speaker by its own name.

const words = (list: string): readonly string[] => list.trim().split(/\s+/)

export const ORGANIZATION_WORDS: ReadonlySet<string> = new Set(
  words(`
  academy administration advocates agency airlines alliance america american-way army assembly associates association authority bank board brothers bureau cabinet caucus center centre chamber church city cnn club coalition college commission committee commons companies company conference congress consulting convention corp. corporation council county court daily defense democracy department dept. district enterprise enterprises euro exchange federation fellowship force forces forum foundation fund gallup gazette government group guard hall herald holdings hospital house inc inc. industries initiative institute institution international journal justice-department labs laboratory league legion legislature library lobby ltd ltd. magazine majority marines media ministry monitor motors museum nation nations navy network news newspaper nbc abc cbs msnbc fox npr pbs bbc cnbc office organization pac panel parliament partners party patrol pentagon pictures police politico polls post press project publishing radio records register report reporter research reserve resources review safety school schools security senate service services show society solutions station store studios supreme symphony systems task team techniques technologies telegraph television theater theatre times today tribune trust tv union united university upi ap reuters afp dpa veterans watch white week weekly works world yonhap xinhua nhk street journal-x hotel tower towers casino resort park square avenue road bridge airport stadium arena center-x hospital act amendment plan bill treaty agreement accord deal constitution bible koran quran islam christianity
  facebook twitter google apple amazon microsoft youtube instagram breitbart huffpost buzzfeed bloomberg yahoo axios quinnipiac nato fbi cia nsa epa irs doj dhs hud nra aclu naacp gop dnc rnc dccc nrsc dscc aipac isis isil hamas hezbollah taliban al-qaeda opec eu un imf nasa fda cdc nyt wsj usa u.s. us uk u.k. u.n. d.c. e.u.
  `),
)

export const PLACES: ReadonlySet<string> = new Set(
  words(`
  alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada hampshire jersey mexico york carolina dakota ohio oklahoma oregon pennsylvania rhode tennessee texas utah vermont wisconsin wyoming
  washington philadelphia cleveland chicago boston miami orlando tampa charlotte atlanta detroit milwaukee dallas houston phoenix denver seattle portland baltimore pittsburgh cincinnati columbus nashville memphis brooklyn manhattan queens bronx hollywood vegas angeles francisco diego antonio orleans louis flint ferguson manchester concord
  africa asia europe america australia antarctica afghanistan albania algeria argentina armenia austria azerbaijan bahrain bangladesh belarus belgium benghazi bolivia bosnia brazil britain bulgaria cambodia cameroon canada chile china colombia congo croatia cuba cyprus denmark ecuador egypt england estonia ethiopia finland france gaza germany ghana greece guatemala haiti honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan jerusalem kenya korea kosovo kuwait latvia lebanon liberia libya lithuania luxembourg malaysia mali malta moldova mongolia montenegro morocco myanmar nepal netherlands nicaragua niger nigeria norway oman pakistan palestine panama paraguay peru philippines poland portugal qatar romania russia rwanda scotland senegal serbia singapore slovakia slovenia somalia spain sudan sweden switzerland syria taiwan tanzania thailand tunisia turkey uganda ukraine uruguay uzbekistan venezuela vietnam wales yemen zambia zimbabwe
  beijing moscow london paris berlin brussels tokyo seoul pyongyang kabul baghdad tehran damascus cairo ankara istanbul athens rome madrid lisbon vienna prague warsaw kiev kyiv delhi mumbai shanghai geneva havana caracas mosul aleppo fallujah wuhan
  north south east west northern southern eastern western central new mount lake river valley bay island islands beach county coast ocean sea gulf street avenue boulevard
  `),
)

export const PEOPLES: ReadonlySet<string> = new Set(
  words(`
  american americans african africans african-american african-americans asian asians european europeans british english scottish irish french german germans russian russians chinese japanese korean koreans mexican mexicans canadian canadians cuban cubans israeli israelis palestinian palestinians iranian iranians iraqi iraqis syrian syrians saudi saudis turkish egyptian italian spanish swiss swedish norwegian danish dutch polish greek ukrainian indian indians pakistani afghan arab arabs muslim muslims christian christians catholic catholics jewish jews jew mormon mormons evangelical evangelicals protestant protestants hispanic hispanics latino latinos latina black blacks white whites republican republicans democrat democrats democratic libertarian libertarians conservative conservatives liberal liberals progressive progressives socialist independents independent nazi nazis marxist communist communists islamic islamist
  `),
)

/** Capitalised by habit, never part of a person's name. */
export const COMMON_CAPITALS: ReadonlySet<string> = new Set(
  words(`
  day christmas thanksgiving easter hanukkah ramadan brexit obamacare medicare medicaid internet god lord bible jan feb mar apr jun jul aug sept oct nov dec super bowl election primary tuesday january february april june july august september october november december
  i i'm i’m i've i’ve i'd i’d i'll i’ll
  `),
)
