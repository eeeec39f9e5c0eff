// One line break inside: LF. Files come with CR LF (Windows), CR (old Macs and teleprinters), NEL, and
// browsers paste U+2028 and U+2029.

/** Rewrites every kind of line break as one LF. */
export const unifyLineBreaks = (text: string): string => text.replace(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
