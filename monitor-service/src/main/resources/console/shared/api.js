// Calls to the console's server. A refusal is a Problem with the server's words (RFC 9457).

export class Problem extends Error {
  constructor(status, body, retryAfter) {
    super(body.detail || body.title || `the server answered ${status}`)
    this.status = status
    this.errors = body.errors ?? []
    this.retryAfter = retryAfter
  }
}

/** A reading that a change of the network broke is asked for once more after this. */
const AGAIN_MILLIS = 700
const rest = millis => new Promise(done => { setTimeout(done, millis) })

let csrf = ''
let ended = () => {}

/** Called when the server says that nobody is signed in. */
export function whenSignedOut(handler) {
  ended = handler
}

export function useCsrf(token) {
  csrf = token
}

/** @returns {Promise<Response>} an answer of 2xx; else it throws a Problem */
export async function request(method, path, { query, body, headers, signal } = {}) {
  const asked = new URL(`/console/${path}`, location.origin)
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') asked.searchParams.set(name, value)
  }
  const sent = { Accept: 'application/json', ...headers }
  if (method !== 'GET') sent['X-CSRF-Token'] = csrf
  if (body !== undefined) sent['Content-Type'] = 'application/json'
  const asking = () => fetch(asked, {
    method, headers: sent, signal, body: body === undefined ? undefined : JSON.stringify(body), cache: 'no-store',
  })
  const answer = await asking().catch(cause => {
    if (cause.name === 'AbortError') throw cause
    if (method === 'GET') return rest(AGAIN_MILLIS).then(asking)
    throw cause
  }).catch(cause => {
    if (cause.name === 'AbortError') throw cause
    throw new Problem(0, { detail: 'The server does not answer. Look whether the monitor runs, then try again.' })
  })
  if (answer.ok) return answer
  if (answer.status === 401 && path !== 'session') ended()
  throw new Problem(answer.status, await problemOf(answer), Number(answer.headers.get('Retry-After')) || 0)
}

/** The JSON of an answer, and its ETag beside it; null for an empty one. */
export async function json(method, path, options) {
  const answer = await request(method, path, options)
  return answer.status === 204 ? null : answer.json()
}

export const get = (path, options) => json('GET', path, options)

async function problemOf(answer) {
  const text = await answer.text()
  try {
    return JSON.parse(text)
  } catch {
    return { detail: text.slice(0, 500) }
  }
}

/** A part of a path, from what people named. */
export const part = encodeURIComponent
