// What a copied page carries around its story: comment forms, share bars, links to other stories, newsletters,
// cookie notices, advertisements, copyright lines, tags. Each rule names its kind for the report and matches a
// whole paragraph; lists of words stand here, apart from the assembly. Every pattern is linear.

export type ChromeKind =
  | 'comment form'
  | 'share bar'
  | 'link to another story'
  | 'newsletter sign-up'
  | 'cookie notice'
  | 'advertisement mark'
  | 'copyright line'
  | 'tag list'
  | 'page navigation'
  | 'time stamp'

export interface Chrome {
  kind: ChromeKind
  /**
   * What follows and belongs to it: nothing, the short lines that come next, or the rest of the page. A bare
   * "12 comments" heads the comments below a long page, and is a mere link above the story.
   */
  reach: 'line' | 'list' | 'rest' | 'restOfLongPage'
}

const longest = 300
const words = (...alternatives: string[]): RegExp =>
  new RegExp(`^(?:${alternatives.join('|')})[\\s.:!*…»>-]*$`, 'iu')

const rules: readonly (readonly [RegExp, ChromeKind, Chrome['reach']])[] = [
  [
    words(
      'leave a (?:reply|comment)(?: cancel reply)?',
      'post a comment',
      'write a comment',
      'add a comment',
      'join the (?:conversation|discussion)',
      'be the first to comment',
      'schreiben? sie einen kommentar',
      'kommentar (?:schreiben|verfassen|hinterlassen)',
      'laisser un commentaire',
      'deja(?:r)? (?:una respuesta|un comentario)',
    ),
    'comment form',
    'rest',
  ],
  [
    words(
      '(?:\\d+ |no )?comments?(?: yet)?(?: on .{1,200})?(?: \\(\\d+\\))?',
      '(?:\\d+ )?(?:kommentare?|commentaires?|comentarios?)(?: \\(\\d+\\))?',
    ),
    'comment form',
    'restOfLongPage',
  ],
  [
    words(
      'please enter your (?:comment|name(?: here)?|e-?mail(?: address)?(?: here)?)',
      'you have entered an incorrect e-?mail address',
      'cancel reply',
      'log ?in to (?:leave|post) a (?:comment|reply)',
      'you must be logged in to (?:post|leave) a comment',
      'post comment',
      'your e-?mail address will not be published.{0,80}',
      'save my name, e-?mail.{0,120}',
      'required fields are marked.{0,20}',
      'name',
      'e-?mail',
      'website',
      'comment',
      'this site uses akismet.{0,120}',
    ),
    'comment form',
    'line',
  ],
  [
    words(
      'share',
      'share (?:this|on|via|with)(?: .{1,60})?',
      'click to (?:share|e-?mail|print).{0,80}',
      'tweet',
      'facebook',
      'twitter',
      'whatsapp',
      'pinterest',
      'linkedin',
      'telegram',
      'reddit',
      'x',
      'e-?mail this',
      'print(?: this)?',
      'copy (?:link|url)',
      'like this',
      'like loading',
      'loading',
      'teilen',
      'drucken',
      'artikel teilen',
      'merken',
      'partager',
      'partager sur .{1,60}',
      'imprimer',
      'compartir',
      'compartir en .{1,60}',
      'imprimir',
      '(?:(?:share|tweet|pin|e-?mail|print|facebook|twitter|whatsapp|pinterest|linkedin|reddit|telegram)[\\s|·•/]+){1,12}(?:share|tweet|pin|e-?mail|print|facebook|twitter|whatsapp|pinterest|linkedin|reddit|telegram)',
      '(?:[\\d.,]+k? )?shares?',
    ),
    'share bar',
    'line',
  ],
  [
    words(
      'related',
      'related (?:articles?|stories|posts?|topics?|content|coverage)',
      'more from (?:author|.{1,60})',
      'more (?:stories|news|on this (?:story|topic))',
      'you (?:may|might) (?:also )?(?:like|be interested in)',
      'recommended(?: (?:for you|stories))?',
      'most (?:read|popular|viewed)',
      'trending(?: now)?',
      "editors?[’'] picks?",
      'top stories',
      'latest (?:news|stories)',
      'mehr zum thema',
      'meistgelesen',
      'das könnte sie auch interessieren',
      'auch interessant',
      'à lire aussi',
      'sur le même sujet',
      'les plus lus',
      'lea también',
      'te puede interesar',
      'noticias relacionadas',
      'lo más leído',
    ),
    'link to another story',
    'list',
  ],
  [
    /^(?:read (?:more|also|next|the full story)|related(?: story| article)?|see also|also (?:read|see)|more|watch|don[’']t miss|recommended|previous (?:article|post)|next (?:article|post)|(?:lesen|sehen) sie auch|mehr dazu|siehe auch|(?:à )?lire (?:aussi|plus)|voir aussi|lea (?:también|más)|leer más|ver también)(?:\s?[:>»|]| -) ?.{0,240}$/iu,
    'link to another story',
    'line',
  ],
  [
    words(
      'read more',
      'continue reading',
      'read the full (?:story|article).{0,60}',
      'weiterlesen',
      'lire la suite',
      'seguir leyendo',
      'previous article',
      'next article',
      'show more',
      'see more',
    ),
    'link to another story',
    'line',
  ],
  [
    /^(?:sign up (?:for|to|now|here|today)\b|subscribe (?:to|now|here|today)\b|get (?:the|our) .{0,80}(?:newsletter|inbox)|enter your e-?mail|join our newsletter|want (?:more|the latest) .{0,80}(?:newsletter|inbox)|(?:jetzt )?newsletter (?:abonnieren|bestellen)|abonnez-vous|inscrivez-vous|suscríbete|suscríbase).{0,200}$/iu,
    'newsletter sign-up',
    'line',
  ],
  [
    words(
      'subscribe',
      'newsletter',
      'sign up',
      'log ?in',
      'register',
      'abonnieren',
      's’abonner',
      'suscribirse',
    ),
    'newsletter sign-up',
    'line',
  ],
  [
    /^(?:(?:we|this (?:web)?site|our (?:web)?site)\b.{0,60}\bcookies\b|(?:accept|reject|manage)(?: all)? cookies|by (?:continuing|using) .{0,100}\b(?:cookies|privacy policy|terms)\b|(?:wir|diese (?:web)?seite) (?:verwenden?|nutz(?:en|t)) cookies|nous utilisons des cookies|utilizamos cookies).{0,200}$/iu,
    'cookie notice',
    'line',
  ],
  [
    words(
      'advertisements?',
      'advertising',
      'sponsored(?: (?:content|links?|post))?',
      'promoted',
      'ads? by .{1,40}',
      '(?:story|article) continues (?:below|after)(?: (?:this )?advertisement)?',
      'advertisement - (?:story continues|scroll).{0,40}',
      'scroll to continue.{0,40}',
      'anzeige',
      'werbung',
      'publicité',
      'publicidad',
    ),
    'advertisement mark',
    'line',
  ],
  [
    /^(?:©|\(c\)\s?\d|copyright\b)[^/|]{0,60}(?:\d{4}|all rights reserved|alle rechte vorbehalten|tous droits réservés).{0,200}$/iu,
    'copyright line',
    'line',
  ],
  [
    /^(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados)\b.{0,200}$|^this (?:material|story|article) may not be (?:published|reproduced).{0,200}$/iu,
    'copyright line',
    'line',
  ],
  [
    /^(?:tags?|topics?|filed under|categor(?:y|ies)|keywords|schlagw(?:orte|örter)|themen|mots-clés|etiquetas|temas)\s?: ?.{0,250}$/iu,
    'tag list',
    'line',
  ],
  [words('tags?', 'topics?', 'schlagworte', 'etiquetas'), 'tag list', 'list'],
  [
    words(
      'home',
      'menu',
      'search',
      'skip to (?:main )?content',
      'back to (?:top|home ?page)',
      'follow us(?: on .{1,60})?',
      'follow .{1,40} on (?:facebook|twitter|instagram|x)',
      'download (?:our|the) app.{0,60}',
      'close',
      'next',
      'previous',
      'view (?:comments|gallery|all)',
      'listen to (?:this )?article',
      'image \\d+ of \\d+',
      '\\d+ of \\d+',
      '\\d+ ?/ ?\\d+',
      'enlarge(?: this)? image',
      'toggle caption',
      'hide caption',
      'zur startseite',
      'startseite',
      'accueil',
      'inicio',
      'have a (?:news )?tip\\?.{0,120}',
    ),
    'page navigation',
    'line',
  ],
  [
    /^(?:(?:last )?(?:updated|published|posted|modified)|aktualisiert|veröffentlicht|stand|publié|mis à jour|publicado|actualizado)(?: (?:on|at|am|le|el|um|à))?\s?:?[ -]{0,3}(?=.{0,80}\d).{4,100}$/iu,
    'time stamp',
    'line',
  ],
  [
    /^(?:(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?,? )?(?:\p{L}{3,9}\.? \d{1,2},? \d{4}|\d{1,2}\.? \p{L}{3,9}\.? \d{4}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}-\d{2})(?:[,|·•-]? ?(?:at |um )?\d{1,2}[:.]\d{2}.{0,20})?$/iu,
    'time stamp',
    'line',
  ],
  [/^(?:\d{1,3} min(?:ute)?s? (?:read|ago)|\d{1,2} hours? ago|lesezeit: .{1,20})$/iu, 'time stamp', 'line'],
]

/** The chrome that a paragraph is, if it is any. */
export function findChrome(text: string): Chrome | undefined {
  if (text.length > longest) return undefined
  const rule = rules.find(([pattern]) => pattern.test(text))
  return rule === undefined ? undefined : { kind: rule[1], reach: rule[2] }
}
