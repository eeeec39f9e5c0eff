// Words that keep their dot: a dot after one of them does not end a sentence by itself.
// Compiled from the AP Stylebook's customs for titles, states, months and companies.

const words = (list: string): readonly string[] => list.trim().split(/\s+/)

/** A dot after one of these never ends a sentence: a name follows. */
export const NEVER_LAST: ReadonlySet<string> = new Set(
  words(
    'mr mrs ms dr sen sens rep reps gov govs lt gen col capt cmdr sgt maj adm rev fr hon prof pres supt det st ft mt vs',
  ),
)

/** Lower case, without the dot. */
export const ABBREVIATIONS: ReadonlySet<string> = new Set([
  ...words(
    'mr mrs ms dr sen sens rep reps gov govs lt gen col capt cmdr sgt maj adm rev fr hon prof pres supt det',
  ),
  ...words('jr sr st ft mt inc corp co ltd bros llc dept assn univ vs vol est etc'),
  ...words('jan feb mar apr jun jul aug sept sep oct nov dec'),
  ...words('ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn mont neb nev'),
  ...words('okla ore pa tenn tex vt va wash wis wyo'),
])

/** Abbreviated states, with their dot. */
export const STATES: ReadonlySet<string> = new Set(
  words(
    'ala. ariz. ark. calif. colo. conn. del. fla. ga. ill. ind. kan. ky. la. md. mass. mich. minn. mont. neb. nev. n.h. n.j. n.m. n.y. n.c. n.d. okla. ore. pa. r.i. s.c. s.d. tenn. tex. vt. va. wash. w.va. wis. wyo. d.c.',
  ),
)
