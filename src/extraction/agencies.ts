// Who supplies news and pictures: agencies, their services, picture houses, platforms and papers whose names
// stand in datelines, bylines and credit lines. Data; a name is added here, never in a rule.

/** `wire` agencies stand in datelines; `stock` houses credit by account name; `press` are papers and stations. */
export type AgencyKind = 'wire' | 'picture' | 'stock' | 'press'

const tables: Readonly<Record<AgencyKind, string>> = {
  wire: `
    AAP|ABr|Adnkronos|AFP|Agence France-Presse|Agencia EFE|Agência Brasil|AGERPRES|AGI|AKP|ANA|ANA-MPA|ANI|ANP|ANSA|Antara
    |AP|APA|APF|APS|ASIANET|AsiaNet|Associated Press|The Associated Press|ATS|AWP|Baltic News Service|Belga
    |Bernama|Bloomberg|Bloomberg News|BNO News|BNS|BTA|Business Wire|BusinessWire|Canadian Press|The Canadian Press
    |CNA|CNS|CNN|CNN Wire|CP|CNW|CNW Group|CTK|ČTK|dapd|ddp|Deutsche Presse-Agentur|DHA|Dow Jones|Dow Jones Newswires
    |dpa|dpa-AFX|dpa-tmn|DPA International|dts|dts Nachrichtenagentur|EFE|EPA|EPA-EFE|epd|epdÖ|EP|Europa Press|Fides|Fox News|FENA
    |GlobeNewswire|Globe Newswire|Gracenote|HINA|IANS|idw|Interfax|IPS|Inter Press Service|IRNA|ITAR-TASS|JTA|Jiji|Jiji Press|KAP|kathpress|KCNA|KNA|Kyodo
    |Kyodo News|Kyodo JBN|LaPresse|LUSA|Marketwired|Marketwire|McClatchy|McClatchy-Tribune|MENA|Mehr|MTI|NAN|NBC News
    |Newsfile|Newsmatics|News Agency of Nigeria|news aktuell|NNA|Notimex|NTB|NTB scanpix|NZPA|ots|PA|PA Media|PANA|PAP|Petra|PNA|Philippine News Agency|PR Newswire|PRNewswire
    |PRNewswire-AsiaNet|PRWEB|Press Association|Presse Canadienne|La Presse Canadienne|Prensa Latina|pressetext|pte|PTI|Press Trust of India|QNA|Reuters|Thomson Reuters
    |RIA|RIA Novosti|Ritzau|Ritzau Scanpix|Scanpix|SANA|SAPA|sda|Keystone-SDA|SID|SDA-ATS|Sipa|SNEP|SPA|Sputnik|STA|Stats Perform
    |STT|Lehtikuva|TANJUG|TASR|TASS|TCA|Télam|Telam|TNS|Tribune News Service|TT|UNI|UKRINFORM|UPI|United Press International|UNB|UzA
    |VOA|Voice of America|WAFA|WAM|Xinhua|XINHUANET|Yonhap|Yonhap News|Zenger|Zenger News`,
  picture: `
    500px|AAP Image|Abaca|ABACAPRESS|Action Images|Action Press|AFLO|Agence VU|Agencia Estado|akg-images|Alamy|Alamy Live News|Alamy Stock Photo
    |Anadolu|Anadolu Agency|ANPFoto|AP Photo|AP Images|APA Images|APImages|Archive Photos|Associated Press Photo|Avalon|Backgrid|Barcroft|Barcroft Media|Belga Image|BELGAIMAGE|Bettmann
    |Bettmann Archive|Bildbyrån|Bridgeman|Bridgeman Images|Camera Press|Contour|Contrasto|Corbis|Cover Images|Creatas|Creatas RF|ddp images|DPPI|DeFodi|dpa Picture-Alliance
    |dpa-infografik|dpa-Zentralbild|EXPA|EYEVINE|EyeEm|epd-bild|Everett Collection|EFE-EPA|Famous|FilmMagic|Gamma|Gamma-Rapho|Getty|Getty Images|Getty Images News|Getty Images Sport
    |Getty Images Europe|Getty Images North America|Getty Images Entertainment|GettyImages|Getty Images Pool|Godong|Hans Lucas|HASENKOPF|Heritage Images|Hollandse Hoogte|Hulton Archive|Hulton Deutsch|Icon Sportswire
    |Icon Sport|Imagebroker|Image Bank|The Image Bank|Imagn|Imagn Images|imago|imago images|IMAGO Sport|Invision|Jupiterimages|KEYSTONE|Keystone Press
    |laif|LightRocket|Magnum|Magnum Photos|MAXPPP|mauritius images|MediaNews Group|MediaPunch|Mary Evans|Mirrorpix|Moodboard|MPI|National Geographic Creative|NurPhoto|OKAPIA
    |Ostkreuz|Pacific Press|Panos|Panos Pictures|Panoramic|Paris Match|Patrick McMullan|Photononstop|PhotoNews|Photoshot|Photothek|Pictorial Press|Picture Alliance|picture-alliance|Plainpicture|Polaris|Popperfoto|Presse Sports|PA Images|PA Wire
    |PA Archive|Redux|Reuters Photo|Reuters Pictures|Rex|REX Features|REX Shutterstock|REX|Robert Harding|Roll Call|CQ-Roll Call|Scanpix Denmark|Science Photo Library|Sipa Press|Sipa USA|SOPA Images|Splash News|Splash|Starface
    |SWNS|SZ Photo|Süddeutsche Zeitung Photo|teutopress|TASS Photo|Time Life Pictures|UIG|UCG|ullstein bild|Universal Images Group|Universal History Archive|US Presswire|USA TODAY Sports
    |USA TODAY Network|VCG|Visual China Group|VII|VII Photo|Visum|WENN|WireImage|Westend61|Wirestock|WPA Pool|Xinhua News Agency|Zentralbild|ZUMA|ZUMA Press|ZUMA Wire|Zumapress|ZB`,
  stock: `
    123RF|123RF.com|Adobe|Adobe Stock|AdobeStock|Bigstock|Canva|ccnull|ccnull.de|Creative Commons|Depositphotos|Dreamstime|Envato|Facebook|Flickr|flickr.com|Fotolia|Fotolia.com|Freepik|Freeimages|Instagram
    |iStock|iStockphoto|iStock.com|LinkedIn|Pexels|Pexels.com|Photocase|Pixabay|Pixabay.com|Pixelio|pixelio.de|Reddit|Shutterstock|Shutterstock.com|Snapchat|Stocksy|Telegram|Thinkstock|Thinkstock Photos|TikTok|Twitter|Unsplash|Unsplash.com
    |Vecteezy|Wikimedia|Wikimedia Commons|Wikipedia|Wikipédia|X.com|YouTube`,
  press: `
    20th Century Fox|ABC|ABC News|Al Jazeera|Amazon Studios|Apple|ARD|ARTE|The Atlantic|BBC|BBC News|BILD|BuzzFeed|BuzzFeed News|C-SPAN|CBC|CBS|CBS News|Chicago Tribune|CNBC|Condé Nast|DEADLINE|Denver Post
    |Daily Mail|Daily News|The Daily Beast|Disney|El Mundo|El País|El Universal|ESPN|F.A.Z.|FAZ|Financial Times|Forbes|Funke|Funke Foto Services|Gannett|Google|The Guardian|Hindustan Times|HBO|HuffPost|The Independent|The Intercept|Kurier
    |La Nación|La República|La Repubblica|Le Figaro|Le Monde|Le Parisien|Libération|Los Angeles Times|Lucasfilm|Marvel|MDR|Microsoft|MSNBC|NASA|JPL-Caltech|ESA|NBC|NDR|Netflix|The New York Times|New York Times|New York Post|News Corp|Newsday
    |Newsweek|NOAA|NPR|NRK|NHK|ORF|PBS|People|POLITICO|Postmedia|ProPublica|RBB|RTL|RTVE|San Francisco Chronicle|SRF|Star Tribune|South China Morning Post|SVT|Sky News|Sony|Sony Pictures|Spiegel|DER SPIEGEL|Star-Telegram|SWR|The Texas Tribune|Time|TIME
    |The White House|White House|The Times|The Sun|The Telegraph|The Verge|The Wall Street Journal|The Washington Post|Washington Post|Universal|Universal Pictures|USA TODAY|U.S. Air Force|U.S. Army|U.S. Navy|US Army|US Navy|Vox Media|VOX|Warner Bros|Warner Bros.|WDR|Yahoo|YLE|ZDF|Zeit Online`,
}

export interface Agency {
  name: string
  kind: AgencyKind
}

/** Names meet whatever their case, dots, blanks and hyphens: "GettyImages", "GETTY IMAGES", "Getty-Images". */
const keyOf = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

const byKey: ReadonlyMap<string, Agency> = new Map(
  Object.entries(tables).flatMap(([kind, names]) =>
    names.split('|').map((name) => [keyOf(name), { name: name.trim(), kind: kind as AgencyKind }] as const),
  ),
)

/** The known agency of this name, if it is one. */
export function findAgency(name: string): Agency | undefined {
  const key = keyOf(name)
  // "Pa." is a state and "(D-Pa.)" a party: short names must be written as agencies write themselves.
  const isOther = key.length <= 4 && (/-/u.test(name) || /^\p{Lu}\p{Ll}{1,2}\.?$/u.test(name.trim()))
  return isOther ? undefined : byKey.get(key)
}
