// Blank is what a reader would see as nothing. Trimming is not enough: a "name" of zero-width joiners or of
// Braille blanks looks empty and is not.

const unseen = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800\u3164]*$/u

/** Whether nothing visible is left of a text. */
export const isBlank = (text: string): boolean => unseen.test(text)
