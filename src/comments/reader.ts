/** Somebody who reacts to a comment or reports it: the key, else the address. */
export interface Reader {
  keyId: string | null
  ip: string
  /** What shows that the comment is their own. */
  token: string | undefined
}
