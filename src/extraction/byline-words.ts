// The words that open a byline and the words that make a job title, in the languages of the samples. Data only.

/** What leads to the author's name, lower case, without its colon. */
export const bylineOpenings: readonly string[] = [
  'by',
  'written by',
  'story by',
  'text by',
  'words by',
  'report by',
  'reported by',
  'analysis by',
  'commentary by',
  'von',
  'text von',
  'ein kommentar von',
  'eine analyse von',
  'par',
  'texte par',
  'propos recueillis par',
  'por',
  'texto de',
  'di',
  'door',
  'av',
  'af',
]

/** Openings that need their colon: "Author: Ann Poe". */
export const bylineFields: readonly string[] = [
  'author',
  'authors',
  'autor',
  'autorin',
  'autoren',
  'auteur',
  'text',
  'texte',
  'texto',
  'byline',
]

const titles = `
  affairs|agriculture|analyst|anchor|associate|bureau|business|chief|climate|columnist|consumer|court|crime|culture|commentator|contributing|contributor|copy|correspondent|critic|data|defense|defence|deputy|desk|diplomatic|editor|editor-in-chief|editor-at-large|editors|economics|education
  |energy|entertainment|environment|european|fellow|finance|foreign|freelance|freelancer|guest|health|hill|investigative|journalist|justice|labor|labour|legal|lead|local|markets|managing|medical|media|military|music|multimedia|national|news|newsroom|opinion|photographer|political|politics|producer
  |publisher|regional|religion|reporter|reporters|science|security|senior|special|sports|staff|statehouse|technology|transport|travel|weather|video|washington|white house|writer|writers|korrespondent|korrespondentin|chefredakteur|chefredakteurin|redakteur|redakteurin
  |reporterin|redaktion|volontär|volontärin|freier|freie|mitarbeiter|mitarbeiterin|journaliste|correspondant|correspondante|rédacteur|rédactrice|redactor|redactora|corresponsal|enviado|enviada|especial|envoyé|envoyée|spécial|spéciale|periodista`

const titleWords = new Set(titles.split('|').map((word) => word.trim()))

/** Words that name the job itself, so that a phrase ending in one is a title. */
const jobs =
  /^(?:analyst|anchor|columnist|commentator|contributor|correspondent|critic|editor(?:-in-chief|-at-large)?|editors|fellow|freelancer|journalist|journaliste|photographer|producer|publisher|reporters?|reporterin|writers?|korrespondent(?:in)?|(?:chef)?redakteur(?:in)?|correspondante?|rédacteur|rédactrice|redactora?|corresponsal|periodista|mitarbeiter(?:in)?|especial|spéciale?)$/iu

/** Whether a word may stand in a job title such as "Senior Political Correspondent". */
export const isTitleWord = (word: string): boolean => titleWords.has(word.toLowerCase())

/** Whether a phrase is a job title: it holds the name of a job. */
export const isJobTitle = (phrase: string): boolean => phrase.split(/\s+/u).some((word) => jobs.test(word))
