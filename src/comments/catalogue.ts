// What people read of the comment form, in each of its languages. Clients branch on the codes, which never change; the words are
// for whoever writes a comment. A key is a field and a code, or a code of the whole.

import { maxNameLength } from './schema.ts'

export const languages = ['en', 'de', 'fr', 'es', 'ko'] as const
export type Language = (typeof languages)[number]

const english = {
  'body.required': 'Please enter your comment!',
  'body.too_long': 'Please write a shorter comment.',
  'authorName.required': 'Please enter your name here',
  'authorName.too_long': `Please keep your name to ${maxNameLength} characters.`,
  'authorName.reserved': 'Please choose another name: this one is kept for the newsroom.',
  'authorEmail.required': 'Please enter your e-mail address here',
  'authorEmail.invalid': 'Please enter a valid e-mail address, or none.',
  'authorEmail.too_long': 'Please enter a shorter e-mail address, or none.',
  'authorUrl.invalid': 'Please enter a web address that begins with https://, or none.',
  'authorUrl.too_long': 'Please enter a shorter web address, or none.',
  'parentId.parent_not_available': 'The comment you answer is not there any more.',
  duplicate: 'You have said that already.',
  comments_closed: 'This article takes no comments any more.',
  edit_window_closed: 'This comment can no longer be changed by its author.',
  rate_limited: 'You are writing very fast. Please wait a little.',
}

const pageOfEnglish = {
  refusedTitle: 'Your comment was not posted',
  waitingTitle: 'Thank you for your comment',
  waiting: 'It will appear once a moderator has read it.',
  back: 'Back to the article',
  body: 'Comment',
  authorName: 'Name',
  authorEmail: 'E-mail (not shown)',
  authorUrl: 'Website',
  submit: 'Post comment',
}

export type MessageKey = keyof typeof english
export type Messages = Readonly<Record<MessageKey, string>>
export type PageWords = Readonly<Record<keyof typeof pageOfEnglish, string>>

const messages: Record<Language, Messages> = {
  en: english,
  de: {
    'body.required': 'Bitte geben Sie Ihren Kommentar ein!',
    'body.too_long': 'Bitte fassen Sie Ihren Kommentar kürzer.',
    'authorName.required': 'Bitte geben Sie hier Ihren Namen ein',
    'authorName.too_long': `Bitte fassen Sie Ihren Namen in höchstens ${maxNameLength} Zeichen.`,
    'authorName.reserved': 'Bitte wählen Sie einen anderen Namen: dieser gehört der Redaktion.',
    'authorEmail.required': 'Bitte geben Sie hier Ihre E-Mail-Adresse ein',
    'authorEmail.invalid': 'Bitte geben Sie eine gültige E-Mail-Adresse ein oder keine.',
    'authorEmail.too_long': 'Bitte geben Sie eine kürzere E-Mail-Adresse ein oder keine.',
    'authorUrl.invalid': 'Bitte geben Sie eine Webadresse ein, die mit https:// beginnt, oder keine.',
    'authorUrl.too_long': 'Bitte geben Sie eine kürzere Webadresse ein oder keine.',
    'parentId.parent_not_available': 'Der Kommentar, auf den Sie antworten, ist nicht mehr da.',
    duplicate: 'Das haben Sie schon gesagt.',
    comments_closed: 'Dieser Artikel nimmt keine Kommentare mehr an.',
    edit_window_closed: 'Dieser Kommentar kann von seinem Verfasser nicht mehr geändert werden.',
    rate_limited: 'Sie schreiben sehr schnell. Bitte warten Sie ein wenig.',
  },
  fr: {
    'body.required': 'Veuillez saisir votre commentaire !',
    'body.too_long': 'Veuillez raccourcir votre commentaire.',
    'authorName.required': 'Veuillez saisir votre nom ici',
    'authorName.too_long': `Veuillez limiter votre nom à ${maxNameLength} caractères.`,
    'authorName.reserved': 'Veuillez choisir un autre nom : celui-ci est réservé à la rédaction.',
    'authorEmail.required': 'Veuillez saisir votre adresse e-mail ici',
    'authorEmail.invalid': 'Veuillez saisir une adresse e-mail valide, ou aucune.',
    'authorEmail.too_long': 'Veuillez saisir une adresse e-mail plus courte, ou aucune.',
    'authorUrl.invalid': 'Veuillez saisir une adresse web qui commence par https://, ou aucune.',
    'authorUrl.too_long': 'Veuillez saisir une adresse web plus courte, ou aucune.',
    'parentId.parent_not_available': 'Le commentaire auquel vous répondez n’est plus là.',
    duplicate: 'Vous avez déjà dit cela.',
    comments_closed: 'Cet article n’accepte plus de commentaires.',
    edit_window_closed: 'Ce commentaire ne peut plus être modifié par son auteur.',
    rate_limited: 'Vous écrivez très vite. Veuillez patienter un peu.',
  },
  es: {
    'body.required': '¡Por favor, escriba su comentario!',
    'body.too_long': 'Por favor, escriba un comentario más corto.',
    'authorName.required': 'Por favor, escriba aquí su nombre',
    'authorName.too_long': `Por favor, limite su nombre a ${maxNameLength} caracteres.`,
    'authorName.reserved': 'Por favor, elija otro nombre: este está reservado a la redacción.',
    'authorEmail.required': 'Por favor, escriba aquí su correo electrónico',
    'authorEmail.invalid': 'Por favor, escriba un correo electrónico válido, o ninguno.',
    'authorEmail.too_long': 'Por favor, escriba un correo electrónico más corto, o ninguno.',
    'authorUrl.invalid': 'Por favor, escriba una dirección web que empiece por https://, o ninguna.',
    'authorUrl.too_long': 'Por favor, escriba una dirección web más corta, o ninguna.',
    'parentId.parent_not_available': 'El comentario al que responde ya no está.',
    duplicate: 'Eso ya lo ha dicho.',
    comments_closed: 'Este artículo ya no admite comentarios.',
    edit_window_closed: 'Su autor ya no puede cambiar este comentario.',
    rate_limited: 'Escribe usted muy deprisa. Por favor, espere un poco.',
  },
  ko: {
    'body.required': '댓글을 입력해 주세요!',
    'body.too_long': '댓글을 더 짧게 써 주세요.',
    'authorName.required': '여기에 이름을 입력해 주세요',
    'authorName.too_long': `이름은 ${maxNameLength}자까지 쓸 수 있습니다.`,
    'authorName.reserved': '다른 이름을 골라 주세요. 이 이름은 편집국에서 사용합니다.',
    'authorEmail.required': '여기에 이메일 주소를 입력해 주세요',
    'authorEmail.invalid': '올바른 이메일 주소를 입력하거나 비워 두세요.',
    'authorEmail.too_long': '더 짧은 이메일 주소를 입력하거나 비워 두세요.',
    'authorUrl.invalid': 'https://로 시작하는 웹 주소를 입력하거나 비워 두세요.',
    'authorUrl.too_long': '더 짧은 웹 주소를 입력하거나 비워 두세요.',
    'parentId.parent_not_available': '답글을 달려는 댓글이 더 이상 없습니다.',
    duplicate: '이미 같은 댓글을 남기셨습니다.',
    comments_closed: '이 기사에는 더 이상 댓글을 달 수 없습니다.',
    edit_window_closed: '이 댓글은 더 이상 작성자가 고칠 수 없습니다.',
    rate_limited: '너무 빠르게 쓰고 계십니다. 잠시 기다려 주세요.',
  },
}

const pages: Record<Language, PageWords> = {
  en: pageOfEnglish,
  de: {
    refusedTitle: 'Ihr Kommentar wurde nicht veröffentlicht',
    waitingTitle: 'Danke für Ihren Kommentar',
    waiting: 'Er erscheint, sobald die Moderation ihn gelesen hat.',
    back: 'Zurück zum Artikel',
    body: 'Kommentar',
    authorName: 'Name',
    authorEmail: 'E-Mail (wird nicht gezeigt)',
    authorUrl: 'Website',
    submit: 'Kommentar abschicken',
  },
  fr: {
    refusedTitle: 'Votre commentaire n’a pas été publié',
    waitingTitle: 'Merci pour votre commentaire',
    waiting: 'Il paraîtra dès qu’un modérateur l’aura lu.',
    back: 'Retour à l’article',
    body: 'Commentaire',
    authorName: 'Nom',
    authorEmail: 'E-mail (non affiché)',
    authorUrl: 'Site web',
    submit: 'Publier le commentaire',
  },
  es: {
    refusedTitle: 'Su comentario no se ha publicado',
    waitingTitle: 'Gracias por su comentario',
    waiting: 'Aparecerá en cuanto un moderador lo haya leído.',
    back: 'Volver al artículo',
    body: 'Comentario',
    authorName: 'Nombre',
    authorEmail: 'Correo electrónico (no se muestra)',
    authorUrl: 'Sitio web',
    submit: 'Publicar el comentario',
  },
  ko: {
    refusedTitle: '댓글이 등록되지 않았습니다',
    waitingTitle: '댓글을 남겨 주셔서 감사합니다',
    waiting: '관리자가 확인한 뒤에 표시됩니다.',
    back: '기사로 돌아가기',
    body: '댓글',
    authorName: '이름',
    authorEmail: '이메일 (공개되지 않음)',
    authorUrl: '웹사이트',
    submit: '댓글 쓰기',
  },
}

export const messagesIn = (language: Language): Messages => messages[language]
export const pageWordsIn = (language: Language): PageWords => pages[language]

/** What is said of a place of the form by its JSON Pointer and code; undefined for what the form has no words for. */
export const findMessage = (
  of: { pointer?: string; code: string },
  language: Language,
): string | undefined => {
  const key = of.pointer === undefined ? of.code : `${of.pointer.slice(1)}.${of.code}`
  return new Map<string, string>(Object.entries(messages[language])).get(key)
}
