import { v7 } from 'uuid'

/** A new identifier: UUIDv7 (RFC 9562, section 5.7), canonical lower case, sortable by the time it was made. */
export const newId = (): string => v7()
