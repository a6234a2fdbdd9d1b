// All checks, in the order in which they run. The one that gets the client limited comes last.
import { AUTH } from './auth.mjs'
import { BULK } from './bulk.mjs'
import { CLIENTS } from './clients.mjs'
import { CORS } from './cors.mjs'
import { ERRORS } from './errors.mjs'
import { ETAG } from './etag.mjs'
import { GZIP } from './gzip.mjs'
import { LIMITS } from './limits.mjs'
import { SINGLE } from './single.mjs'
import { STREAM } from './stream.mjs'

export const CHECKS = [
  ...SINGLE, ...BULK, ...ERRORS, ...CLIENTS, ...ETAG, ...GZIP, ...CORS, ...AUTH, ...STREAM, ...LIMITS
]
