/** Where the fuzzed site believes to be. */
export const publicUrl = 'https://news.example'

/** Requests on one database: lists and indexes stay as small as they are quick. */
export const requestsPerSite = 4000
