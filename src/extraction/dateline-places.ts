// Places that stand in datelines: cities known without their country (the agencies' stylebook lists and the
// world's larger towns), and the states, provinces and countries that follow a smaller one. Data only.

const cities = `
  Atlanta|Austin|Baltimore|Boston|Charlotte|Chicago|Cincinnati|Cleveland|Columbus|Dallas|Denver|Des Moines|Detroit|Hartford|Honolulu|Houston|Indianapolis|Kansas City
  |Las Vegas|Los Angeles|Louisville|Memphis|Miami|Miami Beach|Milwaukee|Minneapolis|Nashville|New Orleans|New York|New York City|Oakland|Oklahoma City|Omaha|Orlando|Philadelphia|Phoenix
  |Pittsburgh|Portland|Raleigh|Sacramento|Saint Louis|St. Louis|Salt Lake City|San Antonio|San Diego|San Francisco|San Jose|Seattle|Tampa|Tucson|Washington|Washington D.C.|Anchorage|Juneau|Albany|Buffalo
  |Brooklyn|Manhattan|Queens|Atlantic City|Trenton|Newark|Annapolis|Richmond|Jacksonville|Tallahassee|Flint|Ferguson|Harrisburg|Scranton|Hollywood|Beverly Hills|Silicon Valley|Capitol Hill|Wall Street|Pentagon
  |Amsterdam|Athens|Auckland|Baghdad|Bangkok|Barcelona|Beijing|Beirut|Berlin|Bogota|Bogotá|Brasilia|Brasília|Brussels|Bucharest|Budapest|Buenos Aires|Cairo|Canberra|Cape Town|Caracas|Colombo|Copenhagen
  |Damascus|Delhi|Dhaka|Djibouti|Doha|Dubai|Dublin|Edinburgh|Florence|Frankfurt|Gaza|Gaza City|Geneva|Gibraltar|Glasgow|Guatemala City|Hanoi|Harare|Havana|Helsinki|Ho Chi Minh City|Hong Kong|Islamabad
  |Istanbul|Ankara|Jakarta|Jerusalem|Johannesburg|Kabul|Karachi|Kathmandu|Kiev|Kyiv|Kuala Lumpur|Kuwait City|La Paz|Lagos|Abuja|Lima|Lisbon|London|Luxembourg|Macau|Madrid|Manila|Melbourne|Mexico City|Milan
  |Monaco|Monte Carlo|Monrovia|Montevideo|Montreal|Moscow|Mumbai|Munich|Nairobi|New Delhi|Nicosia|Oslo|Ottawa|Panama City|Paris|Perth|Phnom Penh|Port-au-Prince|Prague|Pretoria|Pyongyang|Quebec City|Quito
  |Rabat|Rangoon|Yangon|Reykjavik|Riga|Rio de Janeiro|Riyadh|Rome|San Salvador|San Juan|Santiago|Santo Domingo|Sao Paulo|São Paulo|Sarajevo|Seoul|Shanghai|Singapore|Sofia|St. Petersburg|Stockholm|Strasbourg
  |Sydney|Brisbane|Adelaide|Hobart|Darwin|Taipei|Tallinn|Vilnius|Warsaw|Minsk|Chisinau|Tehran|Tel Aviv|Tokyo|Toronto|Tripoli|Tunis|Algiers|Tegucigalpa|Managua|San José|Asunción|Asuncion|Santa Cruz|United Nations|Vancouver
  |Calgary|Edmonton|Winnipeg|Halifax|Vatican City|Vienna|Wellington|Christchurch|Zagreb|Belgrade|Ljubljana|Skopje|Pristina|Tirana|Podgorica|Zurich|Basel|Bern|Berne|Lausanne|Davos|Kinshasa|Khartoum|Kampala|Kigali|Addis Ababa
  |Accra|Dakar|Bamako|Lusaka|Luanda|Maputo|Mogadishu|Aleppo|Amman|Sanaa|Aden|Muscat|Manama|Abu Dhabi|Mosul|Erbil|Irbil|Tbilisi|Yerevan|Baku|Astana|Almaty|Tashkent|Bishkek|Ulan Bator|Lahore|Peshawar|Kandahar|Kolkata|Calcutta
  |Chennai|Bangalore|Bengaluru|Hyderabad|Guangzhou|Shenzhen|Chengdu|Wuhan|Osaka|Kyoto|Hiroshima|Busan|Surabaya|Dili|Port Moresby|Suva|Belfast|Cardiff|Birmingham|Manchester|Liverpool|Leeds|Bristol|Calais|Lyon|Marseille
  |Lille|Nice|Cannes|Bordeaux|Toulouse|Nantes|Rennes|Nancy|Metz|Grenoble|Montpellier|Versailles|Bruxelles|Liège|Genève|Lisbonne|Londres|Moscou|Pékin|Le Caire|Alger|Beyrouth|Jérusalem|Téhéran|Bagdad|Washington DC|Montréal|Québec
  |Hamburg|München|Köln|Stuttgart|Düsseldorf|Dortmund|Essen|Leipzig|Bremen|Dresden|Hannover|Nürnberg|Duisburg|Bochum|Bonn|Mannheim|Karlsruhe|Augsburg|Wiesbaden|Mainz|Kiel|Lübeck|Rostock|Schwerin|Potsdam|Magdeburg|Erfurt|Saarbrücken
  |Frankfurt/Main|Frankfurt am Main|Halle|Jena|Kassel|Freiburg|Ulm|Regensburg|Wolfsburg|Wien|Graz|Linz|Salzburg|Innsbruck|Zürich|Genf|Luzern|Brüssel|Straßburg|Luxemburg|Paris|Rom|Mailand|Moskau|Warschau|Prag|Athen|Lissabon|Kopenhagen
  |Peking|Neu-Delhi|Tokio|Kairo|Teheran|Damaskus|Kapstadt|Singapur|Belgrad|Bukarest|Den Haag|The Hague|La Haye|La Haya|Rotterdam|Antwerp|Antwerpen|Sevilla|Valencia|Bilbao|Zaragoza|Málaga|La Habana|Ciudad de México|Nueva York|Nueva Delhi
  |Pekín|Moscú|Bruselas|Ginebra|Berlín|París|Roma|Milano|Napoli|Torino|Firenze|Venezia|Bologna|Palermo|Lisboa|Porto|Bogotá D.C.|Medellín|Guayaquil|Córdoba|Rosario|Mendoza|Valparaíso|Guadalajara|Monterrey|Tijuana|Ciudad Juárez`

const regions = `
  Ala.|Alaska|Ariz.|Ark.|Calif.|Cal.|Colo.|Conn.|Del.|D.C.|Fla.|Ga.|Hawaii|Idaho|Ill.|Ind.|Iowa|Kan.|Kans.|Ky.|La.|Maine|Md.|Mass.|Mich.|Minn.|Miss.|Mo.|Mont.|Neb.|Nebr.|Nev.|N.H.|N.J.|N.M.|N.Y.|N.C.|N.D.|Ohio|Okla.|Ore.|Oreg.|Pa.|Penn.
  |R.I.|S.C.|S.D.|Tenn.|Tex.|Texas|Utah|Vt.|Va.|Wash.|W.Va.|W. Va.|Wis.|Wisc.|Wyo.|P.R.|Alabama|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Illinois|Indiana|Kansas|Kentucky|Louisiana|Maryland
  |Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|North Carolina|North Dakota|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee
  |Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|Puerto Rico|Guam|AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY
  |Alta.|B.C.|Man.|N.B.|N.L.|Nfld.|N.S.|N.W.T.|Ont.|P.E.I.|Que.|Sask.|Alberta|British Columbia|Manitoba|New Brunswick|Newfoundland|Nova Scotia|Ontario|Quebec|Saskatchewan|Yukon|NSW|New South Wales|Vic.|Victoria|Queensland|Qld|Tasmania
  |England|Scotland|Wales|Northern Ireland|U.K.|UK|United Kingdom|Britain|Great Britain|Ireland|U.S.|USA|U.S.A.|United States|Afghanistan|Albania|Algeria|Andorra|Angola|Argentina|Armenia|Australia|Austria|Azerbaijan|Bahamas|Bahrain
  |Bangladesh|Barbados|Belarus|Belgium|Belize|Benin|Bhutan|Bolivia|Bosnia|Bosnia-Herzegovina|Botswana|Brazil|Bulgaria|Burkina Faso|Burma|Burundi|Cambodia|Cameroon|Canada|Chad|Chile|China|Colombia|Congo|Costa Rica|Croatia|Cuba|Cyprus
  |Czech Republic|Denmark|Dominican Republic|East Timor|Ecuador|Egypt|El Salvador|Eritrea|Estonia|Ethiopia|Fiji|Finland|France|Gabon|Gambia|Germany|Ghana|Greece|Greenland|Guatemala|Guinea|Guyana|Haiti|Honduras|Hungary|Iceland|India
  |Indonesia|Iran|Iraq|Israel|Italy|Ivory Coast|Jamaica|Japan|Jordan|Kazakhstan|Kenya|Kosovo|Kuwait|Kyrgyzstan|Laos|Latvia|Lebanon|Lesotho|Liberia|Libya|Liechtenstein|Lithuania|Macedonia|North Macedonia|Madagascar|Malawi|Malaysia
  |Maldives|Mali|Malta|Mauritania|Mauritius|Mexico|Moldova|Mongolia|Montenegro|Morocco|Mozambique|Myanmar|Namibia|Nepal|Netherlands|New Zealand|Nicaragua|Niger|Nigeria|North Korea|Norway|Oman|Pakistan|Palestine|Panama|Papua New Guinea
  |Paraguay|Peru|Philippines|Poland|Portugal|Qatar|Romania|Russia|Rwanda|Saudi Arabia|Senegal|Serbia|Sierra Leone|Slovakia|Slovenia|Somalia|South Africa|South Korea|South Sudan|Spain|Sri Lanka|Sudan|Suriname|Sweden|Switzerland
  |Syria|Taiwan|Tajikistan|Tanzania|Thailand|Tibet|Togo|Trinidad|Tunisia|Turkey|Turkmenistan|Uganda|Ukraine|United Arab Emirates|UAE|Uruguay|Uzbekistan|Venezuela|Vietnam|West Bank|Gaza Strip|Yemen|Zambia|Zimbabwe|Crimea|Chechnya|Dagestan
  |Deutschland|Österreich|Schweiz|Frankreich|Italien|Spanien|Großbritannien|Irland|Belgien|Niederlande|Luxemburg|Dänemark|Schweden|Norwegen|Finnland|Polen|Tschechien|Slowakei|Ungarn|Rumänien|Bulgarien|Serbien|Kroatien|Slowenien|Bosnien
  |Griechenland|Türkei|Russland|Weißrussland|Georgien|Armenien|Aserbaidschan|Ägypten|Syrien|Irak|Libanon|Jordanien|Saudi-Arabien|Indien|Indonesien|Japan|Kalifornien|Brasilien|Argentinien|Mexiko|Kanada|Australien|Neuseeland|Südafrika|Kenia
  |Äthiopien|Marokko|Tunesien|Algerien|Libyen|Litauen|Lettland|Estland|Moldau|Kosovo|Nordmazedonien|Sachsen|Sachsen-Anhalt|Bayern|Hessen|Thüringen|Brandenburg|Niedersachsen|Saarland|Rheinland-Pfalz|Baden-Württemberg|Nordrhein-Westfalen
  |Schleswig-Holstein|Mecklenburg-Vorpommern|Oberösterreich|Niederösterreich|Steiermark|Tirol|Vorarlberg|Kärnten|Burgenland|Allemagne|Autriche|Suisse|Italie|Espagne|Royaume-Uni|Angleterre|Irlande|Belgique|Pays-Bas|Danemark|Suède|Norvège
  |Finlande|Pologne|Hongrie|Roumanie|Grèce|Turquie|Russie|Égypte|Syrie|Irak|Liban|Maroc|Tunisie|Algérie|Libye|Sénégal|Cameroun|Côte d'Ivoire|Afrique du Sud|Inde|Chine|Japon|Corée du Sud|Brésil|Argentine|Mexique|Canada|Etats-Unis|États-Unis
  |Alemania|Austria|Suiza|Francia|Italia|España|Reino Unido|Bélgica|Países Bajos|Dinamarca|Suecia|Noruega|Polonia|Hungría|Grecia|Turquía|Rusia|Egipto|Marruecos|Brasil|México|Perú|Estados Unidos|EE.UU.|EEUU|Panamá|República Dominicana`

/** First or last words that make an unknown name a place. */
const placeWords = `
  new|san|santa|santo|são|saint|st|st.|sainte|fort|ft.|port|lake|mount|mt.|el|los|las|la|le|les|north|south|east|west|bad|grand|great|upper|lower|cape|camp|rio|villa|nueva|ciudad|nord|nuevo|aboard
  |city|beach|springs|falls|hills|heights|park|island|islands|isle|bay|county|valley|village|town|township|rapids|grove|harbor|harbour|ridge|rock|creek|river|forest|bluff|bluffs|lakes|mills|junction|station|crossing|point|shores|base`

const listed = (table: string): ReadonlySet<string> => new Set(table.split('|').map(keyOf))

function keyOf(name: string): string {
  return name.normalize('NFC').trim().toLowerCase()
}

const cityKeys = listed(cities)
const regionKeys = listed(regions)
const placeWordKeys = listed(placeWords)

/** A city that a dateline names without its country. */
export const isKnownCity = (name: string): boolean => cityKeys.has(keyOf(name))

/** A state, province or country, in the agencies' abbreviation or in full. */
export const isKnownRegion = (name: string): boolean => regionKeys.has(keyOf(name))

/** Whether a word at either end of a name speaks for a place: "FORT …", "… SPRINGS". */
export const isPlaceWord = (word: string): boolean => placeWordKeys.has(keyOf(word))
