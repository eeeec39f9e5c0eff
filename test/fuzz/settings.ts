/** Where the fuzzed site believes to be. */
export const publicUrl = 'https://news.example'

/** Requests on one database: lists stay quick, and what is there has not all been taken back or withdrawn. */
export const requestsPerSite = 1000
